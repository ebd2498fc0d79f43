"""Gathering the evidence of a government's units for a window from the counts that the packages below keep.

A trial is counted from the day after its deadline on: what is due later than `until` is left aside even if it is
settled already, so that a month in progress looks no better for being unfinished.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import or_, select

from forum.commitments.queries import scoring as commitments
from forum.complaints.queries import trials
from forum.core.db import db
from forum.ratings.queries import scoring as ratings
from forum.scores.rules.evidence import Evidence, Resolution, Satisfaction, Share, share_of
from forum.scores.rules.months import first_day, shifted, window
from forum.units.models import Unit

R_TRIALS = frozenset({"met", "late", "unanswered"})
K_SAID = frozenset({"solved", "unsolved"})
FEW = "few"
"""Verified visits with fewer than five marks."""
C_TRIALS = frozenset({"kept", "kept_late", "partly", "broken", "unkept"})


class Member(NamedTuple):
    """A unit as scores know it."""

    id: int
    code: str
    name: str
    kind: str


@dataclass
class Counts:
    """Outcomes of one unit in a span of months, by part; what is past due without an outcome is among them."""

    r: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    k: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    c: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    visits: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))

    def evidence(self, unit: Member) -> Evidence:
        """As the formula takes it."""
        c_trials = sum(n for outcome, n in self.c.items() if outcome in C_TRIALS)
        return Evidence(
            unit.code, unit.kind,
            r=(self.r["met"], sum(n for outcome, n in self.r.items() if outcome in R_TRIALS)),
            k=Resolution(self.k["solved"], self.k["solved"] + self.k["unsolved"], self.k["overdue"], self.k["silent"]),
            p=Satisfaction.of(self.visits), c=(self.c["kept"], c_trials),
        )  # fmt: skip

    def left_out(self) -> dict[str, dict[str, int]]:
        """What does not count, by part and ground."""
        grounds = {
            "r": {g: n for g, n in self.r.items() if g not in R_TRIALS and n},
            "k": {g: n for g, n in self.k.items() if g not in K_SAID | {"overdue"} and n},
            "c": {g: n for g, n in self.c.items() if g not in C_TRIALS and n},
        }
        return {part: dict(sorted(rows.items())) for part, rows in grounds.items() if rows}


@dataclass(frozen=True)
class Gathered:
    """All units of a government with their counts for a window."""

    members: list[Member]
    counts: dict[int, Counts]

    def evidence(self) -> list[Evidence]:
        """One line a unit, in the order of codes."""
        return [self.counts[m.id].evidence(m) for m in self.members]

    def share(self) -> Share:
        """q of the government."""
        return share_of(self.evidence())


def last_day(month: str) -> date:
    """The last day of a month."""
    return first_day(shifted(month, 1)) - timedelta(days=1)


def gather(government_id: int, first: str, last: str, today: date) -> Gathered:
    """Counts per unit for the months `first` to `last`, as they stand today."""
    counts: dict[int, Counts] = defaultdict(Counts)
    for (unit_id, _), month in by_month(government_id, first, last, today).items():
        whole = counts[unit_id]
        for part, outcomes in (("r", month.r), ("k", month.k), ("c", month.c)):
            for outcome, n in outcomes.items():
                getattr(whole, part)[outcome] += n
        for key, n in month.visits.items():
            whole.visits[key] += n
    members = _members(government_id, set(counts))
    return Gathered(members, {m.id: counts[m.id] for m in members})


def left_out_visits(government_id: int, gathered: Gathered, month: str) -> dict[int, dict[str, int]]:
    """Answers of residents that do not count in part P, by unit and ground: without a token, on paper, held …"""
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in ratings.sources_between(government_id, window(month)):
        found[row.unit_id][FEW if row.source == "token" else row.source] += row.n
    for unit_id, counts in gathered.counts.items():
        found[unit_id][FEW] -= sum(counts.visits.values())
    return {unit_id: {ground: n for ground, n in sorted(rows.items()) if n} for unit_id, rows in found.items()}


def by_month(
    government_id: int, first: str, last: str, today: date, unit_id: int | None = None
) -> dict[tuple[int, str], Counts]:
    """Counts per (unit, month), as they stand today."""
    counts: dict[tuple[int, str], Counts] = defaultdict(Counts)
    _count_complaints(counts, government_id, first, last, today, unit_id)
    _count_commitments(counts, government_id, first, last, today, unit_id)
    for row in ratings.visits_between(government_id, first, last, unit_id):
        counts[row.unit_id, row.month].visits[row.total, row.answered] += row.n
    return counts


def _count_complaints(
    counts: dict[tuple[int, str], Counts], government_id: int, first: str, last: str, today: date, unit_id: int | None
) -> None:
    for row in trials.tallies_between(government_id, first, last, unit_id):
        getattr(counts[row.unit_id, row.month], row.part.lower())[row.outcome] += row.n
    if last >= f"{today:%Y-%m}":
        for row in trials.settled_ahead(government_id, today, unit_id):
            if first <= row.month <= last:
                getattr(counts[row.unit_id, row.month], row.part.lower())[row.outcome] -= row.n
    until = min(last_day(last), today - timedelta(days=1))
    for due in trials.pending_between(government_id, first_day(first), until, unit_id):
        failed = "unanswered" if due.part == "R" else "overdue"
        getattr(counts[due.unit_id, f"{due.due_on:%Y-%m}"], due.part.lower())[failed] += due.n


def _count_commitments(
    counts: dict[tuple[int, str], Counts], government_id: int, first: str, last: str, today: date, unit_id: int | None
) -> None:
    for row in commitments.tallies_between(government_id, first, last, unit_id):
        counts[row.unit_id, row.month].c[row.outcome] += row.n
    if last >= f"{today:%Y-%m}":
        for row in commitments.settled_ahead(government_id, today, unit_id):
            if first <= row.month <= last:
                counts[row.unit_id, row.month].c[row.outcome] -= row.n
    until = min(last_day(last), today - timedelta(days=1))
    for due in commitments.pending_between(government_id, first_day(first), until, unit_id):
        counts[due.unit_id, f"{due.due_on:%Y-%m}"].c["unkept"] += due.n


def _members(government_id: int, with_evidence: Iterable[int]) -> list[Member]:
    """Open units, and closed ones that have something to show; never the root, which is the government itself."""
    ids = list(with_evidence)
    asked = select(Unit.id, Unit.code, Unit.name, Unit.kind).where(
        Unit.government_id == government_id,
        or_(Unit.status == "open", Unit.id.in_(ids)),
        or_(Unit.parent_id.is_not(None), Unit.id.in_(ids)),
    )
    return [Member(*row) for row in db.session.execute(asked.order_by(Unit.code))]


def first_month(government_id: int) -> str | None:
    """The first month in which anything of a unit's score was due."""
    known = [
        trials.first_month(government_id),
        ratings.first_month(government_id),
        commitments.first_month(government_id),
    ]
    return min((month for month in known if month), default=None)
