"""What time does by itself: silence, reminders, escalation, days off that change."""

from __future__ import annotations

from datetime import date, timedelta

from forum.complaints import rules
from forum.complaints.actions import trialing
from forum.complaints.actions.stepping import counted, enter, recompute, today, write_down
from forum.complaints.actions.telling import tell_followers, tell_moderators, tell_reporter, tell_unit, where_to_rate
from forum.complaints.actions.verifying import archive
from forum.complaints.models import Complaint, CompletionRequest, Reminder
from forum.complaints.queries import calendar, cases, sweeps
from forum.complaints.rules.escalation import steps_due
from forum.core import clock
from forum.core.db import db
from forum.core.workdays import working_days_between
from forum.ledger.rules import SYSTEM

REMIND_COMPLETION_AFTER = 5
UNSETTLED = timedelta(days=62)
"""A month of the score settles one month after its end: this long a trial moves with the days off."""


def close_silent(complaint: Complaint) -> bool:
    """The reporter said nothing in time: the system closes, and nobody counts it as a success."""
    if complaint.silence_due_on is None or today(complaint) <= complaint.silence_due_on:
        return False
    with counted(complaint):
        enter("close_silent", complaint, SYSTEM)
    write_down(complaint, "close_silent", SYSTEM)
    tell_reporter(complaint, "closed_by_system", **where_to_rate(complaint))
    tell_followers(complaint, "closed", **where_to_rate(complaint))
    return True


def expire(complaint: Complaint) -> bool:
    """Nothing was completed in time: archived, reopenable."""
    if complaint.completion_due_on is None or today(complaint) <= complaint.completion_due_on:
        return False
    archive(complaint, "incomplete", "", by=SYSTEM, act="expire")
    return True


def remind_completion(request: CompletionRequest, complaint: Complaint) -> bool:
    """One automatic reminder, halfway."""
    waited = working_days_between(request.asked_on, today(complaint), calendar.days_off_for(complaint))
    if request.reminded_at is not None or waited < REMIND_COMPLETION_AFTER:
        return False
    request.reminded_at = clock.now()
    tell_reporter(complaint, "completion_reminder", due=str(complaint.completion_due_on))
    return True


def escalate(complaint: Complaint) -> int:
    """Tell whoever the ladder names, each once per deadline."""
    if complaint.due_on is None:
        return 0
    clock_name = "verify" if complaint.state == "submitted" else "unit"
    due = steps_due(
        complaint.due_on, today(complaint), calendar.ladder_for(complaint), calendar.days_off_for(complaint)
    )
    sent = sweeps.reminders_sent(complaint.id, clock_name, complaint.due_on)
    fresh = [step for step in _rungs(clock_name, due) if step not in sent]
    for step in fresh:
        db.session.add(Reminder(complaint_id=complaint.id, clock=clock_name, step=step, due_on=complaint.due_on,
                                at=clock.now()))  # fmt: skip
        _tell_step(complaint, clock_name, step, complaint.due_on)
    return len(fresh)


def _rungs(clock_name: str, due: list[str]) -> list[str]:
    """Verifying is the moderator's own work: no unit head is told, and the moderator hears on the head's day."""
    if clock_name != "verify":
        return due
    return list(dict.fromkeys("moderator" if step == "head" else step for step in due))


def _tell_step(complaint: Complaint, clock_name: str, step: str, due_on: date) -> None:
    said = {"due": str(due_on), "step": step}
    if step == "ombudsman":
        tell_reporter(complaint, "ombudsman", **said)
    elif step == "inspector":
        tell_moderators(complaint, "escalated", "inspector", **said)
    elif step == "moderator" or clock_name == "verify":
        tell_moderators(complaint, "deadline_near" if step == "remind" else "escalated", **said)
    elif step == "head":
        tell_unit(complaint, "escalated", "head", **said)
    else:
        tell_unit(complaint, "deadline_near", **said)
    if step != "remind":
        write_down(complaint, "escalate", SYSTEM, step=step, due=str(due_on))


def recompute_open(government_id: int | None, after_id: int = 0, limit: int = 200) -> tuple[int, int]:
    """Deadlines of open cases anew after days off changed; (last id seen, how many changed), to go on from.

    Of closed ones only the trials move, and only until their month has settled.
    """
    last, changed = after_id, 0
    for complaint_id in sweeps.timed_ids(government_id, clock.now().date() - UNSETTLED, after_id, limit):
        complaint = cases.lock(complaint_id)
        changed += complaint.state in rules.OPEN and _recompute(complaint)
        trialing.follow(complaint)
        last = complaint_id
    return last, changed


def _recompute(complaint: Complaint) -> bool:
    """True when a deadline moved; the ledger says so."""
    before = complaint.due_on, complaint.answer_due_on, complaint.resolve_due_on, complaint.silence_due_on
    recompute(complaint)
    after = complaint.due_on, complaint.answer_due_on, complaint.resolve_due_on, complaint.silence_due_on
    if before != after:
        write_down(complaint, "recompute", SYSTEM, due=str(complaint.due_on))
    return before != after
