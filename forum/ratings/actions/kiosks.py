"""A tablet at a counter: opened by staff, answering at a humane pace, ended by its PIN or from the desk."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, or_, update

from forum.core import clock, passwords
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.ratings.errors import KioskEnded, TooFast
from forum.ratings.models import Kiosk, ServicePoint
from forum.ratings.queries import rating as known
from forum.ratings.rules.kiosks import BETWEEN, seconds_left


@dataclass(frozen=True)
class Hours:
    """When a tablet takes answers: "08:00" to "16:00", weekdays as digits from 1 (Monday)."""

    opens: str
    closes: str
    weekdays: str


def hash_of(token: str) -> str:
    """What the database keeps of a tablet's cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_kiosk(point: ServicePoint, pin: str, hours: Hours, *, by: Actor) -> str:
    """A new tablet at a counter; returns the token that only its cookie holds."""
    token = secrets.token_urlsafe(24)
    db.session.add(Kiosk(
        token_hash=hash_of(token), point_id=point.id, unit_id=point.unit_id, pin_hash=passwords.hash_password(pin),
        opens=hours.opens, closes=hours.closes, weekdays=hours.weekdays, by_id=by.account_id, opened_at=clock.now(),
    ))  # fmt: skip
    return token


def take_turn(kiosk: Kiosk) -> None:
    """One answer every twenty seconds, whoever sends it. Raises TooFast, KioskEnded."""
    now = clock.now()
    free = or_(Kiosk.last_at.is_(None), Kiosk.last_at <= now - BETWEEN)
    taken = update(Kiosk).where(Kiosk.id == kiosk.id, Kiosk.ended_at.is_(None), free).values(last_at=now)
    if cast("CursorResult[Any]", db.session.execute(taken)).rowcount:
        return
    db.session.expire(kiosk)
    fresh = known.find_kiosk_id(kiosk.id)
    if fresh is None or fresh.ended_at is not None:
        raise KioskEnded
    raise TooFast(max(1, seconds_left(fresh.last_at, now)))


def end_kiosk(kiosk: Kiosk) -> None:
    """Its cookie opens nothing any more."""
    if kiosk.ended_at is None:
        kiosk.ended_at = clock.now()
