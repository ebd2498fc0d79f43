"""Reading services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.units.models import Service, Unit

MOST_SERVICES = 200


def find_service(service_id: int) -> Service | None:
    """A service by its id, with its unit."""
    return db.session.scalar(select(Service).where(Service.id == service_id).options(joinedload(Service.unit)))


def services_of(unit_id: int) -> Sequence[Service]:
    """All services of a unit, the open ones first."""
    own = select(Service).where(Service.unit_id == unit_id).order_by(Service.status.desc(), Service.name)
    return db.session.scalars(own.limit(MOST_SERVICES)).all()


class Offered(NamedTuple):
    """A service with its standard, as pages show it."""

    id: int
    name: str
    requirements: str
    procedure: str
    time: str
    cost: str
    product: str


_SERVICE: Any = Service.__table__.c
OFFERED = (
    select(*(_SERVICE[name] for name in Offered._fields))
    .where(_SERVICE.unit_id == bindparam("unit_id"), _SERVICE.status == "open")
    .order_by(_SERVICE.name)
    .limit(MOST_SERVICES)
)


def open_services(unit_id: int) -> tuple[Offered, ...]:
    """Services a unit gives now, by name."""
    return tuple(Offered(*row) for row in db.session.execute(OFFERED, {"unit_id": unit_id}))


def services_by_name(government_id: int) -> dict[tuple[int, str], Service]:
    """Every service of a government by unit and name: for imports only."""
    rows = db.session.scalars(select(Service).join(Unit, Unit.id == Service.unit_id).where(
        Unit.government_id == government_id))  # fmt: skip
    return {(s.unit_id, s.name): s for s in rows}
