"""What a desk chooses from: units, services, places, categories of one government, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import aliased

from forum.complaints.queries.cases import open_categories
from forum.core.db import db
from forum.core.kept import kept
from forum.units import queries as units
from forum.units.models import Area, Service, Unit

LOOK_BACK = timedelta(days=400)
"""Longest overdue that is counted in working days."""


@dataclass(frozen=True)
class UnitChoice:
    """An open unit of the tree."""

    id: int
    code: str
    name: str
    area_code: str | None

    @property
    def label(self) -> str:
        """As it stands in the list."""
        return f"{self.name} ({self.code})"


@dataclass(frozen=True)
class Choices:
    """Everything a desk of one government can choose; labels are unique."""

    units: tuple[UnitChoice, ...]
    services: tuple[tuple[int, str, int], ...]
    """(id, label, id of its unit)."""
    villages: tuple[tuple[str, str, str], ...]
    """(code, label, code of its district)."""
    districts: tuple[tuple[str, str], ...]
    categories: tuple[tuple[int, str, str], ...]
    """(id, name, English name)."""
    days_off: frozenset[date]
    decreed: frozenset[int]
    unit_known: dict[str, int] = field(default_factory=dict)
    service_known: dict[str, int] = field(default_factory=dict)
    village_known: dict[str, str] = field(default_factory=dict)

    def unit(self, unit_id: int | None) -> UnitChoice | None:
        """A unit of the list."""
        return next((u for u in self.units if u.id == unit_id), None)


def choices_of(government_id: int, area_code: str, today: date) -> Choices:
    """Everything a desk of a government needs, read at most once a minute."""
    return kept(("desk choices", government_id, area_code, today), lambda: _read(government_id, area_code, today))


def _read(government_id: int, area_code: str, today: date) -> Choices:
    all_units, services, villages = _units(government_id), _services(government_id), _villages(area_code)
    return Choices(
        units=all_units,
        services=services,
        villages=villages,
        districts=_districts(area_code),
        categories=tuple((c.id, c.name, c.name_en) for c in open_categories()),
        days_off=units.days_off(government_id, today - LOOK_BACK),
        decreed=units.decreed_years(government_id),
        unit_known=_by_words(all_units),
        service_known={label.casefold(): id_ for id_, label, _ in services},
        village_known={label.casefold(): code for code, label, _ in villages},
    )


def _units(government_id: int) -> tuple[UnitChoice, ...]:
    rows = select(Unit.id, Unit.code, Unit.name, Unit.area_code).where(
        Unit.government_id == government_id, Unit.status == "open"
    )
    return tuple(UnitChoice(*row) for row in db.session.execute(rows.order_by(Unit.name, Unit.id)))


def _by_words(all_units: tuple[UnitChoice, ...]) -> dict[str, int]:
    """A unit is meant by its label, its code, or its name where only one has it."""
    names = [u.name.casefold() for u in all_units]
    known = {u.name.casefold(): u.id for u in all_units if names.count(u.name.casefold()) == 1}
    known |= {u.code.casefold(): u.id for u in all_units}
    return known | {u.label.casefold(): u.id for u in all_units}


def _services(government_id: int) -> tuple[tuple[int, str, int], ...]:
    rows = select(Service.id, Service.name, Unit.name, Unit.id).join(Unit, Unit.id == Service.unit_id)
    rows = rows.where(Unit.government_id == government_id, Unit.status == "open", Service.status == "open")
    found = db.session.execute(rows.order_by(Service.name, Unit.name))
    return tuple((id_, f"{name} · {unit}", unit_id) for id_, name, unit, unit_id in found)


def _villages(area_code: str) -> tuple[tuple[str, str, str], ...]:
    above = aliased(Area)
    rows = select(Area.code, Area.name, above.name, above.code).join(above, above.code == Area.parent_code)
    rows = rows.where(Area.level == "village", Area.code.startswith(f"{area_code}.", autoescape=True))
    found = db.session.execute(rows.order_by(Area.name, above.name))
    return tuple((code, f"{name}, {district}", district_code) for code, name, district, district_code in found)


def _districts(area_code: str) -> tuple[tuple[str, str], ...]:
    rows = select(Area.code, Area.name).where(
        Area.level == "district", Area.code.startswith(f"{area_code}.", autoescape=True)
    )
    return tuple((code, name) for code, name in db.session.execute(rows.order_by(Area.name)))
