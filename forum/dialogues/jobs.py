"""What the worker does for the forum; every session in a transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from forum.core import clock
from forum.core.db import db
from forum.core.worker import Job
from forum.dialogues.actions import registering, suggesting
from forum.dialogues.actions import sessions as acts
from forum.dialogues.queries import agenda, suggestions
from forum.dialogues.queries import series as series_known
from forum.dialogues.queries import sessions as known
from forum.dialogues.rules import calendar
from forum.units.queries import open_governments

log = logging.getLogger(__name__)


def make_sessions_ahead() -> None:
    """The sessions of the coming two months, from every open series."""
    _each("series", series_known.open_series_ids(), lambda series_id: acts.make_ahead(series_known.lock(series_id)))


def end_forgotten_sessions() -> None:
    """What nobody closed, twelve hours after its end."""
    last, before = 0, clock.now() - calendar.FORGOTTEN_AFTER
    while ids := known.forgotten_ids(before, last):
        last = ids[-1]
        _each("session", ids, lambda session_id: acts.end_forgotten(known.lock(session_id)))


def remind_people() -> None:
    """Three days and one day before, whoever has a seat."""
    last, now = 0, clock.now()
    while ids := known.near_ids(now, now + max(calendar.REMINDERS), last):
        last = ids[-1]
        _each("session", ids, lambda session_id: registering.remind(known.hold_seats(session_id)))


def suggest_items() -> None:
    """What speaks for itself, onto the agendas whose talk has begun; again and again, only what is new."""
    for government in open_governments():
        ids = suggestions.sessions_in_talk(government.id, clock.today(government.zone), clock.now())
        _each("session", ids, lambda session_id: suggesting.suggest(agenda.lock_session(session_id)))


def _each(name: str, ids: Iterable[int], act: Callable[[int], object]) -> None:
    db.session.rollback()
    for each_id in ids:
        try:
            act(each_id)
            db.session.commit()
        except Exception:
            db.session.rollback()
            log.exception("%s %s", name, each_id)


JOBS = [
    Job("suggest-agendas", suggest_items, timedelta(hours=3), lease=timedelta(minutes=30)),
    Job("make-sessions", make_sessions_ahead, timedelta(hours=6), lease=timedelta(minutes=30)),
    Job("end-sessions", end_forgotten_sessions, timedelta(minutes=15)),
    Job("remind-sessions", remind_people, timedelta(minutes=20), lease=timedelta(minutes=30)),
]
