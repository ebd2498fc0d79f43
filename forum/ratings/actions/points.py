"""The counters of a unit: opened, renamed, closed; each act stands in the trail of settings."""

from __future__ import annotations

import secrets

from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.ratings.errors import NameTaken, NoMoreNumbers
from forum.ratings.models import ServicePoint
from forum.ratings.queries import rating as known
from forum.ratings.rules.tokens import LAST_POINT
from forum.units.models import SettingChange, Unit

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
REF_LENGTH = 7
"""Typed from a poster: 2e10 references, none of them secret."""


def open_point(unit: Unit, name: str, *, by: Actor) -> ServicePoint:
    """A new counter with the next number of its unit. Raises NameTaken, NoMoreNumbers."""
    known.lock_unit(unit.id)
    if known.is_name_taken(unit.id, name):
        raise NameTaken
    number = known.last_number(unit.id) + 1
    if number > LAST_POINT:
        raise NoMoreNumbers
    point = ServicePoint(unit_id=unit.id, number=number, name=name, ref=_fresh_ref())
    db.session.add(point)
    _note(unit, "open_point", name, by)
    db.session.flush()
    return point


def rename_point(point: ServicePoint, unit: Unit, name: str, *, by: Actor) -> None:
    """Another name; number, poster and tokens stay. Raises NameTaken."""
    known.lock_unit(unit.id)
    if known.is_name_taken(unit.id, name, but=point.id):
        raise NameTaken
    if point.name != name:
        _note(unit, "rename_point", f"{point.name} → {name}", by)
        point.name = name


def close_point(point: ServicePoint, unit: Unit, *, by: Actor) -> None:
    """Its short address leads nowhere any more; what was answered there stays."""
    if point.status == "open":
        point.status = "closed"
        _note(unit, "close_point", point.name, by)


def reopen_point(point: ServicePoint, unit: Unit, *, by: Actor) -> None:
    """The same posters work again."""
    if point.status == "closed":
        point.status = "open"
        _note(unit, "reopen_point", point.name, by)


def _note(unit: Unit, verb: str, note: str, by: Actor) -> None:
    db.session.add(SettingChange(government_id=unit.government_id, unit_id=unit.id, verb=verb, note=note,
                                 by_id=by.account_id, at=clock.now()))  # fmt: skip


def _fresh_ref() -> str:
    while True:
        ref = "".join(secrets.choice(ALPHABET) for _each in range(REF_LENGTH))
        if not known.is_ref_taken(ref):
            return ref
