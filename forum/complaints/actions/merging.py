"""Duplicates: one carries the other, and it can be taken back."""

from __future__ import annotations

from forum.complaints import rules
from forum.complaints.actions.stepping import counted, enter, write_down
from forum.complaints.actions.telling import tell_followers, tell_reporter
from forum.complaints.actions.verifying import end_waiting
from forum.complaints.errors import CannotMerge, StepRefused
from forum.complaints.models import Complaint, Merge, Support
from forum.complaints.queries import cases, supports
from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.notifications import actions as notifications
from forum.notifications import queries as follows


def merge(complaint: Complaint, into: Complaint, *, by: Actor) -> None:
    """Carry a duplicate, its supporters and followers in another; its reporter keeps code and news."""
    _check(complaint, into)
    before = complaint.state
    with counted(complaint):
        end_waiting(complaint)
        enter("merge", complaint, by)
        complaint.verified_on = complaint.verified_on or into.verified_on
    carried = _carry_supports(complaint, into)
    db.session.add(Merge(complaint_id=complaint.id, into_id=into.id, state_before=_resumable(before),
                         supports_carried=carried, by_id=by.account_id, at=clock.now()))  # fmt: skip
    write_down(complaint, "merge", by, into=into.number)
    write_down(into, "merged_here", by, number=complaint.number, supports=carried)
    tell_reporter(complaint, "merged", into=into.number)
    tell_followers(complaint, "merged", into=into.number)


def unmerge(complaint: Complaint, reason: str, *, by: Actor) -> None:
    """Take a merge apart: the case returns to the state it had."""
    held = cases.open_merge(complaint.id)
    if held is None:
        raise StepRefused("unmerge", complaint.state)
    with counted(complaint):
        enter("unmerge", complaint, by, before=held.state_before)
        if complaint.assigned_on is None:
            complaint.verified_on = None
    held.ended_at = clock.now()
    into = cases.lock(held.into_id)
    _give_back_supports(complaint, into)
    write_down(complaint, "unmerge", by, reason=reason, into=into.number)
    write_down(into, "unmerged_here", by, number=complaint.number)


def _check(complaint: Complaint, into: Complaint) -> None:
    same = complaint.id == into.id or complaint.government_id != into.government_id
    if same or into.state not in rules.OPEN or cases.merged_into(complaint.id):
        raise CannotMerge


def _resumable(state: str) -> str:
    return "submitted" if state == "awaiting_completion" else state


def _carry_supports(complaint: Complaint, into: Complaint) -> int:
    """Supporters of the duplicate support the other, each once; followers follow it."""
    present = supports.supporters_of(into.id)
    added = 0
    for account_id, contact_id in supports.supporters_of(complaint.id) - present:
        db.session.add(Support(complaint_id=into.id, account_id=account_id, contact_id=contact_id, at=clock.now(),
                               came_with_id=complaint.id))  # fmt: skip
        into.support_count += account_id is not None
        added += 1
    into.support_mail_count = supports.count_confirmed_mails(into.id)
    for each in follows.followers_of(complaint.subject_id):
        notifications.follow(into.subject_id, account_id=each.account_id, contact_id=each.contact_id)
    return added


def _give_back_supports(complaint: Complaint, into: Complaint) -> None:
    """Those who came with the duplicate and were not there before leave with it."""
    for support in supports.brought_by(complaint.id, into.id):
        into.support_count -= support.account_id is not None
        db.session.delete(support)
    into.support_mail_count = supports.count_confirmed_mails(into.id)
