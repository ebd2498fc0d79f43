"""Filling areas with codes, names and boundaries: from the shipped files, from other files, from a library."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from forum.core.db import db
from forum.core.geometry import Shape, bbox, inside_point, read_shapes
from forum.units import gazetteer, queries
from forum.units.models import Area, AreaShape
from forum.units.rules import ancestors, fold, level_of, parent_of

SHIPPED = Path(__file__).parent.parent / "boundaries"
SHIPPED_FOR = {"73.71": "makassar", "31": "jakarta", "81.71": "ambon", "15.04": "batanghari"}


class UnknownArea(LookupError):
    """No area has this code."""


def load(code: str) -> int:
    """Areas of a regency or province: with boundaries where the house ships them, else by name only."""
    town = SHIPPED_FOR.get(code)
    return load_shipped(town) if town else load_from_library(code)


def load_shipped(town: str) -> int:
    """Areas and boundaries of a shipped town: makassar, jakarta, ambon, batanghari."""
    return load_boundaries(SHIPPED / f"{town}_districts.geojson", SHIPPED / f"{town}_villages.geojson")


def load_boundaries(*files: Path) -> int:
    """Areas and boundaries of GeoJSON files (districts, villages); returns how many. What is above comes along."""
    shapes = [shape for file in files for shape in read_shapes(file)]
    named = {code: name for shape in shapes for code, name in _named_above(shape.code)}
    _keep_areas({**named, **{shape.code: shape.name for shape in shapes}})
    _keep_shapes(shapes)
    return len(shapes)


def load_from_library(code: str) -> int:
    """An area, everything above and below it, without boundaries; returns how many. Raises UnknownArea."""
    name = gazetteer.name_of(code)
    if name is None:
        raise UnknownArea(code)
    named = {**dict(_named_above(code)), code: name, **dict(gazetteer.below(code))}
    _keep_areas(named)
    return len(named)


def _named_above(code: str) -> list[tuple[str, str]]:
    return [(above, gazetteer.name_of(above) or above) for above in ancestors(code)]


def _keep_areas(named: dict[str, str]) -> None:
    known = {area.code: area for area in queries.areas_of(named)}
    for code in sorted(named, key=lambda c: (c.count("."), c)):  # parents first
        area = known.get(code)
        if area is None:
            area = Area(code=code, parent_code=parent_of(code), level=level_of(code))
            db.session.add(area)
        area.name, area.folded = named[code], fold(named[code])
    db.session.flush()


def _keep_shapes(shapes: Iterable[Shape]) -> None:
    shapes = list(shapes)
    codes = [shape.code for shape in shapes]
    areas = {area.code: area for area in queries.areas_of(codes)}
    known = {kept.area_code: kept for kept in queries.shapes_of(codes)}
    for shape in shapes:
        kept = known.get(shape.code) or AreaShape(area_code=shape.code)
        kept.west, kept.south, kept.east, kept.north = bbox(shape.rings)
        kept.rings = [[list(point) for point in ring] for ring in shape.rings]
        db.session.add(kept)
        areas[shape.code].lon, areas[shape.code].lat = inside_point(shape.rings)
    db.session.flush()
