"""What the tests of the survey's desks share: a point, a block, clients of several people."""

from __future__ import annotations

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from forum.core.db import db
from forum.ledger.rules import Actor
from forum.ratings.actions import blocks
from forum.ratings.models import ServicePoint, TokenBlock
from forum.ratings.queries import blocks as known
from forum.units import queries
from forum.units.models import Service, Unit
from tests.factories import Town, make_account, sign_in

TODAY = date(2026, 11, 18)


def make_point(unit: Unit, name: str = "Loket 1", number: int = 1) -> ServicePoint:
    point = ServicePoint(ref=f"{unit.code}{number}".replace("-", ""), unit_id=unit.id, number=number, name=name)
    db.session.add(point)
    db.session.commit()
    return point


def make_service(unit: Unit, name: str = "Pemeriksaan umum") -> Service:
    service = Service(unit_id=unit.id, name=name)
    db.session.add(service)
    db.session.commit()
    return service


def issued(town: Town, point: ServicePoint, day: date = TODAY, size: int = 3) -> TokenBlock:
    unit = db.session.get_one(Unit, point.unit_id)
    block = blocks.issue(unit, point, day, size, by=town.actor("moderator"))
    db.session.commit()
    return known.find_block(block.ref) or block


def as_person(app: Flask, town: Town, who: str) -> FlaskClient:
    """A browser of its own, signed in."""
    return sign_in(app.test_client(), town.people[who])


def as_stranger(app: Flask, town: Town, role: str) -> FlaskClient:
    """Somebody with this role in the other government."""
    root = queries.find_root(town.other.id)
    return sign_in(app.test_client(), make_account(f"asing-{role}", role, root, town.other))


STAFF = Actor("officer")
