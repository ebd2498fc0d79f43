"""What a writer may mean by the name of a village, a unit or a service."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased, joinedload

from forum.core.db import db
from forum.units.models import Area, Service, Unit
from forum.units.rules import fold

MOST = 12

Village = tuple[Area, Area]
"""A village and its district."""


def villages_named(regency: str, written: str) -> Sequence[Village]:
    """Villages below an area whose name, or "name, district", begins as written; exact names alone if there are any."""
    name, _comma, rest = written.partition(",")
    if not fold(name):
        return []
    district = aliased(Area)
    found = select(Area, district).join(district, district.code == Area.parent_code)
    found = found.where(Area.level == "village", Area.code.startswith(f"{regency}.", autoescape=True))
    found = found.where(Area.folded.startswith(fold(name), autoescape=True))
    if fold(rest):
        found = found.where(district.folded.startswith(fold(rest), autoescape=True))
    rows = [(v, d) for v, d in db.session.execute(found.order_by(Area.name, district.name).limit(MOST))]
    return [row for row in rows if row[0].folded == fold(name)] or rows


def village_of(regency: str, code: str) -> Village | None:
    """A village below an area, by its code."""
    district = aliased(Area)
    found = select(Area, district).join(district, district.code == Area.parent_code)
    found = found.where(Area.level == "village", Area.code == code)
    row = db.session.execute(found.where(Area.code.startswith(f"{regency}.", autoescape=True))).first()
    return (row[0], row[1]) if row else None


def addressees_named(government_id: int, written: str) -> list[Unit | Service]:
    """Open units, then their services, whose name holds every word as written; exact names alone if there are any."""
    words = fold(written).split()
    if not words:
        return []
    found: list[Unit | Service] = [*_units(government_id, words), *_services(government_id, words)]
    return [each for each in found if fold(each.name) == fold(written)] or found[:MOST]


def _units(government_id: int, words: list[str]) -> Sequence[Unit]:
    mine = select(Unit).where(Unit.government_id == government_id, Unit.status == "open", Unit.parent_id.is_not(None))
    mine = mine.where(*(Unit.folded.contains(word, autoescape=True) for word in words))
    return db.session.scalars(mine.order_by(Unit.name).limit(MOST)).all()


def _services(government_id: int, words: list[str]) -> Sequence[Service]:
    mine = select(Service).join(Unit, Unit.id == Service.unit_id).options(joinedload(Service.unit))
    mine = mine.where(Unit.government_id == government_id, Unit.status == "open", Service.status == "open")
    mine = mine.where(
        *(or_(Service.name.icontains(word, autoescape=True), Unit.folded.contains(word)) for word in words)
    )
    return db.session.scalars(mine.order_by(Service.name).limit(MOST)).all()


def addressee_of(government_id: int, code: str) -> Unit | Service | None:
    """An open unit ("u12") or service ("s7") of a government."""
    kind, number = code[:1], code[1:]
    if kind not in ("u", "s") or not number.isdecimal() or len(number) > 9:
        return None
    if kind == "s":
        service = db.session.get(Service, int(number), options=[joinedload(Service.unit)])
        ours = service is not None and service.status == "open"
        return service if ours and service and _is_open(service.unit, government_id) else None
    unit = db.session.get(Unit, int(number))
    return unit if unit is not None and _is_open(unit, government_id) else None


def _is_open(unit: Unit, government_id: int) -> bool:
    return unit.government_id == government_id and unit.status == "open" and unit.parent_id is not None
