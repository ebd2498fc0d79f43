"""Complaints that a session touched: those its items are about, and those named in what was said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, exists, literal, or_, select

from forum.complaints.models import Complaint
from forum.core.db import db
from forum.dialogues.models import AgendaItem, Post

MOST_ROWS = 1_000


def named_complaints(government_id: int, numbers: Collection[str]) -> dict[str, int]:
    """Subjects of the complaints with these numbers, by number, in their order: what everyone may read, of here."""
    rows = select(Complaint.number, Complaint.subject_id).where(Complaint.number.in_(numbers))
    rows = rows.where(Complaint.government_id == government_id, Complaint.verified_on.is_not(None))
    rows = rows.where(Complaint.is_confidential.is_(False)).order_by(Complaint.number)
    return {number: subject_id for number, subject_id in db.session.execute(rows)}


def complaints(session_id: int, until: datetime, numbers: Collection[str] = ()) -> Select[str, str]:
    """Published complaints that an item is about, and those among `numbers` that a post names until a moment."""
    items = _items(session_id)
    about = select(AgendaItem.origin_subject_id).where(AgendaItem.id.in_(items))
    naming = Post.html.contains(literal("/pengaduan/") + Complaint.number + literal('"'))
    in_sight = (Post.item_id.in_(items), Post.state == "shown", Post.at <= until)
    named = exists(select(Post.id).where(*in_sight, naming))
    touched = or_(Complaint.subject_id.in_(about), and_(Complaint.number.in_(numbers), named))
    shown = (Complaint.verified_on.is_not(None), Complaint.is_confidential.is_(False))
    rows = select(Complaint.number, Complaint.headline).where(touched, *shown)
    return rows.order_by(Complaint.number).limit(MOST_ROWS)


def touched(session_id: int, until: datetime) -> Sequence[tuple[str, str]]:
    """Number and headline of each."""
    kept = db.session.scalars(select(AgendaItem.detail).where(AgendaItem.id.in_(_items(session_id))))
    numbers = sorted({number for detail in kept for number in detail.get("named", ())})
    return [(number, headline) for number, headline in db.session.execute(complaints(session_id, until, numbers))]


def _items(session_id: int) -> Select[int]:
    return select(AgendaItem.id).where(AgendaItem.session_id == session_id, AgendaItem.state == "accepted")
