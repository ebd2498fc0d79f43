"""What the worker does for commitments; every one in a transaction of its own."""

from __future__ import annotations

import logging
from datetime import timedelta

from forum.commitments.actions import reminding
from forum.commitments.queries import asking, cases, desk
from forum.core import clock
from forum.core.db import db
from forum.core.worker import Job
from forum.units.queries import open_governments

log = logging.getLogger(__name__)
AHEAD = timedelta(days=21)
"""How far before a due date reminders may start, holidays included."""


def remind_of_due_dates() -> None:
    """Seven and one working days before, and the day after."""
    until = clock.now().date() + AHEAD
    for government_id in [government.id for government in open_governments()]:
        last = 0
        while ids := desk.due_ids(government_id, until, last):
            last = ids[-1]
            db.session.rollback()
            for commitment_id in ids:
                _remind(commitment_id)


def _remind(commitment_id: int) -> None:
    try:
        reminding.remind(cases.lock(commitment_id))
        db.session.commit()
    except Exception:
        db.session.rollback()
        log.exception("commitment %s", commitment_id)


def forget_who_was_asked() -> None:
    """Once the days for answers are over, nothing tells who was asked."""
    asking.forget_witnesses(clock.now())
    db.session.commit()


JOBS = [
    Job("remind-commitments", remind_of_due_dates, timedelta(minutes=20), lease=timedelta(minutes=30)),
    Job("forget-witnesses", forget_who_was_asked, timedelta(hours=6)),
]
