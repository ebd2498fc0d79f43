"""The cases behind a unit's figures, a page at a time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from forum.complaints.models import Complaint, Trial
from forum.complaints.rules import trials as rule
from forum.core import clock
from forum.core.db import db
from forum.core.paging import PAGE, BadCursor, Cursor, Page, beyond, cut
from forum.moderation.models import Standing

ORDER: list[ColumnElement[Any]] = [Trial.due_on.expression, Trial.complaint_id.expression]


class Piece(NamedTuple):
    """One trial as everyone may read it: no headline of what is confidential or hidden."""

    complaint_id: int
    number: str
    headline: str
    month: str
    due_on: date
    outcome: str


def trials_of(
    unit_id: int, part: str, months: Collection[str], outcomes: Collection[str] | None = None,
    packed: str | None = None, today: date | None = None,
) -> Page[Piece]:  # fmt: skip
    """Trials of a unit's part whose deadline passed in these months, the latest first. Raises BadCursor.

    Pending ones stand among the failures they have become; `outcomes` narrows to some of them.
    """
    cursor = _cursor(packed)
    rows = db.session.execute(trial_list(unit_id, part, months, outcomes, cursor, today or clock.now().date()))
    return cut([Piece(*row) for row in rows], cursor, lambda piece: (piece.due_on.isoformat(), piece.complaint_id))


def trial_list(
    unit_id: int, part: str, months: Collection[str], outcomes: Collection[str] | None, cursor: Cursor | None,
    today: date,
) -> Select[Any]:  # fmt: skip
    """The statement of a page."""
    ascending = cursor is not None and cursor.backwards
    hidden = and_(Standing.subject_id == Complaint.subject_id, Standing.state == "hidden")
    is_told = and_(Complaint.verified_on.is_not(None), Complaint.is_confidential.is_(False), Standing.state.is_(None))
    headline = case((is_told, Complaint.headline), else_="")
    outcome = case((Trial.outcome == rule.PENDING, rule.PASSED[part]), else_=Trial.outcome)
    found = (
        select(Complaint.id, Complaint.number, headline, Trial.month, Trial.due_on, outcome)
        .join(Complaint, Complaint.id == Trial.complaint_id)
        .outerjoin(Standing, hidden)
        .where(Trial.unit_id == unit_id, Trial.part == part, Trial.month.in_(months), Trial.due_on < today)
    )
    if outcomes is not None:
        found = found.where(_is_among(outcomes, part))
    if cursor is not None:
        found = found.where(beyond(ORDER, (date.fromisoformat(cursor.key[0]), cursor.key[1]), ascending))
    return found.order_by(*(each.asc() if ascending else each.desc() for each in ORDER)).limit(PAGE + 1)


def outcomes_of(unit_id: int, part: str, months: Collection[str], today: date) -> dict[str, int]:
    """How many trials the whole list has, by outcome; pending ones stand among the failures they have become."""
    outcome = case((Trial.outcome == rule.PENDING, rule.PASSED[part]), else_=Trial.outcome)
    rows = select(outcome, func.count()).where(
        Trial.unit_id == unit_id, Trial.part == part, Trial.month.in_(months), Trial.due_on < today
    )
    return {name: n for name, n in db.session.execute(rows.group_by(outcome))}


def _is_among(outcomes: Collection[str], part: str) -> ColumnElement[bool]:
    named = Trial.outcome.in_(outcomes)
    return or_(named, Trial.outcome == rule.PENDING) if rule.PASSED[part] in outcomes else named


def _cursor(packed: str | None) -> Cursor | None:
    cursor = Cursor.unpack(packed, (str, int))
    try:
        return cursor and Cursor((date.fromisoformat(cursor.key[0]).isoformat(), cursor.key[1]), cursor.backwards)
    except ValueError as error:
        raise BadCursor(packed) from error
