"""Counted visits: what a clerk writes down for a point and a day. Rows never change; the newest counts."""

from __future__ import annotations

from datetime import date

from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.ratings.errors import PointClosed
from forum.ratings.models import CountedVisits, ServicePoint


def count(point: ServicePoint, day: date, visits: int, *, by: Actor) -> CountedVisits:
    """So many people came. Raises PointClosed."""
    if point.status != "open":
        raise PointClosed
    row = CountedVisits(unit_id=point.unit_id, point_id=point.id, day=day, visits=visits, by_id=by.account_id,
                        at=clock.now())  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row
