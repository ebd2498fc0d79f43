"""Counting everything anew from the answers: must give what was counted as they came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete

from forum.core.db import Base, add_rows, db
from forum.ledger.queries import hold_log
from forum.ratings.actions.tallying import counts_of
from forum.ratings.models import HourTally, MakeUpTally, SkmTally, VisitTally
from forum.ratings.queries.rebuilding import every_answer

TALLIES: tuple[type[Base], ...] = (SkmTally, MakeUpTally, VisitTally, HourTally)
MOST_KEPT = 20_000
"""Rows of counters held in memory before they are written."""
AT_ONCE = 400
"""Rows in one statement: PostgreSQL takes 65,535 values."""

TOLD_EACH = 1_000

Counts = list[tuple[type[Base], tuple[str, ...], list[dict[str, Any]]]]
Sums = dict[tuple[type[Base], tuple[str, ...], tuple[Any, ...]], dict[str, int]]


def rebuild(progress: Callable[[int], object] = lambda _seen: None) -> int:
    """Empty every tally of the survey and count again; how many answers there are.

    No answer comes in meanwhile: the log is held until the caller commits. `progress` hears of every thousand.
    """
    hold_log()
    for tally in TALLIES:
        db.session.execute(delete(tally))
    sums: Sums = {}
    seen = 0
    for answer in every_answer():
        gather(sums, counts_of(answer))
        seen += 1
        if seen % TOLD_EACH == 0:
            progress(TOLD_EACH)
        if len(sums) > MOST_KEPT:
            write(sums)
    write(sums)
    return seen


def gather(sums: Sums, counts: Counts) -> None:
    """Add what one answer counts to what is gathered."""
    for model, keys, rows in counts:
        for row in rows:
            own = sums.setdefault((model, keys, tuple(row[key] for key in keys)), {})
            for name in row.keys() - set(keys):
                own[name] = own.get(name, 0) + row[name]


def write(sums: Sums) -> None:
    """Add what was gathered to the tallies."""
    rows: dict[tuple[type[Base], tuple[str, ...]], list[dict[str, Any]]] = {}
    for (model, keys, values), steps in sums.items():
        rows.setdefault((model, keys), []).append(dict(zip(keys, values, strict=True)) | steps)
    for (model, keys), all_rows in rows.items():
        for begin in range(0, len(all_rows), AT_ONCE):
            add_rows(model, keys, all_rows[begin : begin + AT_ONCE])
    sums.clear()
