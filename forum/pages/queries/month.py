"""A month of a place: its sessions, what was promised and what was due."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select

from forum.commitments.models import Commitment
from forum.core.db import db
from forum.dialogues.models import Session, SummaryPublication
from forum.ledger.models import Subject
from forum.units.models import Unit

MOST_SESSIONS = 100
MOST_PROMISES = 1_000


class Meeting(NamedTuple):
    """A session of the month, and the newest version of its summary."""

    title: str
    year: int
    number: int
    starts_at: datetime
    state: str
    place: str
    attended: int
    host: str
    version: int | None


class Promise(NamedTuple):
    """A commitment that was made or due in the month."""

    ref: str
    what: str
    unit: str
    due_on: date
    worded_on: date | None
    accepted_on: date | None
    claimed_on: date | None
    settled_on: date | None
    state: str


def meetings(government_id: int, begins: datetime, ends: datetime) -> list[Meeting]:
    """Sessions that began between two moments, in their order."""
    newest = select(func.max(SummaryPublication.version)).where(SummaryPublication.session_id == Session.id)
    rows = (
        select(Session.title, Session.year, Session.number, Session.starts_at, Session.state, Session.place,
               Session.attended, Unit.name, newest.scalar_subquery())
        .join(Unit, Unit.id == Session.unit_id)
        .where(Session.government_id == government_id, Session.starts_at >= begins, Session.starts_at < ends)
        .order_by(Session.starts_at, Session.id).limit(MOST_SESSIONS)
    )  # fmt: skip
    return [Meeting(*row) for row in db.session.execute(rows)]


def promises(government_id: int, first: date, last: date) -> list[Promise]:
    """Commitments due between two days, or that everyone may read since one of them; both included, in their order."""
    is_due, is_new = Commitment.due_on.between(first, last), Commitment.worded_on.between(first, last)
    rows = (
        select(Subject.ref, Commitment.what, Unit.name, Commitment.due_on, Commitment.worded_on,
               Commitment.accepted_on, Commitment.claimed_on, Commitment.settled_on, Commitment.state)
        .join(Subject, Subject.id == Commitment.subject_id)
        .join(Unit, Unit.id == Commitment.unit_id)
        .where(Commitment.government_id == government_id, Commitment.worded_on.is_not(None), or_(is_due, is_new))
        .order_by(Commitment.due_on, Commitment.id).limit(MOST_PROMISES)
    )  # fmt: skip
    return [Promise(*row) for row in db.session.execute(rows)]
