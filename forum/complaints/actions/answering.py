"""The unit's acts."""

from __future__ import annotations

from forum.complaints.actions import tallying
from forum.complaints.actions.stepping import counted, enter, refuse_unless, say, today, write_down
from forum.complaints.actions.telling import tell_followers, tell_holder, tell_moderators, tell_reporter, tell_unit
from forum.complaints.actions.verifying import forward_to
from forum.complaints.errors import AlreadyAsked, NotBelow
from forum.complaints.models import Complaint, InternalNote, Message, Transfer
from forum.complaints.queries import calendar, cases
from forum.core import clock, text
from forum.core.db import db
from forum.core.workdays import working_days_between
from forum.ledger.rules import Actor
from forum.units.models import Unit


def take(complaint: Complaint, officer_id: int | None, officer_name: str, *, by: Actor) -> None:
    """Take a case oneself, or hand it to a colleague of the unit (None puts it back)."""
    refuse_unless("take", complaint, by)
    complaint.officer_id = officer_id
    write_down(complaint, "take", by, audience="staff", officer=officer_name)
    if officer_id is not None and officer_id != by.account_id:
        tell_holder(complaint, officer_id, "handed_over")


def forward(complaint: Complaint, to: Unit, reason: str, *, by: Actor) -> None:
    """Hand the case to a unit below; no clock starts anew."""
    if complaint.unit is None or to.id == complaint.unit_id or not to.is_within(complaint.unit.path):
        raise NotBelow
    forward_to(complaint, to, by, note=reason)
    tell_unit(complaint, "assigned", due=str(complaint.due_on))
    tell_reporter(complaint, "forwarded", unit=to.name)
    tell_followers(complaint, "forwarded", unit=to.name)


def note(complaint: Complaint, body: str, *, by: Actor) -> None:
    """A note among staff."""
    db.session.add(InternalNote(complaint_id=complaint.id, unit_id=by.unit_id, by_id=by.account_id or 0,
                                body=text.tidy(body), at=clock.now()))  # fmt: skip


def answer(complaint: Complaint, body: str, *, by: Actor) -> Message:
    """An official answer; the first one on a clock stops it."""
    with counted(complaint):
        enter("answer", complaint, by)
        days, late = _stop_answer_clock(complaint)
    line = write_down(complaint, "answer", by, days=days, late=late)
    message = say(complaint, line, "answer", body, by)
    tell_reporter(complaint, "answered", unit=complaint.unit.name if complaint.unit else "")
    tell_followers(complaint, "answered")
    return message


def report_progress(complaint: Complaint, body: str, *, by: Actor) -> Message:
    """Tell how far it is."""
    refuse_unless("progress", complaint, by)
    line = write_down(complaint, "progress", by)
    message = say(complaint, line, "progress", body, by)
    tell_reporter(complaint, "progressed", unit=complaint.unit.name if complaint.unit else "")
    tell_followers(complaint, "progressed")
    return message


def resolve(complaint: Complaint, body: str, *, by: Actor) -> Message:
    """Mark as done, with evidence; the reporter has the word now."""
    with counted(complaint):
        enter("resolve", complaint, by)
        days, late = _stop_answer_clock(complaint)
        complaint.resolved_on = today(complaint)
        late_done = complaint.resolve_due_on is not None and complaint.resolved_on > complaint.resolve_due_on
    tallying.count_month(complaint.unit_id, complaint, resolved=1)
    line = write_down(complaint, "resolve", by, days=days, late=late or late_done)
    message = say(complaint, line, "resolution", body, by)
    tell_reporter(complaint, "resolved", due=str(complaint.silence_due_on))
    tell_followers(complaint, "resolved")
    return message


def propose_transfer(complaint: Complaint, reason: str, to: Unit | None, *, by: Actor) -> None:
    """Say that the case belongs elsewhere; the moderator decides, the clocks go on meanwhile."""
    refuse_unless("propose_transfer", complaint, by)
    if cases.open_transfer(complaint.id) is not None:
        raise AlreadyAsked
    db.session.add(Transfer(complaint_id=complaint.id, from_unit_id=complaint.unit_id, to_unit_id=to.id if to else None,
                            by_id=by.account_id, at=clock.now(), reason=reason))  # fmt: skip
    tallying.count_month(complaint.unit_id, complaint, proposed=1)
    write_down(complaint, "propose_transfer", by, reason=reason, to=to.name if to else None)
    tell_moderators(complaint, "transfer_proposed")


def _stop_answer_clock(complaint: Complaint) -> tuple[int | None, bool]:
    """Note the first answer on the clock that runs; working days it took, and whether it was late."""
    if complaint.answered_on is not None:
        return None, False
    day, start = today(complaint), complaint.answer_from or complaint.assigned_on or complaint.submitted_on
    complaint.answered_on = day
    days = working_days_between(start, day, calendar.days_off_for(complaint))
    late = complaint.answer_due_on is not None and day > complaint.answer_due_on
    if complaint.first_answered_on is None and complaint.unit_id is not None:
        complaint.first_answered_on = day
        tallying.count_first_answer(complaint.unit_id, complaint, days, not late)
    return days, late
