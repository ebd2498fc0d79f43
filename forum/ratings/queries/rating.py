"""What the form of a resident and the counters of a unit need to know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.ratings.models import Kiosk, ServicePoint, Spacing
from forum.units.models import Unit

MOST_KIOSKS = 100


def point_with_unit(ref: str) -> ServicePoint | None:
    """A service point by the reference on its poster, with its unit and government."""
    place = joinedload(ServicePoint.unit, innerjoin=True).joinedload(Unit.government, innerjoin=True)
    return db.session.scalar(select(ServicePoint).where(ServicePoint.ref == ref).options(place))


def point_of_kiosk(point_id: int) -> ServicePoint | None:
    """The service point of a tablet, with its unit."""
    own = select(ServicePoint).where(ServicePoint.id == point_id)
    return db.session.scalar(own.options(joinedload(ServicePoint.unit, innerjoin=True)))


def points_of(unit_id: int) -> Sequence[ServicePoint]:
    """The counters of a unit, the open ones first, by number."""
    own = select(ServicePoint).where(ServicePoint.unit_id == unit_id)
    return db.session.scalars(own.order_by(ServicePoint.status.desc(), ServicePoint.number)).all()


def open_points(unit_ids: Iterable[int]) -> Sequence[ServicePoint]:
    """Open counters of units, with their units, by name."""
    own = select(ServicePoint).join(ServicePoint.unit).where(ServicePoint.unit_id.in_(list(unit_ids)))
    loaded = own.where(ServicePoint.status == "open").options(joinedload(ServicePoint.unit, innerjoin=True))
    return db.session.scalars(loaded.order_by(Unit.name, ServicePoint.number)).all()


def last_number(unit_id: int) -> int:
    """The highest number of a unit's counters; 0 before the first."""
    return db.session.scalar(select(func.max(ServicePoint.number)).where(ServicePoint.unit_id == unit_id)) or 0


def is_name_taken(unit_id: int, name: str, but: int | None = None) -> bool:
    """True when another counter of the unit bears the name."""
    same = select(ServicePoint.id).where(ServicePoint.unit_id == unit_id, ServicePoint.name == name)
    return db.session.scalar(same.where(ServicePoint.id != (but or 0)).limit(1)) is not None


def is_ref_taken(ref: str) -> bool:
    """True when a point bears the reference."""
    return db.session.scalar(select(ServicePoint.id).where(ServicePoint.ref == ref)) is not None


def lock_unit(unit_id: int) -> None:
    """Hold a unit: its counters are numbered by one hand at a time."""
    db.session.execute(select(Unit.id).where(Unit.id == unit_id).with_for_update())


def last_rated(account_id: int, service_ids: Iterable[int]) -> dict[int, date]:
    """When an account last rated each of some services."""
    own = select(Spacing.service_id, Spacing.last_on).where(
        Spacing.account_id == account_id, Spacing.service_id.in_(list(service_ids))
    )
    return {service_id: day for service_id, day in db.session.execute(own)}


def find_kiosk(token_hash: str) -> Kiosk | None:
    """The running tablet whose cookie has this hash."""
    return db.session.scalar(select(Kiosk).where(Kiosk.token_hash == token_hash, Kiosk.ended_at.is_(None)))


def find_kiosk_id(kiosk_id: int) -> Kiosk | None:
    """A tablet by its id."""
    return db.session.get(Kiosk, kiosk_id)


def running_kiosks(unit_ids: Iterable[int]) -> Sequence[tuple[Kiosk, ServicePoint]]:
    """Tablets that run at units, the newest first, with their counters."""
    rows = select(Kiosk, ServicePoint).join(ServicePoint, ServicePoint.id == Kiosk.point_id)
    own = rows.where(Kiosk.unit_id.in_(list(unit_ids)), Kiosk.ended_at.is_(None))
    loaded = own.options(joinedload(ServicePoint.unit, innerjoin=True)).order_by(Kiosk.id.desc()).limit(MOST_KIOSKS)
    return [(kiosk, point) for kiosk, point in db.session.execute(loaded)]
