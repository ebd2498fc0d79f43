"""Changing the tree of units: create, edit, move, merge, close, open again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy.exc import IntegrityError

from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.units import queries
from forum.units.actions.trail import changed_words, note_change
from forum.units.errors import CodeTaken, NotClosed, NotOpen, RootStays, UnitsBelow, WouldCycle
from forum.units.models import Government, Unit, UnitClosure
from forum.units.rules import fold


@dataclass(frozen=True)
class UnitDetails:
    """What an administrator says of a unit."""

    code: str
    kind: str
    name: str
    does: str = ""
    area_code: str | None = None
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    hours: str = ""


def found_government(
    slug: str, name: str, prefix: str, area_code: str, zone: str, *, by: Actor, emergency: str = "112"
) -> tuple[Government, Unit]:
    """A government and the unit at the root of its tree."""
    government = Government(slug=slug, name=name, prefix=prefix, area_code=area_code, zone=zone, emergency=emergency)
    db.session.add(government)
    db.session.flush()
    area = queries.find_area(area_code)
    details = UnitDetails("root", "pemerintah", f"Pemerintah {name}", area_code=area.code if area else None)
    return government, open_unit(government.id, None, details, by=by)


def open_unit(government_id: int, parent: Unit | None, details: UnitDetails, *, by: Actor) -> Unit:
    """A new unit below `parent`. Raises CodeTaken, NotOpen."""
    if parent is not None and (parent.government_id != government_id or parent.status != "open"):
        raise NotOpen
    _refuse_taken(government_id, details.code, None)
    return open_many(government_id, [(parent, details)], by=by)[0]


def open_many(government_id: int, wanted: Sequence[tuple[Unit | None, UnitDetails]], *, by: Actor) -> list[Unit]:
    """New units below parents that are open, with codes that are free; few statements. Raises CodeTaken."""
    units = [
        Unit(government_id=government_id, parent_id=parent.id if parent else None, path="", folded=fold(details.name),
             **asdict(details))
        for parent, details in wanted
    ]  # fmt: skip
    _flush(units)
    for unit, (parent, _details) in zip(units, wanted, strict=True):
        unit.path = f"{parent.path if parent else '/'}{unit.id}/"
        note_change(government_id, "open_unit", f"{unit.code} {unit.name}", by=by, unit_id=unit.id)
    db.session.flush()
    return units


def edit(unit: Unit, details: UnitDetails, *, by: Actor) -> bool:
    """Change what is said of a unit; False when nothing differs. Raises CodeTaken."""
    new = asdict(details)
    words = changed_words({name: getattr(unit, name) for name in new}, new)
    if not words:
        return False
    if details.code != unit.code:
        _refuse_taken(unit.government_id, details.code, unit.id)
    for name, value in new.items():
        setattr(unit, name, value)
    unit.folded = fold(unit.name)
    note_change(unit.government_id, "edit_unit", words, by=by, unit_id=unit.id)
    return True


def move(unit: Unit, parent: Unit, *, by: Actor) -> bool:
    """Put a unit and everything below it under another parent. Raises RootStays, NotOpen, WouldCycle."""
    queries.lock_government(unit.government_id)  # two moves at once could close a circle together
    if unit.parent_id is None:
        raise RootStays
    if parent.government_id != unit.government_id or parent.status != "open":
        raise NotOpen
    if parent.is_within(unit.path):
        raise WouldCycle
    if unit.parent_id == parent.id:
        return False
    unit.parent_id = parent.id
    _rewrite_paths(unit, f"{parent.path}{unit.id}/")
    note_change(unit.government_id, "move_unit", f"{unit.name} → {parent.name}", by=by, unit_id=unit.id)
    return True


def close(unit: Unit, reason: str, *, by: Actor) -> None:
    """End a unit. Its open cases are handed over before (complaints). Raises RootStays, NotOpen, UnitsBelow."""
    _refuse_unless_endable(unit)
    if queries.open_below(unit):
        raise UnitsBelow
    _end(unit, "closed", None, reason, by)
    note_change(unit.government_id, "close_unit", f"{unit.name}: {reason}", by=by, unit_id=unit.id)


def merge(unit: Unit, into: Unit, reason: str, *, by: Actor) -> None:
    """End a unit in favour of another, which takes its units and services. Raises as `close`, and WouldCycle."""
    queries.lock_government(unit.government_id)
    _refuse_unless_endable(unit)
    if into.government_id != unit.government_id or into.status != "open":
        raise NotOpen
    if into.is_within(unit.path):
        raise WouldCycle
    for child in queries.children_of(unit.id):
        child.parent_id = into.id
        _rewrite_paths(child, f"{into.path}{child.id}/")
    _take_services(unit, into)
    _end(unit, "merged", into, reason, by)
    note_change(unit.government_id, "merge_unit", f"{unit.name} → {into.name}: {reason}", by=by, unit_id=unit.id)


def reopen(unit: Unit, *, by: Actor) -> None:
    """Open a closed unit again; what was merged away stays where it is. Raises NotClosed."""
    parent = queries.get_unit(unit.parent_id) if unit.parent_id else None
    if unit.status == "open" or parent is None or parent.status != "open":
        raise NotClosed
    found = queries.closure_of(unit.id)
    if found is not None:
        found[0].ended_at = clock.now()
    unit.status = "open"
    note_change(unit.government_id, "reopen_unit", unit.name, by=by, unit_id=unit.id)


def _take_services(unit: Unit, into: Unit) -> None:
    known = {service.name: service for service in queries.services_of(into.id)}
    for service in queries.services_of(unit.id):
        if service.name in known:
            service.status, service.into_id = "closed", known[service.name].id
        else:
            service.unit_id = into.id


def _refuse_unless_endable(unit: Unit) -> None:
    if unit.parent_id is None:
        raise RootStays
    if unit.status != "open":
        raise NotOpen


def _end(unit: Unit, status: str, into: Unit | None, reason: str, by: Actor) -> None:
    unit.status = status
    db.session.add(UnitClosure(unit_id=unit.id, into_id=into.id if into else None, by_id=by.account_id,
                               at=clock.now(), reason=reason))  # fmt: skip
    db.session.flush()


def _rewrite_paths(unit: Unit, path: str) -> None:
    old = unit.path
    for below in queries.subtree(unit.government_id, old):
        below.path = path + below.path[len(old) :]
    db.session.flush()


def _refuse_taken(government_id: int, code: str, own_id: int | None) -> None:
    other = queries.find_unit(government_id, code)
    if other is not None and other.id != own_id:
        raise CodeTaken


def _flush(units: list[Unit]) -> None:
    db.session.add_all(units)
    try:
        db.session.flush()
    except IntegrityError as error:  # somebody took the code meanwhile
        raise CodeTaken from error
