"""What the worker does for this package."""

from __future__ import annotations

import logging
from datetime import timedelta

from forum.core import clock
from forum.core.db import db, only_reading
from forum.core.worker import Job
from forum.ratings.actions import importing, waiting
from forum.ratings.actions import paper as entering
from forum.ratings.actions import rounds as planning
from forum.ratings.queries import imports, paper, rounds
from forum.ratings.queries import waiting as waiters
from forum.ratings.rules.waiting import last_settled
from forum.units.queries import get_government

log = logging.getLogger(__name__)
CELLS_AT_ONCE = 50
TURNS = 100
"""Steps of one turn: the lease never runs out, other jobs get their turn, and the rest comes next time."""


def count_rounds() -> None:
    """Answers that were there before their round: some thousand ids a step, each step committed."""
    for _step in range(TURNS):
        round_id = rounds.next_uncounted()
        if round_id is None:
            break
        planning.count_on(round_id)
        db.session.commit()


def count_paper() -> None:
    """Sheets of batches that passed their check, some at a time, each step committed."""
    for _step in range(TURNS):
        batch_id = paper.next_counting()
        if batch_id is None:
            break
        entering.count_on(batch_id)
        db.session.commit()


def import_answers() -> None:
    """Rows of confirmed imports, some at a time, each step committed; one that fails is left for a person."""
    for _step in range(TURNS):
        import_id = imports.next_waiting()
        if import_id is None:
            break
        try:
            importing.write_on(import_id)
            db.session.commit()
        except Exception:
            db.session.rollback()
            log.exception("import of answers %s stopped", import_id)
            importing.stop(imports.lock_import(import_id))
            db.session.commit()


def settle_waiting() -> None:
    """What waits of months that take no more answers goes into the figures, some cells at a time, each committed."""
    with only_reading():
        cells = [cell for government_id in waiters.governments_until(f"{clock.now():%Y-%m}")
                 for cell in waiters.cells_until(government_id, _last_settled(government_id))]  # fmt: skip
    for begin in range(0, len(cells), CELLS_AT_ONCE):
        for cell in cells[begin : begin + CELLS_AT_ONCE]:
            waiting.settle_cell(cell)
        db.session.commit()


def _last_settled(government_id: int) -> str:
    return last_settled(clock.today(get_government(government_id).zone))


JOBS = [
    Job("survey-rounds", count_rounds, timedelta(seconds=5)),
    Job("survey-paper", count_paper, timedelta(seconds=3)),
    Job("survey-imports", import_answers, timedelta(seconds=3)),
    Job("survey-waiting", settle_waiting, timedelta(minutes=5)),
]
