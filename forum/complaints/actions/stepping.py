"""The one door through which a complaint changes state: rule, counts, clocks, ledger."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from forum.complaints import rules
from forum.complaints.actions import trialing
from forum.complaints.actions.tallying import move, place_of
from forum.complaints.errors import StepRefused
from forum.complaints.models import Complaint, Message
from forum.complaints.queries import calendar, cases
from forum.core import clock, masking, text
from forum.core.db import db
from forum.ledger.actions import append_leaf, append_status, open_subject, record
from forum.ledger.models import Act
from forum.ledger.rules import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator


def today(complaint: Complaint) -> date:
    """The day it is where the complaint lives."""
    return clock.today(complaint.government.zone)


def refuse_unless(act: str, complaint: Complaint, by: Actor) -> None:
    """Raise StepRefused unless the complaint's life allows the act now."""
    if not rules.may_follow(act, by.role, complaint.state):
        raise StepRefused(act, complaint.state)


@contextmanager
def counted(complaint: Complaint) -> Iterator[None]:
    """Whatever changes inside, the counts and deadlines follow."""
    before = place_of(complaint)
    yield
    recompute(complaint)
    db.session.flush()
    move(before, place_of(complaint))


def recompute(complaint: Complaint) -> None:
    """Deadlines anew from the facts, the policy and the days off."""
    limits, days_off = calendar.limits_for(complaint), calendar.days_off_for(complaint)
    complaint.set_deadlines(rules.deadlines(complaint.facts, limits, days_off))


def enter(act: str, complaint: Complaint, by: Actor, before: str | None = None) -> None:
    """Change the state as the life's table says. Raises StepRefused and then nothing changed."""
    refuse_unless(act, complaint, by)
    was_assigned = complaint.assigned_on is not None
    complaint.state = rules.next_state(act, complaint.state, was_assigned, before)
    complaint.closed_on = today(complaint) if complaint.state in rules.CLOSED else None


def write_down(
    complaint: Complaint,
    act: str,
    by: Actor,
    reason: str | None = None,
    audience: str = "public",
    **detail: Any,
) -> Act:
    """The ledger line of an act; a state change is also a leaf of the log. What the case proves follows from it."""
    leaf = None
    if act == "submit" or (act in rules.LIFE and rules.LIFE[act].target is not None):
        content = {"act": act, "state": complaint.state, "role": by.role, "on": today(complaint).isoformat()}
        leaf = append_status(complaint.subject, content)
    line = record(
        complaint.subject_id,
        act,
        by=by,
        reason=reason,
        audience=audience,
        leaf=leaf,
        state=complaint.state,
        **detail,
    )
    if act in trialing.MOVING:
        trialing.follow(complaint)
    return line


def say(complaint: Complaint, line: Act, kind: str, body: str, by: Actor, audience: str = "public") -> Message:
    """Keep words with an act. A confidential complaint's words stay among the parties."""
    body = text.tidy(body)
    if complaint.is_confidential and audience == "public":
        audience = "parties"
    message = Message(
        complaint_id=complaint.id, act_id=line.id, kind=kind, role=by.role, unit_id=by.unit_id, audience=audience,
        body=body, public_html=shown(body, by.role), sanitiser=text.SANITISER_VERSION, at=clock.now(),
    )  # fmt: skip
    if audience != "staff":
        _append_reply(message, kind, body, by)
    db.session.add(message)
    db.session.flush()
    return message


def _append_reply(message: Message, kind: str, body: str, by: Actor) -> None:
    subject = open_subject("reply")
    leaf = append_leaf(subject, "reply", 1, {"kind": kind, "role": by.role, "body": body})
    message.subject_id, message.salt, message.leaf_index = subject.id, leaf.salt, leaf.index


def shown(body: str, role: str) -> str:
    """Words as others read them: masked; official words may carry Markdown, a reporter's are plain."""
    masked = masking.mask(body)
    return text.render_markdown(masked) if role in ("officer", "moderator") else str(text.paragraphs(masked))


def locked(complaint: Complaint) -> Complaint:
    """The same complaint, held for this transaction and read anew."""
    return cases.lock(complaint.id)
