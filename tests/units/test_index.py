"""The list of units is a tree one part at a time, and is searched by unit and by service."""

from __future__ import annotations

from flask.testing import FlaskClient

from forum.core.db import db
from forum.ledger.rules import Actor
from forum.units.actions import tree
from forum.units.actions.tree import UnitDetails
from tests.factories import Town


def test_the_tree_shows_units_and_those_below(town: Town, client: FlaskClient) -> None:
    page = client.get("/unit?kota=contoh").text
    for name in ("Dinas Pekerjaan Umum", "UPTD Jalan Timur", "Puskesmas Melati"):
        assert name in page
    assert client.get("/unit?kota=contoh&di=dpu").text.count("UPTD Jalan Timur") == 1
    assert client.get("/unit?kota=contoh&di=tidak-ada").status_code == 404


def test_units_are_found_by_name_and_by_service(town: Town, client: FlaskClient) -> None:
    assert "Puskesmas Melati" in client.get("/unit?kota=contoh&q=MELATI").text
    found = client.get("/unit?kota=contoh&q=lampu").text
    assert "Dinas Pekerjaan Umum" in found
    assert "Perbaikan lampu jalan" in found
    assert "Puskesmas Melati" not in found
    assert "Tidak ada unit yang cocok" in client.get("/unit?kota=contoh&q=kapal%25").text


def test_closed_units_are_not_listed(town: Town, client: FlaskClient) -> None:
    tree.close(town.clinic, "Tidak ada lagi", by=Actor("administrator"))
    db.session.commit()
    assert "Puskesmas Melati" not in client.get("/unit?kota=contoh").text
    assert "Tidak ada unit yang cocok" in client.get("/unit?kota=contoh&q=melati").text


def test_four_hundred_units_stay_light(town: Town, client: FlaskClient) -> None:
    many = [(town.root, UnitDetails(f"kel-{k}", "kelurahan", f"Kelurahan Contoh {k}")) for k in range(200)]
    parents = tree.open_many(town.government.id, many, by=Actor("administrator"))
    below = [(parents[k % 40], UnitDetails(f"rw-{k}", "lainnya", f"Unit Kecil {k}")) for k in range(420)]
    tree.open_many(town.government.id, below, by=Actor("administrator"))
    db.session.commit()
    page = client.get("/unit?kota=contoh")
    assert "Unit Kecil" not in page.text
    assert "di=kel-1" in page.text
    assert len(page.data) < 120_000
