"""What the score asks: how commitments of units ended, by month of the due date, and which they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from forum.commitments import rules
from forum.commitments.models import Commitment, CommitmentTally, PendingCommitments
from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut

BY_ID: tuple[Any, ...] = (Commitment.id,)
LIFE: tuple[Any, ...] = (Commitment.unit_id, Commitment.month, Commitment.state, Commitment.due_on,
                         Commitment.accepted_on, Commitment.claimed_on, Commitment.settled_on)  # fmt: skip
COUNTED = "counted"
"""All that a score counts: what was taken back in time is left out."""
ENDED = ("kept", "partly", "broken", "withdrawn")


class Tally(NamedTuple):
    """How many commitments of a unit ended so, by month of the due date."""

    unit_id: int
    month: str
    outcome: str
    n: int


class Pending(NamedTuple):
    """How many accepted commitments of a unit are not settled, by due date: past it, they are failures."""

    unit_id: int
    due_on: date
    n: int


def tallies_between(government_id: int, first_month: str, last_month: str, unit_id: int | None = None) -> list[Tally]:
    """Settled commitments due in these months, both included; of one unit, or of all."""
    columns = CommitmentTally.unit_id, CommitmentTally.month, CommitmentTally.outcome, CommitmentTally.n
    rows = select(*columns).where(CommitmentTally.month.between(first_month, last_month), CommitmentTally.n != 0)
    mine = CommitmentTally.government_id == government_id if unit_id is None else CommitmentTally.unit_id == unit_id
    return [Tally(*row) for row in db.session.execute(rows.where(mine))]


def pending_between(government_id: int, first_day: date, last_day: date, unit_id: int | None = None) -> list[Pending]:
    """Accepted, unsettled commitments due between two days, both included; of one unit, or of all."""
    columns = PendingCommitments.unit_id, PendingCommitments.due_on, PendingCommitments.n
    rows = select(*columns).where(PendingCommitments.due_on.between(first_day, last_day), PendingCommitments.n != 0)
    of_all = PendingCommitments.government_id == government_id
    return [Pending(*row) for row in db.session.execute(
        rows.where(of_all if unit_id is None else PendingCommitments.unit_id == unit_id)
    )]  # fmt: skip


def settled_ahead(government_id: int, today: date, unit_id: int | None = None) -> list[Tally]:
    """Commitments that are settled though their day has not passed: the score waits for the day."""
    rows = select(*LIFE).where(Commitment.government_id == government_id, Commitment.state.in_(ENDED))
    rows = rows.where(Commitment.due_on >= today, Commitment.accepted_on.is_not(None))
    if unit_id is not None:
        rows = rows.where(Commitment.unit_id == unit_id)
    counts: Counter[tuple[int, str, str]] = Counter()
    for of, month, state, due_on, *days in db.session.execute(rows):
        counts[of, month, rules.outcome(state, due_on, *days) or rules.PENDING] += 1
    return [Tally(of, month, outcome, n) for (of, month, outcome), n in sorted(counts.items())]


def first_month(government_id: int) -> str | None:
    """The month of the first due date that counts."""
    months = select(func.min(CommitmentTally.month)).where(CommitmentTally.government_id == government_id)
    days = select(func.min(PendingCommitments.due_on)).where(PendingCommitments.government_id == government_id)
    month, day = db.session.scalar(months), db.session.scalar(days)
    return min((each for each in (month, f"{day:%Y-%m}" if day else None) if each), default=None)


def trials_of(
    unit_id: int, months: Sequence[str], outcome: str | None = None, packed: str | None = None, *,
    before: date | None = None,
) -> Page[Commitment]:  # fmt: skip
    """The commitments behind a unit's figures, newest first, perhaps only those due before a day. Raises BadCursor."""
    cursor = Cursor.unpack(packed, (int,))
    wanted = trial_list(unit_id, months, outcome, cursor)
    rows = db.session.scalars(wanted if before is None else wanted.where(Commitment.due_on < before)).all()
    return cut(rows, cursor, lambda each: (each.id,))


def outcomes_of(unit_id: int, months: Sequence[str], before: date) -> dict[str, int]:
    """How many commitments due before a day ended how; without an outcome they are "unkept"."""
    rows = select(*LIFE).where(Commitment.unit_id == unit_id, Commitment.month.in_(months))
    rows = rows.where(Commitment.due_on < before, Commitment.accepted_on.is_not(None))
    found = [rules.outcome(*life) for _, _, *life in db.session.execute(rows)]
    return Counter("unkept" if outcome in (None, rules.PENDING) else outcome for outcome in found)


def trial_list(unit_id: int, months: Sequence[str], outcome: str | None, cursor: Cursor | None) -> Select[Any]:
    """The statement of a page of trials."""
    ascending = cursor is not None and cursor.backwards
    found = select(Commitment).where(Commitment.unit_id == unit_id, Commitment.month.in_(months))
    found = found.where(Commitment.accepted_on.is_not(None)).options(joinedload(Commitment.subject))
    if outcome is not None:
        found = found.where(_is(outcome))
    if cursor is not None:
        found = found.where(beyond(BY_ID, cursor.key, ascending))
    return found.order_by(Commitment.id.asc() if ascending else Commitment.id.desc()).limit(PAGE + 1)


def _is(outcome: str) -> ColumnElement[bool]:
    """The same as rules.outcome, as a condition."""
    if outcome == COUNTED:
        return ~and_(Commitment.state == "withdrawn", Commitment.settled_on <= Commitment.due_on)
    if outcome == rules.PENDING:
        return Commitment.state.in_(rules.OPEN)
    if outcome in ("kept", "kept_late"):
        in_time = Commitment.claimed_on <= Commitment.due_on
        return and_(Commitment.state == "kept", in_time if outcome == "kept" else ~in_time)
    taken_back, in_time = Commitment.state == "withdrawn", Commitment.settled_on <= Commitment.due_on
    if outcome == "withdrawn":
        return and_(taken_back, in_time)
    if outcome == "broken":
        return or_(Commitment.state == "broken", and_(taken_back, ~in_time))
    return Commitment.state == outcome
