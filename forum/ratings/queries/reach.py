"""The units a member of the staff works for: below which paths, as lists and forms need them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select

from forum.core.db import db
from forum.ratings.models import ServicePoint
from forum.units.models import Service, Unit

MOST_UNITS = 1_000
MOST_POINTS = 511


class Reached(NamedTuple):
    """An open unit as a choice shows it."""

    id: int
    code: str
    name: str


def within(paths: Sequence[str]) -> ColumnElement[bool]:
    """Units at one of these paths or below it."""
    return or_(*(Unit.path.startswith(path, autoescape=True) for path in paths))


def units_within(government_id: int, paths: Sequence[str]) -> list[Reached]:
    """Open units that somebody reaches, by name."""
    units = select(Unit.id, Unit.code, Unit.name).where(Unit.government_id == government_id, Unit.status == "open")
    rows = units.where(within(paths)).order_by(Unit.folded, Unit.id).limit(MOST_UNITS)
    return [Reached(*row) for row in db.session.execute(rows)]


def open_points(unit_id: int) -> Sequence[ServicePoint]:
    """The service points that a unit runs now, by number."""
    own = select(ServicePoint).where(ServicePoint.unit_id == unit_id, ServicePoint.status == "open")
    return db.session.scalars(own.order_by(ServicePoint.number).limit(MOST_POINTS)).all()


def open_services(unit_id: int) -> list[tuple[int, str]]:
    """(id, name) of the services that a unit gives now."""
    own = select(Service.id, Service.name).where(Service.unit_id == unit_id, Service.status == "open")
    return [(key, name) for key, name in db.session.execute(own.order_by(Service.name).limit(MOST_POINTS))]
