"""Areas come with codes, names, boundaries and a point inside."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.core.db import db
from forum.core.geometry import contains
from forum.units import queries
from forum.units.actions import areas
from forum.units.models import Area, AreaShape


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_shipped_boundaries_bring_their_villages_and_what_is_above(app: Flask) -> None:
    assert areas.load_shipped("ambon") == 55
    db.session.commit()
    village = queries.find_area("81.71.01.1006")
    assert village is not None
    assert (village.name, village.folded, village.level, village.parent_code) == (
        "Nusaniwe", "nusaniwe", "village", "81.71.01",
    )  # fmt: skip
    town = queries.find_area("81.71")
    assert town is not None
    assert (town.name, town.parent_code) == ("Kota Ambon", "81")
    assert (count(Area), count(AreaShape)) == (57, 55)


def test_the_point_of_an_area_lies_inside_it(app: Flask) -> None:
    areas.load_shipped("ambon")
    for shape in queries.shapes_of(["81.71.01.1006", "81.71.02"]):
        area = queries.find_area(shape.area_code)
        assert area is not None
        assert area.lon is not None
        assert area.lat is not None
        assert contains(shape.rings, area.lon, area.lat)


def test_loading_twice_changes_nothing(app: Flask) -> None:
    areas.load_shipped("ambon")
    areas.load_shipped("ambon")
    db.session.commit()
    assert (count(Area), count(AreaShape)) == (57, 55)


def test_the_library_knows_every_village_of_a_regency(app: Flask) -> None:
    assert areas.load_from_library("81.71") == 57
    assert count(AreaShape) == 0
    assert queries.find_area("81.71.01.1006") is not None


def test_an_unknown_code_is_refused(app: Flask) -> None:
    with pytest.raises(areas.UnknownArea):
        areas.load("00.99")


@pytest.mark.parametrize(("arguments", "said"), [
    (["81.71"], "55 areas."), (["00.99"], "no area has the code 00.99"), ([], "Give a CODE"),
])  # fmt: skip
def test_the_command_says_what_it_did(app: Flask, arguments: list[str], said: str) -> None:
    result = app.test_cli_runner().invoke(args=["import-areas", *arguments])
    assert said in result.output
