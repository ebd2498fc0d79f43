"""Changing services: create, edit, move, merge, close, open again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from forum.core.db import db
from forum.ledger.rules import Actor
from forum.units import queries
from forum.units.actions.trail import changed_words, note_change
from forum.units.errors import NameTaken, NotClosed, NotOpen
from forum.units.models import Service, Unit


@dataclass(frozen=True)
class ServiceDetails:
    """A service with its standard."""

    name: str
    requirements: str = ""
    procedure: str = ""
    time: str = ""
    cost: str = ""
    product: str = ""


def open_service(unit: Unit, details: ServiceDetails, *, by: Actor) -> Service:
    """A new service of an open unit. Raises NotOpen, NameTaken."""
    _refuse_closed(unit)
    _refuse_taken(unit, details.name, None)
    return open_many([(unit, details)], by=by)[0]


def open_many(wanted: Sequence[tuple[Unit, ServiceDetails]], *, by: Actor) -> list[Service]:
    """New services whose names are free at their open units; few statements."""
    services = [Service(unit_id=unit.id, **asdict(details)) for unit, details in wanted]
    db.session.add_all(services)
    for unit, details in wanted:
        note_change(unit.government_id, "open_service", details.name, by=by, unit_id=unit.id)
    db.session.flush()
    return services


def edit(service: Service, details: ServiceDetails, *, by: Actor) -> bool:
    """Change a service; False when nothing differs. Raises NameTaken."""
    new = asdict(details)
    words = changed_words({name: getattr(service, name) for name in new}, new)
    if not words:
        return False
    if details.name != service.name:
        _refuse_taken(service.unit, details.name, service.id)
    for name, value in new.items():
        setattr(service, name, value)
    note_change(service.unit.government_id, "edit_service", f"{service.name}: {words}", by=by, unit_id=service.unit_id)
    return True


def move(service: Service, to: Unit, *, by: Actor) -> bool:
    """Give a service to another unit of the government. Raises NotOpen, NameTaken."""
    _refuse_foreign(service, to)
    if to.id == service.unit_id:
        return False
    _refuse_taken(to, service.name, service.id)
    note_change(to.government_id, "move_service", f"{service.name} → {to.name}", by=by, unit_id=service.unit_id)
    service.unit_id, service.unit = to.id, to
    return True


def merge(service: Service, into: Service, *, by: Actor) -> None:
    """End a service in favour of another of the same government. Raises NotOpen."""
    _refuse_foreign(service, into.unit)
    if service.status != "open" or into.status != "open" or service.id == into.id:
        raise NotOpen
    service.status, service.into_id = "closed", into.id
    words = f"{service.name} → {into.name}"
    note_change(service.unit.government_id, "merge_service", words, by=by, unit_id=service.unit_id)


def close(service: Service, *, by: Actor) -> None:
    """The unit gives this service no more. Raises NotOpen."""
    if service.status != "open":
        raise NotOpen
    service.status = "closed"
    note_change(service.unit.government_id, "close_service", service.name, by=by, unit_id=service.unit_id)


def reopen(service: Service, *, by: Actor) -> None:
    """The unit gives it again. Raises NotClosed."""
    if service.status == "open" or service.unit.status != "open":
        raise NotClosed
    service.status, service.into_id = "open", None
    note_change(service.unit.government_id, "reopen_service", service.name, by=by, unit_id=service.unit_id)


def _refuse_closed(unit: Unit) -> None:
    if unit.status != "open":
        raise NotOpen


def _refuse_foreign(service: Service, unit: Unit) -> None:
    _refuse_closed(unit)
    if unit.government_id != service.unit.government_id:
        raise NotOpen


def _refuse_taken(unit: Unit, name: str, own_id: int | None) -> None:
    if any(s.name == name and s.id != own_id for s in queries.services_of(unit.id)):
        raise NameTaken
