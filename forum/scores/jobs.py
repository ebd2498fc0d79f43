"""What the worker does for scores: the live preview, and closing the months that have settled."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from forum.core import clock
from forum.core.db import db
from forum.core.worker import Job
from forum.scores.actions import closing
from forum.scores.queries import evidence, months

log = logging.getLogger(__name__)


def refresh_previews() -> None:
    """Every government's newest months, one transaction each."""
    for government in months.governments():
        if closing.refresh(government):
            db.session.commit()
        else:
            db.session.rollback()


def close_settled_months() -> None:
    """Months that settled are closed without being asked; publishing them is a moderator's act."""
    for government in months.governments():
        if closing.close_settled(government, evidence.first_month(government.id)):
            db.session.commit()
    while close_next():
        pass


def close_next(tell: Callable[[int, int], object] = lambda _done, _all: None) -> bool:
    """Close one month that waits, telling how far it is; a failure is kept where the moderator sees it."""
    waiting = next((row for row in months.closing_months() if not row.problem), None)
    if waiting is None:
        return False
    key = (waiting.government_id, waiting.month, waiting.version)
    try:
        row = months.lock_month(*key)
        government = next(g for g in months.governments() if g.id == key[0])
        if row is not None and row.state == "closing":
            for done in closing.close(row, government, clock.today(government.zone)):
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


JOBS = [
    Job("scores-preview", refresh_previews, timedelta(minutes=5)),
    Job("scores-close", close_settled_months, timedelta(minutes=1), lease=timedelta(minutes=30)),
]
