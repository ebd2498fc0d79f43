"""The counts of a batch, added to what is counted already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from forum.complaints.models import AnswerDays, AreaTally, BoardTally, UnitMonth, UnitTally
from forum.complaints.rules.figures import bucket
from forum.core.db import Base, db, is_sqlite

MONTHLY = ("received", "answered", "in_time", "resolved", "confirmed", "reopened")


class Counts:
    """What a batch adds."""

    def __init__(self) -> None:
        self._board: Counter[tuple[int, str]] = Counter()
        self._units: Counter[tuple[int, str]] = Counter()
        self._areas: Counter[tuple[str, str]] = Counter()
        self._days: Counter[tuple[int, int]] = Counter()
        self._months: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)

    def case(self, government_id: int, state: str, unit_id: int | None, areas: Iterable[str]) -> None:
        """A case where it stands now."""
        self._board[government_id, state] += 1
        if unit_id is not None:
            self._units[unit_id, state] += 1
        for code in areas:
            self._areas[code, state] += 1

    def month(self, unit_id: int, month: str, **steps: int) -> None:
        """Something that happened at a unit in a month."""
        self._months[unit_id, month].update(steps)

    def answered(self, unit_id: int, days: int, month: str, in_time: bool) -> None:
        """A first answer after so many working days."""
        self._days[unit_id, bucket(days)] += 1
        self.month(unit_id, month, answered=1, in_time=int(in_time))

    def keep(self) -> None:
        """Add all of it, in the transaction under way."""
        _add(BoardTally, [{"government_id": g, "state": s, "n": n} for (g, s), n in self._board.items()])
        _add(UnitTally, [{"unit_id": u, "state": s, "n": n} for (u, s), n in self._units.items()])
        _add(AreaTally, [{"area_code": a, "state": s, "n": n} for (a, s), n in self._areas.items()])
        _add(AnswerDays, [{"unit_id": u, "days": d, "n": n} for (u, d), n in self._days.items()])
        none = dict.fromkeys(MONTHLY, 0)
        _add(UnitMonth, [{"unit_id": u, "month": m, **none, **steps} for (u, m), steps in self._months.items()])


def _add(model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Many counters in one statement: new ones start at the step, known ones grow by it."""
    if not rows:
        return
    statement = (sqlite_insert if is_sqlite() else pg_insert)(model)
    keys = [column.name for column in inspect(model).primary_key]
    steps = {
        name: inspect(model).local_table.c[name] + statement.excluded[name] for name in rows[0] if name not in keys
    }
    db.session.execute(statement.on_conflict_do_update(index_elements=keys, set_=steps), rows)
