"""What trials follow from, and what was counted of them: for the score, its evidence and the full recount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.orm import joinedload

from forum.complaints.models import (
    Complaint,
    HollowReview,
    Message,
    PendingTally,
    Trial,
    TrialTally,
    UnitMonth,
    VoidAnswer,
)
from forum.complaints.queries.trial_evidence import Piece, trials_of
from forum.complaints.rules import trials as rule
from forum.core.db import db
from forum.ledger.models import Act

__all__ = ["Bounce", "Line", "Pending", "Piece", "Tally", "bounces_between", "first_month", "pending_between",
           "settled_ahead", "tallies_between", "trials_of", "voids_between"]  # fmt: skip

DAY_KEYS = ("government_id", "due_on", "unit_id", "part")
MONTH_KEYS = ("government_id", "month", "unit_id", "part", "outcome")


class Line(NamedTuple):
    """One act of a complaint's ledger, as far as trials follow from it."""

    subject_id: int
    verb: str
    at: datetime
    role: str
    detail: dict[str, Any]
    voided_id: int | None


class Tally(NamedTuple):
    """How many trials of a unit's part ended so, by month of the deadline."""

    unit_id: int
    month: str
    part: str
    outcome: str
    n: int


class Pending(NamedTuple):
    """How many trials of a unit's part have no outcome yet, by day of the deadline."""

    unit_id: int
    due_on: date
    part: str
    n: int


class Bounce(NamedTuple):
    """What a unit gave away in a month, beside what it received."""

    unit_id: int
    month: str
    received: int
    proposed: int
    transferred: int


def lives(subject_ids: Collection[int]) -> dict[int, list[Line]]:
    """The acts that matter of each subject, oldest first."""
    said = (
        select(Act.subject_id, Act.verb, Act.at, Act.role, Act.detail, VoidAnswer.message_id)
        .outerjoin(Message, Message.act_id == Act.id)
        .outerjoin(VoidAnswer, VoidAnswer.message_id == Message.id)
        .where(Act.subject_id.in_(subject_ids), Act.verb.in_(rule.VERBS))
        .order_by(Act.id)
    )
    found: dict[int, list[Line]] = defaultdict(list)
    for row in db.session.execute(said):
        found[row[0]].append(Line(*row))
    return found


def kept(complaint_ids: Collection[int]) -> dict[int, list[Trial]]:
    """The trials that are written down."""
    rows: dict[int, list[Trial]] = defaultdict(list)
    for trial in db.session.scalars(select(Trial).where(Trial.complaint_id.in_(complaint_ids))):
        rows[trial.complaint_id].append(trial)
    return rows


def assigned_after(government_id: int, after_id: int, limit: int) -> Sequence[Complaint]:
    """Complaints that a unit had, in order of their ids."""
    some = select(Complaint).where(Complaint.government_id == government_id, Complaint.id > after_id)
    some = some.where(Complaint.assigned_on.is_not(None)).order_by(Complaint.id).limit(limit)
    return db.session.scalars(some.options(joinedload(Complaint.government))).all()


def count_assigned(government_id: int) -> int:
    """How many these are."""
    some = select(func.count()).where(Complaint.government_id == government_id, Complaint.assigned_on.is_not(None))
    return db.session.scalar(some) or 0


def untried_ids(after_id: int, limit: int) -> Sequence[int]:
    """Complaints that a unit had and of which no trial is written down yet."""
    known = select(literal(1)).where(Trial.complaint_id == Complaint.id).exists()
    some = select(Complaint.id).where(Complaint.id > after_id, Complaint.assigned_on.is_not(None), ~known)
    return db.session.scalars(some.order_by(Complaint.id).limit(limit)).all()


def sums_by_day(government_id: int) -> Select[Any]:
    """What the pending tallies of a government must hold."""
    return _sums(DAY_KEYS).where(Trial.government_id == government_id, Trial.outcome == rule.PENDING)


def sums_by_month(government_id: int) -> Select[Any]:
    """What the other tallies of a government must hold."""
    return _sums(MONTH_KEYS).where(Trial.government_id == government_id, Trial.outcome != rule.PENDING)


def _sums(keys: Sequence[str]) -> Select[Any]:
    columns = [Trial.__table__.c[key] for key in keys]
    return select(*columns, func.count().label("n")).group_by(*columns)


def tallies_between(government_id: int, first: str, last: str, unit_id: int | None = None) -> list[Tally]:
    """Trials with an outcome whose deadline lies in the months from `first` to `last`; of one unit if named."""
    counted = select(TrialTally.unit_id, TrialTally.month, TrialTally.part, TrialTally.outcome, TrialTally.n).where(
        TrialTally.government_id == government_id, TrialTally.month.between(first, last), TrialTally.n > 0
    )
    if unit_id is not None:
        counted = counted.where(TrialTally.unit_id == unit_id)
    return [Tally(*row) for row in db.session.execute(counted)]


def pending_between(government_id: int, first: date, last: date, unit_id: int | None = None) -> list[Pending]:
    """Trials without an outcome whose deadline lies on the days from `first` to `last`; past it they are failures."""
    counted = select(PendingTally.unit_id, PendingTally.due_on, PendingTally.part, PendingTally.n).where(
        PendingTally.government_id == government_id, PendingTally.due_on.between(first, last), PendingTally.n > 0
    )
    if unit_id is not None:
        counted = counted.where(PendingTally.unit_id == unit_id)
    return [Pending(*row) for row in db.session.execute(counted)]


def settled_ahead(government_id: int, today: date, unit_id: int | None = None) -> list[Tally]:
    """Trials that have their outcome though their deadline has not passed: the score waits for the deadline."""
    keys = Trial.unit_id, Trial.month, Trial.part, Trial.outcome
    counted = select(*keys, func.count()).where(
        Trial.government_id == government_id, Trial.due_on >= today, Trial.outcome != rule.PENDING
    )
    if unit_id is not None:
        counted = counted.where(Trial.unit_id == unit_id)
    return [Tally(*row) for row in db.session.execute(counted.group_by(*keys))]


def first_month(government_id: int) -> str | None:
    """The month of the first deadline of all."""
    months = select(func.min(TrialTally.month)).where(TrialTally.government_id == government_id)
    days = select(func.min(PendingTally.due_on)).where(PendingTally.government_id == government_id)
    month, day = db.session.scalar(months), db.session.scalar(days)
    return min((each for each in (month, f"{day:%Y-%m}" if day else None) if each), default=None)


def bounces_between(unit_ids: Collection[int], first: str, last: str) -> list[Bounce]:
    """What units gave away in the months from `first` to `last`."""
    counted = select(UnitMonth.unit_id, UnitMonth.month, UnitMonth.received, UnitMonth.proposed, UnitMonth.transferred)
    counted = counted.where(UnitMonth.unit_id.in_(unit_ids), UnitMonth.month.between(first, last))
    return [Bounce(*row) for row in db.session.execute(counted.order_by(UnitMonth.unit_id, UnitMonth.month))]


def voids_between(government_id: int, start: datetime, end: datetime) -> dict[int, int]:
    """How many answers of each unit moderators declared hollow from `start` on and before `end`."""
    return {unit_id: n for unit_id, n in db.session.execute(void_sums(government_id, start, end)) if unit_id}


def void_sums(government_id: int, start: datetime, end: datetime) -> Select[int | None, int]:
    """The statement of it. A review is decided last when it voids, or later, or waits for a further decision."""
    reviewed = or_(HollowReview.decided_at >= start, HollowReview.decided_at.is_(None))
    return (
        select(Message.unit_id, func.count())
        .select_from(HollowReview)
        .join(VoidAnswer, VoidAnswer.complaint_id == HollowReview.complaint_id)
        .join(Message, Message.id == VoidAnswer.message_id)
        .where(HollowReview.government_id == government_id, reviewed, Message.unit_id.is_not(None))
        .where(VoidAnswer.at >= start, VoidAnswer.at < end)
        .group_by(Message.unit_id)
    )
