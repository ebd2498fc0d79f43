"""Reading areas: by code, by name, by a point on the ground."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlalchemy.orm import aliased, undefer

from forum.core.db import db
from forum.core.geometry import Shape, contains
from forum.units.models import Area, AreaShape

AT_ONCE = 5_000
"""Values in one IN list: SQLite takes at most 32,766."""
MOST_FOUND = 10


class Village(NamedTuple):
    """A village as people choose it."""

    code: str
    name: str
    district: str


def find_area(code: str | None) -> Area | None:
    """An area by its Kemendagri code."""
    return db.session.get(Area, code) if code else None


def area_under(code: str, above: str, level: str) -> Area | None:
    """An area of a level, if it lies below another."""
    area = find_area(code)
    return area if area and area.level == level and area.code.startswith(f"{above}.") else None


def areas_of(codes: Iterable[str]) -> list[Area]:
    """Areas with these codes."""
    wanted = list(codes)
    parts = [wanted[k : k + AT_ONCE] for k in range(0, len(wanted), AT_ONCE)]
    return [area for part in parts for area in db.session.scalars(select(Area).where(Area.code.in_(part)))]


def districts_of(above: str) -> list[tuple[str, str]]:
    """(code, name) of the districts of a regency or province, by name."""
    return _named(select(Area.code, Area.name).where(Area.level == "district", Area.code.like(f"{above}.%")))


def villages_of(district_code: str) -> list[tuple[str, str]]:
    """(code, name) of the villages of a district, by name."""
    return _named(select(Area.code, Area.name).where(Area.parent_code == district_code, Area.level == "village"))


def search_villages(above: str, folded: str, limit: int = MOST_FOUND) -> list[Village]:
    """Villages whose name, or whose district's name, begins with the words; then those with a later such word."""
    district = aliased(Area)
    words = folded.split()
    if not words:
        return []
    start, later = f"{folded}%", f"% {folded}%"
    found = select(Area.code, Area.name, district.name).join(district, district.code == Area.parent_code)
    found = found.where(Area.level == "village", Area.code.like(f"{above}.%"))
    both = [or_(_begins(Area, word), _begins(district, word)) for word in words]
    rank = case((Area.folded == folded, 0), (Area.folded.like(start), 1), (Area.folded.like(later), 2), else_=3)
    rows = db.session.execute(found.where(*both).order_by(rank, Area.folded, Area.code).limit(limit))
    return [Village(*row) for row in rows]


def locate(above: str, lon: float, lat: float) -> Village | None:
    """The village of a place that holds a point, or None."""
    district = aliased(Area)
    boxes = select(AreaShape, Area.name, district.name).join(Area, Area.code == AreaShape.area_code)
    boxes = boxes.join(district, district.code == Area.parent_code).options(undefer(AreaShape.rings))
    boxes = boxes.where(
        AreaShape.west <= lon, AreaShape.east >= lon, AreaShape.south <= lat, AreaShape.north >= lat,
        Area.level == "village", Area.code.like(f"{above}.%"),
    )  # fmt: skip
    for shape, name, district_name in db.session.execute(boxes):
        if contains(shape.rings, lon, lat):
            return Village(shape.area_code, name, district_name)
    return None


def shapes_of(codes: Iterable[str]) -> Sequence[AreaShape]:
    """Boxes of the areas with these codes; their rings stay in the database until asked for."""
    return db.session.scalars(select(AreaShape).where(AreaShape.area_code.in_(list(codes)))).all()


def shapes_under(above: str, level: str) -> list[Shape]:
    """What there is to draw of a place: its districts, or the villages of a district."""
    rows = select(AreaShape, Area.name, Area.parent_code).join(Area, Area.code == AreaShape.area_code)
    rows = rows.where(Area.level == level, Area.code.like(f"{above}.%")).options(undefer(AreaShape.rings))
    return [
        Shape(s.area_code, name, s.area_code if level == "district" else parent or "", _rings(s.rings))
        for s, name, parent in db.session.execute(rows.order_by(Area.code))
    ]


def _rings(rings: list[list[list[float]]]) -> tuple[tuple[tuple[float, float], ...], ...]:
    return tuple(tuple((x, y) for x, y in ring) for ring in rings)


def _begins(area: type[Area], word: str) -> ColumnElement[bool]:
    return or_(area.folded.like(f"{word}%"), area.folded.like(f"% {word}%"))


def _named(rows: Select[str, str]) -> list[tuple[str, str]]:
    return [(code, name) for code, name in db.session.execute(rows.order_by(Area.name, Area.code))]
