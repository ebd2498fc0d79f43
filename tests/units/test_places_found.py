"""Villages are found by their first letters and by a position; nothing of a position is kept."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.db import db
from forum.ledger.rules import Actor
from forum.units import queries
from forum.units.actions import areas, tree
from forum.units.here import shelf
from tests.factories import Town


@pytest.fixture
def ambon(app: Flask) -> None:
    areas.load_shipped("ambon")
    tree.found_government("ambon", "Kota Ambon", "AMB", "81.71", "Asia/Jayapura", by=Actor("administrator"))
    db.session.commit()
    shelf.forget()


def names(client: FlaskClient, q: str) -> list[str]:
    return [village["name"] for village in client.get("/wilayah/desa", query_string={"q": q, "kota": "ambon"}).json]


def test_a_village_is_found_by_its_first_letters(ambon: None, client: FlaskClient) -> None:
    assert names(client, "nusan")[0] == "Nusaniwe"
    assert client.get("/wilayah/desa?kota=ambon&q=nusaniwe").json[0] == {
        "code": "81.71.01.1006", "name": "Nusaniwe", "district": "Nusaniwe",
    }  # fmt: skip


def test_a_districts_name_lists_its_villages(ambon: None, client: FlaskClient) -> None:
    found = client.get("/wilayah/desa?kota=ambon&q=sirimau").json
    assert len(found) == 10
    assert {village["district"] for village in found} == {"Sirimau"}


@pytest.mark.parametrize("q", ["", "  ", "%", "_", "zzzz"])
def test_nothing_is_found_for_nothing(ambon: None, client: FlaskClient, q: str) -> None:
    assert names(client, q) == []


def test_another_places_villages_are_not_found(ambon: None, town: Town) -> None:
    assert queries.search_villages("81.71", "melati") == []
    assert [v.name for v in queries.search_villages("99.71", "melati")] == ["Melati"]


def test_a_position_is_matched_to_its_village(
    ambon: None, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    area = queries.find_area("81.71.01.1006")
    assert area is not None
    with caplog.at_level(logging.DEBUG):
        found = client.post("/wilayah/titik?kota=ambon", json={"lon": area.lon, "lat": area.lat})
    assert found.json == {"code": "81.71.01.1006", "name": "Nusaniwe", "district": "Nusaniwe"}
    assert str(area.lon) not in caplog.text


def test_a_position_outside_is_no_village(ambon: None, client: FlaskClient) -> None:
    assert client.post("/wilayah/titik?kota=ambon", json={"lon": 0, "lat": 0}).json is None


@pytest.mark.parametrize(
    "sent", [{}, {"lon": "x", "lat": 1}, {"lon": None, "lat": 1}, {"lon": "nan", "lat": 1}, [1, 2]]
)
def test_a_position_that_is_none_is_refused(ambon: None, client: FlaskClient, sent: object) -> None:
    assert client.post("/wilayah/titik?kota=ambon", json=sent).status_code == 400
