"""Reading governments, areas, units, services and days off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import or_, select

from forum.core.db import db
from forum.units.models import Area, AreaShape, DayOff, Government, Unit

AT_ONCE = 5_000
"""Values in one IN list: SQLite takes at most 32,766."""


class NotFound(LookupError):
    """No such government, unit, service or area."""


def open_governments() -> Sequence[Government]:
    """Governments that take complaints, by name."""
    return db.session.scalars(select(Government).where(Government.is_open).order_by(Government.name)).all()


def find_government(slug: str) -> Government | None:
    """A government by its slug."""
    return db.session.scalar(select(Government).where(Government.slug == slug))


def get_government(government_id: int) -> Government:
    """A government by its id. Raises NotFound."""
    government = db.session.get(Government, government_id)
    if government is None:
        raise NotFound(government_id)
    return government


def find_root(government_id: int) -> Unit | None:
    """The unit at the root of a government's tree."""
    return db.session.scalar(select(Unit).where(Unit.government_id == government_id, Unit.parent_id.is_(None)))


def find_unit(government_id: int, code: str) -> Unit | None:
    """A unit of a government by its code."""
    return db.session.scalar(select(Unit).where(Unit.government_id == government_id, Unit.code == code))


def get_unit(unit_id: int) -> Unit:
    """A unit by its id. Raises NotFound."""
    unit = db.session.get(Unit, unit_id)
    if unit is None:
        raise NotFound(unit_id)
    return unit


def find_area(code: str | None) -> Area | None:
    """An area by its Kemendagri code."""
    return db.session.get(Area, code) if code else None


def areas_of(codes: Iterable[str]) -> list[Area]:
    """Areas with these codes."""
    wanted = list(codes)
    parts = [wanted[k : k + AT_ONCE] for k in range(0, len(wanted), AT_ONCE)]
    return [area for part in parts for area in db.session.scalars(select(Area).where(Area.code.in_(part)))]


def shapes_of(codes: Iterable[str]) -> Sequence[AreaShape]:
    """Boxes of the areas with these codes; their rings stay in the database until asked for."""
    return db.session.scalars(select(AreaShape).where(AreaShape.area_code.in_(list(codes)))).all()


def days_off(government_id: int, since: date) -> frozenset[date]:
    """Days that are no working days for a government, from `since` on."""
    own = or_(DayOff.government_id.is_(None), DayOff.government_id == government_id)
    return frozenset(db.session.scalars(select(DayOff.day).where(own, DayOff.day >= since)))


def units_on_path(path: str) -> list[int]:
    """Ids from a unit up to its root, the nearest first."""
    return [int(part) for part in reversed(path.strip("/").split("/"))]
