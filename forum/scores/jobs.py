"""What the worker does for scores: the live preview, and closing the months that have settled."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from forum.core.db import db, only_reading
from forum.core.worker import Job
from forum.ratings.jobs import settle_waiting
from forum.scores.actions import closing
from forum.scores.queries import evidence, months
from forum.units import queries as units

log = logging.getLogger(__name__)


def refresh_previews() -> None:
    """Every government's newest months: computed without holding anybody up, then kept in one transaction each."""
    for government_id in _government_ids():
        with only_reading():
            fresh = closing.previews(units.get_government(government_id))
        if fresh:
            closing.keep_previews(units.get_government(government_id), fresh)
            db.session.commit()


def close_settled_months() -> None:
    """Months that settled are closed without being asked; publishing them is a moderator's act.

    Answers that waited go in first, some at a time: in one go they would hold up everybody who writes.
    """
    settle_waiting()
    for government_id in _government_ids():
        government = units.get_government(government_id)
        if closing.close_settled(government, evidence.first_month(government.id)):
            db.session.commit()
    while close_next():
        pass


def close_next(tell: Callable[[int, int], object] = lambda _done, _all: None) -> bool:
    """Close one month that waits, telling how far it is; a failure is kept where the moderator sees it."""
    with only_reading():
        waiting = next((row for row in months.closing_months() if not row.problem), None)
        key = (waiting.government_id, waiting.month, waiting.version) if waiting else None
    if key is None:
        return False
    try:
        with only_reading():
            computed = closing.compute_closed(units.get_government(key[0]), *key[1:])
        row = months.lock_month(*key)
        if row is not None and row.state == "closing":
            for done in closing.close(row, computed):
                db.session.commit()
                tell(done, row.units)
        db.session.commit()
    except Exception as error:
        db.session.rollback()
        log.exception("closing %s of government %s failed", key[1], key[0])
        row = months.lock_month(*key)
        if row is not None:
            row.problem = type(error).__name__
        db.session.commit()
    return True


def _government_ids() -> list[int]:
    with only_reading():
        return [government.id for government in months.governments()]


JOBS = [
    Job("scores-preview", refresh_previews, timedelta(minutes=5)),
    Job("scores-close", close_settled_months, timedelta(minutes=1), lease=timedelta(minutes=30)),
]
