"""What the worker looks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select

from forum.complaints import rules
from forum.complaints.models import Complaint, CompletionRequest, FreshCode, RecomputedCalendar, Reminder, Trial
from forum.core import clock
from forum.core.db import db

TIMED = ("submitted", "assigned", "in_progress", "reopened")


def silent_ids(before: date, limit: int = 200) -> Sequence[int]:
    """Cases whose reporter's time ended before a day (of the latest zone); the act checks the exact zone."""
    due = select(Complaint.id).where(Complaint.state == "resolved", Complaint.silence_due_on < before)
    return db.session.scalars(due.order_by(Complaint.id).limit(limit)).all()


def uncompleted_ids(before: date, limit: int = 200) -> Sequence[int]:
    """Cases whose completion was due before a day."""
    due = select(Complaint.id).where(Complaint.state == "awaiting_completion", Complaint.completion_due_on < before)
    return db.session.scalars(due.order_by(Complaint.id).limit(limit)).all()


def waiting_requests(limit: int = 500) -> Sequence[CompletionRequest]:
    """Requests without their reminder."""
    waiting = select(CompletionRequest).where(CompletionRequest.ended_on.is_(None))
    return db.session.scalars(waiting.where(CompletionRequest.reminded_at.is_(None)).limit(limit)).all()


def near_or_late_ids(until: date, after_id: int, limit: int = 500) -> Sequence[int]:
    """Cases whose running deadline lies at or before a day."""
    timed = select(Complaint.id).where(Complaint.due_on <= until, Complaint.state.in_(TIMED), Complaint.id > after_id)
    return db.session.scalars(timed.order_by(Complaint.id).limit(limit)).all()


def timed_ids(government_id: int | None, unsettled: date, after_id: int, limit: int) -> Sequence[int]:
    """Open cases, and closed ones with a trial due on or after a day, in order of their ids."""
    tried = select(Trial.unit_id).where(Trial.complaint_id == Complaint.id, Trial.due_on >= unsettled).exists()
    still = select(Complaint.id).where(or_(Complaint.state.in_(rules.OPEN), tried), Complaint.id > after_id)
    if government_id is not None:
        still = still.where(Complaint.government_id == government_id)
    return db.session.scalars(still.order_by(Complaint.id).limit(limit)).all()


def reminders_sent(complaint_id: int, clock: str, due_on: date) -> set[str]:
    """Steps already taken for a deadline."""
    sent = select(Reminder.step).where(
        Reminder.complaint_id == complaint_id, Reminder.clock == clock, Reminder.due_on == due_on
    )
    return set(db.session.scalars(sent))


def stale_fresh_codes(limit: int = 500) -> Sequence[FreshCode]:
    """Codes shown long enough."""
    return db.session.scalars(select(FreshCode).where(FreshCode.ends_at < clock.now()).limit(limit)).all()


def recomputed(government_id: int) -> RecomputedCalendar:
    """How far deadlines follow the calendar of a government (0: that of all)."""
    seen = db.session.get(RecomputedCalendar, government_id)
    return seen or RecomputedCalendar(government_id=government_id, version=0, last_id=0)
