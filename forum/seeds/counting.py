"""The counts of a batch, added to what is counted already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import inspect
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from forum.commitments import rules as promises
from forum.commitments.models import CommitmentTally, PendingCommitments
from forum.complaints.models import (
    AnswerDays,
    AreaTally,
    BoardTally,
    PendingTally,
    TrialTally,
    UnitMonth,
    UnitTally,
)
from forum.complaints.rules.figures import bucket
from forum.complaints.rules.trials import PENDING, Standing
from forum.core.db import Base, db, is_sqlite
from forum.ratings.models import HourTally, MakeUpTally, SkmTally, VisitTally
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.rules.makeup import FIELDS, UNTOLD
from forum.ratings.rules.skm import LEAST_ANSWERED

MONTHLY = ("received", "answered", "in_time", "resolved", "confirmed", "reopened")


class Kept(Protocol):
    """Counts of a batch."""

    def keep(self) -> None:
        """Add all of it, in the transaction under way."""


class Counts:
    """What a batch of cases adds."""

    def __init__(self) -> None:
        self._board: Counter[tuple[int, str]] = Counter()
        self._units: Counter[tuple[int, str]] = Counter()
        self._areas: Counter[tuple[str, str]] = Counter()
        self._days: Counter[tuple[int, int]] = Counter()
        self._months: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
        self._trials: Counter[tuple[int, str, int, str, str]] = Counter()
        self._pending: Counter[tuple[int, date, int, str]] = Counter()

    def trial(self, government_id: int, held: Standing) -> None:
        """What a case proves of a unit."""
        if held.outcome == PENDING:
            self._pending[government_id, held.due_on, held.unit_id, held.part] += 1
        else:
            self._trials[government_id, f"{held.due_on:%Y-%m}", held.unit_id, held.part, held.outcome] += 1

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
        """Add all of it, in the transaction under way, and begin anew."""
        _add(BoardTally, [{"government_id": g, "state": s, "n": n} for (g, s), n in self._board.items()])
        _add(UnitTally, [{"unit_id": u, "state": s, "n": n} for (u, s), n in self._units.items()])
        _add(AreaTally, [{"area_code": a, "state": s, "n": n} for (a, s), n in self._areas.items()])
        _add(AnswerDays, [{"unit_id": u, "days": d, "n": n} for (u, d), n in self._days.items()])
        none = dict.fromkeys(MONTHLY, 0)
        _add(UnitMonth, [{"unit_id": u, "month": m, **none, **steps} for (u, m), steps in self._months.items()])
        _add_keyed(TrialTally, ("government_id", "month", "unit_id", "part", "outcome"), self._trials)
        _add_keyed(PendingTally, ("government_id", "due_on", "unit_id", "part"), self._pending)
        for counted in vars(self).values():
            counted.clear()


class Place(NamedTuple):
    """Where an answer counts."""

    government_id: int
    unit_id: int
    service_id: int
    month: str
    round_id: int | None
    source: str

    def rows(self) -> list[tuple[str, int, str]]:
        """(scope, id, period) of every row it adds to."""
        periods = [self.month, *([f"r{self.round_id}"] if self.round_id else [])]
        scopes = (("service", self.service_id), ("unit", self.unit_id), ("government", self.government_id))
        return [(scope, scope_id, period) for scope, scope_id in scopes for period in periods]


class SurveyCounts:
    """What a batch of answers adds: gathered by service and spread over the wider scopes at its end."""

    def __init__(self) -> None:
        self._marks: dict[Place, list[int]] = defaultdict(lambda: [0] * (1 + 2 * len(ELEMENTS)))
        self._people: Counter[tuple[Place, str, str]] = Counter()
        self._visits: Counter[tuple[int, str, int, int, int]] = Counter()
        self._hours: Counter[tuple[int, datetime]] = Counter()

    def waiting(self, place: Place, hour: datetime) -> None:
        """An answer whose marks wait for others, received in an hour."""
        self._marks[place._replace(source="waiting")][0] += 1
        if place.source == "open":
            self._hours[place.unit_id, hour] += 1

    def answer(self, place: Place, marks: Sequence[int | None], told: Sequence[str | None], hour: datetime) -> None:
        """An answer whose marks are in the figures, received in an hour."""
        own, answered = self._marks[place], 0
        own[0] += 1
        for k, mark in enumerate(marks):
            if mark is not None:
                own[1 + 2 * k] += mark
                own[2 + 2 * k] += 1
                answered += 1
        for field, value in zip(FIELDS, told, strict=True):
            self._people[place, field, value or UNTOLD] += 1
        if place.source == "token" and answered >= LEAST_ANSWERED:
            total = sum(mark or 0 for mark in marks)
            self._visits[place.government_id, place.month, place.unit_id, answered, total] += 1
        elif place.source == "open":
            self._hours[place.unit_id, hour] += 1

    def keep(self) -> None:
        """Add all of it, in the transaction under way, and begin anew."""
        sums: dict[tuple[Any, ...], list[int]] = {}
        for place, own in self._marks.items():
            for key in place.rows():
                known = sums.setdefault((*key, place.source), [0] * len(own))
                known[:] = (a + b for a, b in zip(known, own, strict=True))
        names = ["n", *(f"{key}_{what}" for key in ELEMENTS for what in ("sum", "n"))]
        keys = ("scope", "scope_id", "period", "source")
        _add(SkmTally, [dict(zip((*keys, *names), (*key, *own), strict=True)) for key, own in sums.items()])
        people: Counter[tuple[Any, ...]] = Counter()
        for (place, field, value), n in self._people.items():
            for key in place.rows():
                people[(*key, field, value)] += n
        _add_keyed(MakeUpTally, ("scope", "scope_id", "period", "field", "value"), people)
        _add_keyed(VisitTally, ("government_id", "month", "unit_id", "answered", "total"), self._visits)
        _add_keyed(HourTally, ("unit_id", "hour"), self._hours)
        for counted in vars(self).values():
            counted.clear()


class PromiseCounts:
    """What a batch of commitments adds."""

    def __init__(self) -> None:
        self._settled: Counter[tuple[int, str, int, str]] = Counter()
        self._pending: Counter[tuple[int, date, int]] = Counter()

    def commitment(self, government_id: int, unit_id: int, due_on: date, outcome: str) -> None:
        """A commitment that counts."""
        if outcome == promises.PENDING:
            self._pending[government_id, due_on, unit_id] += 1
        else:
            self._settled[government_id, f"{due_on:%Y-%m}", unit_id, outcome] += 1

    def keep(self) -> None:
        """Add all of it, in the transaction under way."""
        _add_keyed(CommitmentTally, ("government_id", "month", "unit_id", "outcome"), self._settled)
        _add_keyed(PendingCommitments, ("government_id", "due_on", "unit_id"), self._pending)


def _add_keyed(model: type[Base], keys: Sequence[str], counted: Counter[Any]) -> None:
    _add(model, [dict(zip(keys, key, strict=True)) | {"n": n} for key, n in counted.items()])


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
