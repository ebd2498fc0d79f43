"""The moderator's acts before and beside a unit's work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forum.complaints import rules
from forum.complaints.actions import tallying, writing
from forum.complaints.actions.stepping import counted, enter, refuse_unless, say, today, write_down
from forum.complaints.actions.telling import (
    tell_followers,
    tell_reporter,
    tell_staff_of,
    tell_unit,
    where_to_rate,
)
from forum.complaints.errors import StepRefused, UnitClosed
from forum.complaints.models import Assignment, Complaint, CompletionRequest, Referral
from forum.complaints.queries import calendar, cases
from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import REPORTER, Actor
from forum.units.models import Unit


def ask_completion(complaint: Complaint, question: str, *, by: Actor) -> None:
    """Ask the reporter for what is missing; the verifying clock waits."""
    with counted(complaint):
        enter("ask_completion", complaint, by)
        complaint.asked_on = today(complaint)
        db.session.add(CompletionRequest(complaint_id=complaint.id, asked_on=complaint.asked_on))
    line = write_down(complaint, "ask_completion", by, audience="parties")
    say(complaint, line, "question", question, by, audience="parties")
    tell_reporter(complaint, "completion_asked", due=str(complaint.completion_due_on))


def end_waiting(complaint: Complaint) -> None:
    """The wait for completion is over: the working days it lasted shift the verifying deadline, once."""
    request = cases.open_request(complaint.id)
    if request is None or complaint.asked_on is None:
        return
    request.ended_on = today(complaint)
    limits, days_off = calendar.limits_for(complaint), calendar.days_off_for(complaint)
    complaint.paused_days += rules.paused_working_days(
        complaint.asked_on, request.ended_on, limits, days_off, complaint.pause_used
    )
    complaint.pause_used, complaint.asked_on = True, None


def archive(complaint: Complaint, ground: str, note: str, *, by: Actor, act: str = "archive") -> None:
    """Put it away with a ground of the closed list; the reporter may have it reopened."""
    if ground not in rules.ARCHIVE_GROUNDS:
        raise ValueError(ground)
    with counted(complaint):
        end_waiting(complaint)
        enter(act, complaint, by)
    write_down(complaint, act, by, reason=note or None, audience="public", ground=ground)
    writing.index(complaint, "")
    tell_reporter(complaint, "archived", ground=ground)


def revise(
    complaint: Complaint, *, by: Actor, class_: str, category_id: int | None, service_id: int | None,
    village_code: str | None, district_code: str | None,
) -> None:  # fmt: skip
    """Correct class, category, service and place; never the words."""
    refuse_unless("revise", complaint, by)
    new = {"class_": class_, "category_id": category_id, "service_id": service_id, "village_code": village_code,
           "district_code": district_code}  # fmt: skip
    changed = {k: [getattr(complaint, k), v] for k, v in new.items() if getattr(complaint, k) != v}
    if not changed:
        return
    with counted(complaint):
        for name in changed:
            setattr(complaint, name, new[name])
    write_down(complaint, "revise", by, changed=changed)
    _index_again(complaint)


def mask_anew(complaint: Complaint, body: str, place: str, *, by: Actor) -> None:
    """A new public copy after the moderator checked the masking; the words as written stay."""
    refuse_unless("revise", complaint, by)
    copy = cases.public_copy(complaint.id)
    if copy is not None and (copy.body, copy.place) == (body, place):
        return
    writing.publish_copy(complaint, body, place, copy.version + 1 if copy else 1, by.account_id)
    write_down(complaint, "mask", by, audience="staff")


def assign(complaint: Complaint, lead: Unit, supporting: Sequence[Unit] = (), *, by: Actor, note: str = "") -> None:
    """Verify and hand over to one lead unit and any supporting ones; the unit's clocks start."""
    _must_be_open(complaint, lead, *supporting)
    with counted(complaint):
        enter("assign", complaint, by)
        day = today(complaint)
        complaint.verified_on = complaint.verified_on or day
        complaint.assigned_on, complaint.answer_from = complaint.assigned_on or day, day
        complaint.answered_on = None
        _hand_to(complaint, lead, by)
    tallying.count_month(lead.id, complaint, received=1)
    write_down(complaint, "assign", by, reason=note or None, to=lead.name, unit=lead.id)
    for unit in supporting:
        add_support(complaint, unit, by=by)
    _index_again(complaint)
    tell_unit(complaint, "assigned", due=str(complaint.answer_due_on))
    tell_reporter(complaint, "verified", unit=lead.name, due=str(complaint.answer_due_on))


def add_support(complaint: Complaint, unit: Unit, *, by: Actor) -> None:
    """Name one more unit that helps."""
    refuse_unless("support_unit", complaint, by)
    _must_be_open(complaint, unit)
    if any(a.unit_id == unit.id for a in cases.assignments_of(complaint.id)):
        return
    _note_assignment(complaint, unit, "support", by)
    write_down(complaint, "support_unit", by, to=unit.name, unit=unit.id)
    tell_staff_of(unit, complaint, "support_asked")


def drop_support(complaint: Complaint, unit: Unit, reason: str, *, by: Actor) -> None:
    """A unit helps no longer: the case leaves its desk."""
    refuse_unless("drop_support", complaint, by)
    held = [a for a in cases.assignments_of(complaint.id) if a.part == "support" and a.unit_id == unit.id]
    if not held:
        raise StepRefused("drop_support", complaint.state)
    for each in held:
        each.ended_at = clock.now()
    write_down(complaint, "drop_support", by, reason=reason, to=unit.name, unit=unit.id)
    tell_staff_of(unit, complaint, "support_ended")


def decide_transfer(complaint: Complaint, agreed: bool, reason: str, to: Unit | None, *, by: Actor) -> None:
    """Agree to a unit's proposal (the answer clock starts anew, the resolution clock does not) or refuse it."""
    refuse_unless("transfer" if agreed else "refuse_transfer", complaint, by)
    if not agreed:
        if not _settle_proposal(complaint, "refused", reason, by):
            raise StepRefused("refuse_transfer", complaint.state)
        write_down(complaint, "refuse_transfer", by, reason=reason)
        tell_unit(complaint, "transfer_refused", reason=reason)
        return
    if cases.open_transfer(complaint.id) is None:
        raise StepRefused("transfer", complaint.state)
    if to is None:
        raise UnitClosed
    transfer_to(complaint, to, reason, by=by)


def _settle_proposal(complaint: Complaint, decision: str, reason: str, by: Actor) -> bool:
    """Note the decision on the unit's proposal; False when none waits."""
    transfer = cases.open_transfer(complaint.id)
    if transfer is None:
        return False
    transfer.decision, transfer.decision_reason = decision, reason
    transfer.decided_by_id, transfer.decided_at = by.account_id, clock.now()
    return True


def transfer_to(complaint: Complaint, to: Unit, reason: str, *, by: Actor) -> None:
    """Move the case to another lead unit."""
    _must_be_open(complaint, to)
    before = complaint.unit
    with counted(complaint):
        enter("transfer", complaint, by)
        complaint.answer_from, complaint.answered_on = today(complaint), None
        _hand_to(complaint, to, by)
    _settle_proposal(complaint, "agreed", reason, by)
    tallying.count_month(before.id if before else None, complaint, transferred=1)
    tallying.count_month(to.id, complaint, received=1)
    write_down(complaint, "transfer", by, reason=reason or None, to=to.name, unit=to.id)
    if before is not None and before.id != to.id:
        tell_staff_of(before, complaint, "moved_away", unit=to.name)
    tell_unit(complaint, "assigned", due=str(complaint.answer_due_on))
    moved = {"unit": to.name, "due": str(complaint.answer_due_on)}
    tell_reporter(complaint, "transferred", **moved)
    tell_followers(complaint, "transferred", **moved)


def refer(complaint: Complaint, agency: str, reference: str, contact: str, note: str, *, by: Actor) -> None:
    """Pass it on to an agency outside the system."""
    with counted(complaint):
        end_waiting(complaint)
        enter("refer", complaint, by)
        complaint.verified_on = complaint.verified_on or today(complaint)
        db.session.add(Referral(complaint_id=complaint.id, agency=agency, reference=reference, contact=contact,
                                at=clock.now()))  # fmt: skip
    write_down(complaint, "refer", by, reason=note or None, to=agency, reference=reference, contact=contact)
    _index_again(complaint)
    passed = {"agency": agency, "reference": reference, "contact": contact}
    tell_reporter(complaint, "referred", **passed)
    tell_followers(complaint, "referred", **passed)


def close(complaint: Complaint, reason: str, *, by: Actor) -> None:
    """The moderator closes a case, with a reason everyone reads."""
    with counted(complaint):
        enter("close", complaint, by)
    line = write_down(complaint, "close", by)
    say(complaint, line, "reason", reason, by)
    _told_closed(complaint)


def reopen(complaint: Complaint, reason: str, *, by: Actor) -> None:
    """Open a closed case again; one that was never assigned waits for verification anew."""
    with counted(complaint):
        enter("reopen", complaint, by)
        begin_again(complaint)
    line = write_down(complaint, "reopen", by)
    say(complaint, line, "reason", reason, by, audience="public" if complaint.is_published else "parties")
    _index_again(complaint)
    tell_unit(complaint, "reopened", due=str(complaint.answer_due_on))
    if by != REPORTER:
        tell_reporter(complaint, "reopened")
    tell_followers(complaint, "reopened")


def begin_again(complaint: Complaint) -> None:
    """The facts of a reopening: a new answer clock, no resolution yet."""
    complaint.answered_on = complaint.resolved_on = None
    if complaint.state == "submitted":
        complaint.verify_from, complaint.paused_days = today(complaint), 0
    if complaint.state == "reopened":
        complaint.reopened_on = complaint.answer_from = today(complaint)
        tallying.count_month(complaint.unit_id, complaint, reopened=1)


def _told_closed(complaint: Complaint) -> None:
    tell_reporter(complaint, "closed", **where_to_rate(complaint))
    tell_followers(complaint, "closed", **where_to_rate(complaint))


def _must_be_open(complaint: Complaint, *units: Unit) -> None:
    if any(u.status != "open" or u.government_id != complaint.government_id for u in units):
        raise UnitClosed


def _hand_to(complaint: Complaint, unit: Unit, by: Actor) -> None:
    for held in cases.assignments_of(complaint.id):
        if held.part == "lead" or held.unit_id == unit.id:
            held.ended_at = clock.now()
    _note_assignment(complaint, unit, "lead", by)
    complaint.unit, complaint.officer_id = unit, None
    complaint.unit_id = unit.id


def _note_assignment(complaint: Complaint, unit: Unit, part: str, by: Actor) -> None:
    db.session.add(Assignment(complaint_id=complaint.id, unit_id=unit.id, part=part, by_id=by.account_id,
                              at=clock.now()))  # fmt: skip
    db.session.flush()


def _index_again(complaint: Complaint) -> None:
    copy = cases.public_copy(complaint.id)
    writing.index(complaint, copy.body if copy else "")


def forward_to(complaint: Complaint, to: Unit, by: Actor, **detail: Any) -> None:
    """Hand the case to a unit below without touching a clock (the unit's own act; see answering)."""
    _must_be_open(complaint, to)
    with counted(complaint):
        enter("forward", complaint, by)
        _hand_to(complaint, to, by)
    tallying.count_month(to.id, complaint, received=1)
    write_down(complaint, "forward", by, to=to.name, unit=to.id, **detail)
