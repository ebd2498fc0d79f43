"""Keeping what complaints prove about units, as it happens: rules/trials.py is the rule, the ledger the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert

from forum.complaints.models import Complaint, PendingTally, Trial, TrialTally
from forum.complaints.queries import calendar, cases
from forum.complaints.queries import trials as queries
from forum.complaints.queries.trials import Line
from forum.complaints.rules import trials as rule
from forum.complaints.rules.trials import Event, Standing, Terms
from forum.core import clock
from forum.core.db import add_rows, db
from forum.ledger.queries import hold_log

BATCH = 200
MOVING = rule.VERBS | {"void_answer", "revise"}
"""Acts after which trials may stand otherwise."""
Keys = tuple[int, int, str, date, str, str]
"""Where a trial is counted: government, unit, part, deadline, month, outcome."""


def follow(complaint: Complaint) -> None:
    """Write the trials of one complaint as its ledger says now."""
    follow_all([complaint])


def follow_all(complaints: Iterable[Complaint]) -> int:
    """The same for many in few statements; how many trials changed."""
    had = [each for each in complaints if each.assigned_on is not None]
    if not had:
        return 0
    kept, told = queries.kept([each.id for each in had]), queries.lives([each.subject_id for each in had])
    moves: Counter[Keys] = Counter()
    terms = _Calendar()
    for each in had:
        _write(each, standings_of(each, told[each.subject_id], terms.of(each)), kept[each.id], moves)
    db.session.flush()
    _move({keys: n for keys, n in moves.items() if n})
    return sum(abs(n) for n in moves.values())


def standings_of(complaint: Complaint, told: Sequence[Line], terms: Terms) -> list[Standing]:
    """The trials that follow from a ledger."""
    zone = complaint.government.zone
    events = (
        Event(
            line.verb, clock.local_date(line.at, zone), line.role, line.detail.get("unit"), line.voided_id is not None
        )
        for line in told
    )
    return rule.standings(events, terms)


class _Calendar:
    """Time limits and days off, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str, date], Terms] = {}

    def of(self, complaint: Complaint) -> Terms:
        """What the deadlines of a complaint follow."""
        key = complaint.government_id, complaint.class_, complaint.submitted_on
        if key not in self._known:
            self._known[key] = Terms(calendar.limits_for(complaint), calendar.days_off_for(complaint))
        return self._known[key]


def _write(complaint: Complaint, now: Sequence[Standing], kept: Sequence[Trial], moves: Counter[Keys]) -> None:
    """Make the rows say what stands now, and note what is counted elsewhere by that."""
    rows = {(trial.part, trial.unit_id): trial for trial in kept}
    for standing in now:
        row = rows.pop((standing.part, standing.unit_id), None)
        if row is None:
            row = Trial(complaint_id=complaint.id, part=standing.part, unit_id=standing.unit_id,
                        government_id=complaint.government_id)  # fmt: skip
            db.session.add(row)
        elif (row.due_on, row.outcome) == (standing.due_on, standing.outcome):
            continue
        else:
            moves[_keys(row)] -= 1
        row.due_on, row.month, row.outcome = standing.due_on, f"{standing.due_on:%Y-%m}", standing.outcome
        moves[_keys(row)] += 1
    for gone in rows.values():
        moves[_keys(gone)] -= 1
        db.session.delete(gone)


def _keys(trial: Trial) -> Keys:
    return trial.government_id, trial.unit_id, trial.part, trial.due_on, trial.month, trial.outcome


def _move(moves: dict[Keys, int]) -> None:
    """Count the moves: those without an outcome by day, the others by month."""
    by_day: Counter[tuple[int, date, int, str]] = Counter()
    by_month: Counter[tuple[int, str, int, str, str]] = Counter()
    for (government, unit, part, due_on, month, outcome), n in moves.items():
        if outcome == rule.PENDING:
            by_day[government, due_on, unit, part] += n
        else:
            by_month[government, month, unit, part, outcome] += n
    _count(PendingTally, queries.DAY_KEYS, by_day)
    _count(TrialTally, queries.MONTH_KEYS, by_month)


def _count(model: type[PendingTally | TrialTally], keys: Sequence[str], steps: Mapping[Any, int]) -> None:
    rows = [dict(zip(keys, place, strict=True), n=n) for place, n in steps.items() if n]
    if rows:
        add_rows(model, keys, rows)


def rebuild(government_id: int) -> Iterator[int]:
    """Trials of a government anew from the ledger, then the counts from the trials; yields how many cases are done.

    The caller commits after each step: every step leaves rows and counts in agreement.
    """
    last = done = 0
    while some := queries.assigned_after(government_id, last, BATCH):
        follow_all([cases.lock(each.id) for each in some])
        last, done = some[-1].id, done + len(some)
        yield done
    recount(government_id)
    yield done


def fill() -> Iterator[int]:
    """Trials of complaints that have none yet (an installation that is older than the score); as `rebuild`."""
    last = done = 0
    while ids := queries.untried_ids(last, BATCH):
        follow_all([cases.lock(each) for each in ids])
        last, done = ids[-1], done + len(ids)
        yield done


def recount(government_id: int) -> None:
    """The counts of a government from its trials: two sums, whatever was counted before."""
    hold_log()
    for model, keys, sums in (
        (PendingTally, queries.DAY_KEYS, queries.sums_by_day(government_id)),
        (TrialTally, queries.MONTH_KEYS, queries.sums_by_month(government_id)),
    ):
        db.session.execute(delete(model).where(model.government_id == government_id))
        db.session.execute(insert(model).from_select([*keys, "n"], sums))
