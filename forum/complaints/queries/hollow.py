"""Answers that reporters marked as hollow, and what moderators said of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from forum.complaints.models import Complaint, HollowMark, HollowReview, Message, VoidAnswer
from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.units.models import Unit

OFFICIAL = ("answer", "resolution")
ORDER: list[ColumnElement[Any]] = [HollowReview.asked_at.expression, HollowReview.complaint_id.expression]


class Answer(NamedTuple):
    """An official answer of a case, and what was said of it."""

    id: int
    kind: str
    at: datetime
    html: str
    unit: str | None
    is_marked: bool
    is_void: bool


def answers_of(complaint_id: int) -> list[Answer]:
    """Official answers of a case, oldest first."""
    rows = (
        select(Message.id, Message.kind, Message.at, Message.public_html, Unit.name,
               HollowMark.message_id.is_not(None), VoidAnswer.message_id.is_not(None))
        .outerjoin(Unit, Unit.id == Message.unit_id)
        .outerjoin(HollowMark, HollowMark.message_id == Message.id)
        .outerjoin(VoidAnswer, VoidAnswer.message_id == Message.id)
        .where(Message.complaint_id == complaint_id, Message.kind.in_(OFFICIAL))
        .order_by(Message.id)
    )  # fmt: skip
    return [Answer(*row) for row in db.session.execute(rows)]


def find_review(complaint_id: int) -> HollowReview | None:
    """The review of a case, open or decided."""
    return db.session.get(HollowReview, complaint_id)


def count_marks(complaint_id: int, since: datetime | None) -> int:
    """How many answers of a case were marked, after a moment if one is given."""
    marks = select(func.count()).where(HollowMark.complaint_id == complaint_id)
    return db.session.scalar(marks if since is None else marks.where(HollowMark.at > since)) or 0


def count_waiting(government_id: int) -> int:
    """Reviews that wait for a moderator, counted to 100."""
    some = select(HollowReview.complaint_id).where(
        HollowReview.government_id == government_id, HollowReview.decided_at.is_(None)
    )
    return db.session.scalar(select(func.count()).select_from(some.limit(100).subquery())) or 0


def waiting(government_id: int, packed: str | None) -> Page[Any]:
    """Cases that wait for a moderator with the moment since when, the oldest first. Raises BadCursor."""
    cursor = Cursor.unpack(packed, (float, int))
    ascending = not (cursor is not None and cursor.backwards)
    some = (
        select(Complaint, HollowReview.asked_at)
        .join(HollowReview, HollowReview.complaint_id == Complaint.id)
        .where(HollowReview.government_id == government_id, HollowReview.decided_at.is_(None))
        .options(joinedload(Complaint.unit))
    )
    if cursor is not None:
        edge = datetime.fromtimestamp(cursor.key[0], tz=UTC), cursor.key[1]
        some = some.where(beyond(ORDER, edge, ascending))
    some = some.order_by(*(each.asc() if ascending else each.desc() for each in ORDER)).limit(PAGE + 1)
    rows: Sequence[Any] = db.session.execute(some).all()
    return cut(rows, cursor, lambda row: (row.asked_at.timestamp(), row.Complaint.id))
