"""Reading what was counted, and counting it anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, select, union_all

from forum.commitments import rules
from forum.commitments.models import Commitment, CommitmentTally, PendingCommitments
from forum.core.db import db
from forum.core.paging import Cursor, Page, beyond, cut
from forum.units.models import Unit

BY_NAME: tuple[Any, ...] = (Unit.folded, Unit.id)
UNITS_SHOWN = 50


def unit_counts(
    government_id: int, unit_ids: Collection[int], months: Sequence[str], today: date
) -> dict[int, Counter[str]]:
    """What fell due at some units in these months (in order) before today: by outcome, the unsettled as `overdue`."""
    counts: dict[int, Counter[str]] = {unit_id: Counter() for unit_id in unit_ids}
    settled = _settled(government_id, CommitmentTally.month.in_(months), CommitmentTally.unit_id.in_(unit_ids))
    overdue = _overdue(PendingCommitments.unit_id.in_(unit_ids), _first_day(months), today)
    for unit_id, outcome, n in db.session.execute(union_all(settled, overdue)):
        counts[unit_id][outcome] += int(n)
    return counts


def shares_of(
    government_id: int, unit_ids: Collection[int], months: Sequence[str], today: date
) -> dict[int, rules.Share]:
    """The kept share of some units over these months."""
    counts = unit_counts(government_id, unit_ids, months, today)
    return {unit_id: rules.share(counts[unit_id]) for unit_id in unit_ids}


def government_share(government_id: int, months: Sequence[str], today: date) -> rules.Share:
    """The kept share of all units together."""
    settled = _settled(government_id, CommitmentTally.month.between(months[0], months[-1]))
    overdue = _overdue(PendingCommitments.government_id == government_id, _first_day(months), today)
    counts: Counter[str] = Counter()
    for _unit_id, outcome, n in db.session.execute(union_all(settled, overdue)):
        counts[outcome] += int(n)
    return rules.share(counts)


def rows_of_unit() -> tuple[Select[Any], Select[Any]]:
    """(kind, outcome, n) of one unit for a statement that counts other things too.

    Takes unit_id, since and until (months), first_day and today.
    """
    settled, pending = CommitmentTally, PendingCommitments
    columns: tuple[Any, ...] = (literal("promise"), settled.outcome, func.sum(settled.n))
    late: tuple[Any, ...] = (literal("promise"), literal(rules.OVERDUE), func.coalesce(func.sum(pending.n), 0))
    month = settled.month.between(bindparam("since"), bindparam("until"))
    day = (pending.due_on >= bindparam("first_day"), pending.due_on < bindparam("today"))
    return (
        select(*columns).where(settled.unit_id == bindparam("unit_id"), month).group_by(settled.outcome),
        select(*late).where(pending.unit_id == bindparam("unit_id"), *day),
    )


def _settled(government_id: int, *narrowed: ColumnElement[bool]) -> Select[Any]:
    columns: tuple[Any, ...] = (CommitmentTally.unit_id, CommitmentTally.outcome, func.sum(CommitmentTally.n))
    rows = select(*columns).where(CommitmentTally.government_id == government_id, *narrowed)
    return rows.group_by(CommitmentTally.unit_id, CommitmentTally.outcome)


def _overdue(mine: ColumnElement[bool], first: date, today: date) -> Select[Any]:
    columns: tuple[Any, ...] = (PendingCommitments.unit_id, literal(rules.OVERDUE), func.sum(PendingCommitments.n))
    rows = select(*columns).where(mine, PendingCommitments.due_on >= first, PendingCommitments.due_on < today)
    return rows.group_by(PendingCommitments.unit_id)


def _first_day(months: Sequence[str]) -> date:
    return date.fromisoformat(f"{months[0]}-01")


def units_with_commitments(government_id: int, packed: str | None) -> Page[Unit]:
    """Units that ever had one that counts, in the order of their names. Raises BadCursor."""
    cursor = Cursor.unpack(packed, (str, int))
    ascending = not (cursor is not None and cursor.backwards)
    settled = select(CommitmentTally.unit_id).where(CommitmentTally.government_id == government_id)
    pending = select(PendingCommitments.unit_id).where(PendingCommitments.government_id == government_id)
    found = select(Unit).where(Unit.government_id == government_id, Unit.id.in_(settled.union(pending)))
    if cursor is not None:
        found = found.where(beyond(BY_NAME, cursor.key, ascending))
    order = [column.asc() if ascending else column.desc() for column in BY_NAME]
    rows = db.session.scalars(found.order_by(*order).limit(UNITS_SHOWN + 1)).all()
    return cut(rows, cursor, lambda unit: (unit.folded, unit.id), UNITS_SHOWN)


def recount() -> tuple[Counter[tuple[int, str, int, str]], Counter[tuple[int, date, int]]]:
    """What both counters must hold, counted from the commitments: settled ones, and pending ones by day."""
    settled: Counter[tuple[int, str, int, str]] = Counter()
    pending: Counter[tuple[int, date, int]] = Counter()
    rows = select(
        Commitment.government_id, Commitment.unit_id, Commitment.month, Commitment.due_on, Commitment.state,
        Commitment.accepted_on, Commitment.claimed_on, Commitment.settled_on,
    ).where(Commitment.accepted_on.is_not(None))  # fmt: skip
    for government_id, unit_id, month, due_on, state, *days in db.session.execute(rows):
        outcome = rules.outcome(state, due_on, *days)
        if outcome == rules.PENDING:
            pending[government_id, due_on, unit_id] += 1
        elif outcome is not None:
            settled[government_id, month, unit_id, outcome] += 1
    return settled, pending


def counted() -> tuple[Counter[tuple[int, str, int, str]], Counter[tuple[int, date, int]]]:
    """What both counters hold."""
    settled = select(CommitmentTally.government_id, CommitmentTally.month, CommitmentTally.unit_id,
                     CommitmentTally.outcome, CommitmentTally.n).where(CommitmentTally.n != 0)  # fmt: skip
    pending = select(PendingCommitments.government_id, PendingCommitments.due_on, PendingCommitments.unit_id,
                     PendingCommitments.n).where(PendingCommitments.n != 0)  # fmt: skip
    return (
        Counter({(g, m, u, o): n for g, m, u, o, n in db.session.execute(settled)}),
        Counter({(g, d, u): n for g, d, u, n in db.session.execute(pending)}),
    )
