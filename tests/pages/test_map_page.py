"""The map: districts, then villages, with their counts in a list beside the drawing; light enough for a phone."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.complaints.models import AreaTally
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.pages.rules import bounds, level
from forum.units.actions import areas, tree
from forum.units.here import shelf
from tests.factories import Town, assigned

PLACES = {
    "jakarta": ("31", "JKT"),
    "makassar": ("73.71", "MKS"),
    "ambon": ("81.71", "AMB"),
    "batanghari": ("15.04", "BTH"),
}


def found(town: str) -> None:
    areas.load_shipped(town)
    code, prefix = PLACES[town]
    tree.found_government(town, town.title(), prefix, code, "Asia/Jakarta", by=Actor("administrator"))
    db.session.commit()
    shelf.forget()


@pytest.mark.parametrize(("place", "districts"), [("jakarta", 44), ("makassar", 15), ("ambon", 5), ("batanghari", 8)])
def test_every_district_is_drawn_and_listed_within_the_budget(
    app: Flask, client: FlaskClient, place: str, districts: int
) -> None:
    found(place)
    page = client.get(f"/peta?kota={place}")
    assert page.text.count('<path class="level-0" d="M') >= districts
    assert page.text.count('<li><a class="tap"') == districts
    assert len(gzip.compress(page.data)) <= 14 * 1024


def test_islands_stand_in_an_inset(app: Flask, client: FlaskClient) -> None:
    found("jakarta")
    page = client.get("/peta?kota=jakarta").text
    assert 'class="frame"' in page
    assert page.count("a12 12 0 1 0 24 0") == 2  # Kepulauan Seribu Utara and Selatan, as dots


def test_a_district_shows_its_villages_and_leads_to_the_board(app: Flask, client: FlaskClient) -> None:
    found("ambon")
    db.session.add(AreaTally(area_code="81.71.01.1006", state="assigned", n=3))
    db.session.add(AreaTally(area_code="81.71.01.1006", state="confirmed", n=1_200))
    db.session.commit()
    page = client.get("/peta?kota=ambon&kecamatan=81.71.01").text
    assert "1.203 laporan, 3 masih berjalan" in page
    assert "desa=81.71.01.1006" in page
    assert '<path class="level-5"' in page
    assert client.get("/peta?kota=ambon&kecamatan=73.71.01").status_code == 404


def test_without_boundaries_the_list_remains(town: Town, client: FlaskClient) -> None:
    assigned(town)
    page = client.get("/peta?kota=contoh").text
    assert "1 laporan, 1 masih berjalan" in page
    assert "belum dimuat" in page
    assert "<desc" not in page


def test_classes_hold_about_equally_many_and_none_is_apart() -> None:
    counts = [0, 0, 1, 1, 2, 3, 5, 8, 13, 40]
    upper = bounds(counts)
    assert upper[-1] == 40
    assert [level(count, upper) for count in (0, 1, 40)] == [0, 1, 5]
    assert bounds([0, 0]) == []
    assert level(7, bounds([7, 7])) == 5
    assert sorted(level(count, upper) for count in counts) == [level(count, upper) for count in counts]
