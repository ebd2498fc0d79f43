"""Making a commitment and settling its wording, until the unit head agrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forum.commitments import rules
from forum.commitments.actions.stepping import (
    counted,
    enter,
    keep_wording,
    needed,
    note_at_origin,
    say,
    today,
    write_down,
)
from forum.commitments.actions.telling import tell_followers, tell_moderators, tell_origin, tell_unit
from forum.commitments.errors import AcceptTooLate, DateNotAhead, DatePassed, UnitClosed
from forum.commitments.models import Commitment
from forum.core import clock, masking
from forum.core.db import db
from forum.core.text import tidy
from forum.ledger.actions import open_subject
from forum.ledger.models import Subject
from forum.ledger.rules import Actor
from forum.units.models import Government, Unit


@dataclass(frozen=True)
class Promise:
    """What is promised, how it is recognised, and until when."""

    what: str
    indicator: str
    due_on: date


def propose(
    government: Government, unit: Unit, promise: Promise, *, by: Actor, born_in: Subject | None = None,
    agreed_in: str = "",
) -> Commitment:  # fmt: skip
    """A draft, by the unit's officer or head from an official answer, or by a moderator from a forum.

    `agreed_in` names the forum and its date. What a moderator wrote down needs no check of its wording.
    Raises UnitClosed, DateNotAhead, NothingSaid.
    """
    if unit.government_id != government.id or unit.status != "open" or unit.parent_id is None:
        raise UnitClosed
    _refuse_unless_ahead(promise.due_on, clock.today(government.zone))
    commitment = Commitment(
        subject=open_subject("commitment"), government=government, unit=unit, unit_id=unit.id,
        government_id=government.id, origin="answer" if born_in and not agreed_in else "forum",
        origin_subject_id=born_in.id if born_in else None, state="drafted", version=1, made_at=clock.now(), reminded="",
    )  # fmt: skip
    _set_promise(commitment, promise)
    db.session.add(commitment)
    db.session.flush()
    keep_wording(commitment, by)
    heard_in = {"forum": masking.mask(tidy(agreed_in))} if agreed_in else {}
    write_down(commitment, "propose", by, **heard_in)
    tell_moderators(commitment, "proposed", but=by.account_id)
    if by.role == rules.MODERATOR:
        word(commitment, by=by)
    return commitment


def revise(commitment: Commitment, promise: Promise, *, by: Actor) -> None:
    """Other words or another day while it is a draft. Raises StepRefused, DateNotAhead, NothingSaid."""
    enter("revise", commitment, by)
    _refuse_unless_ahead(promise.due_on, today(commitment))
    _new_version(commitment, promise, by)
    write_down(commitment, "revise", by)
    if by.role == rules.OFFICER:
        tell_moderators(commitment, "proposed", but=by.account_id)


def send_back(commitment: Commitment, reason: str, *, by: Actor) -> None:
    """The moderator asks for other words."""
    enter("send_back", commitment, by)
    say(commitment, write_down(commitment, "send_back", by), "reason", needed(reason), by)
    tell_unit(commitment, "sent_back")


def drop(commitment: Commitment, *, by: Actor) -> None:
    """The unit takes its own draft back."""
    enter("drop", commitment, by)
    write_down(commitment, "drop", by)


def word(commitment: Commitment, *, by: Actor) -> None:
    """The wording stands: everyone may read it, and the unit head is asked. Raises StepRefused, DateNotAhead."""
    enter("word", commitment, by)
    _refuse_unless_ahead(commitment.due_on, today(commitment))
    commitment.worded_on = today(commitment)
    write_down(commitment, "word", by, version=commitment.version)
    note_at_origin(commitment, "worded", by)
    tell_unit(commitment, "worded", "head")


def accept(commitment: Commitment, *, by: Actor) -> None:
    """The unit head agrees: from here on it counts. Raises StepRefused, AcceptTooLate."""
    with counted(commitment):
        enter("accept", commitment, by)
        if commitment.due_on < today(commitment):
            raise AcceptTooLate
        commitment.accepted_on = today(commitment)
    write_down(commitment, "accept", by)
    note_at_origin(commitment, "accepted", by)
    tell_moderators(commitment, "accepted")
    tell_followers(commitment, "accepted")
    tell_origin(commitment, "accepted")


def decline(commitment: Commitment, reason: str, *, by: Actor) -> None:
    """The unit head does not agree, and says why."""
    enter("decline", commitment, by)
    say(commitment, write_down(commitment, "decline", by), "reason", needed(reason), by)
    note_at_origin(commitment, "declined", by)
    tell_moderators(commitment, "declined")
    tell_followers(commitment, "declined")


def amend(commitment: Commitment, promise: Promise, reason: str, *, by: Actor) -> None:
    """A moderator changes what everyone read, with a reason; every version and every former day stays visible.

    Raises StepRefused, DatePassed, DateNotAhead, NothingSaid.
    """
    was_due, now = commitment.due_on, today(commitment)
    if commitment.state in rules.OPEN and was_due < now and promise.due_on != was_due:
        raise DatePassed
    if promise.due_on != was_due:
        _refuse_unless_ahead(promise.due_on, now)
    with counted(commitment):
        enter("amend", commitment, by)
        _new_version(commitment, promise, by)
    moved = {"was": was_due.isoformat()} if promise.due_on != was_due else {}
    say(commitment, write_down(commitment, "amend", by, **moved), "reason", needed(reason), by)
    tell_unit(commitment, "amended")
    tell_followers(commitment, "amended")


def _new_version(commitment: Commitment, promise: Promise, by: Actor) -> None:
    if promise.due_on != commitment.due_on:
        commitment.reminded = ""
    _set_promise(commitment, promise)
    commitment.version += 1
    db.session.flush()
    keep_wording(commitment, by)


def _set_promise(commitment: Commitment, promise: Promise) -> None:
    """What is kept is what everyone reads: numbers of persons are masked when it is written."""
    commitment.what = masking.mask(needed(promise.what))
    commitment.indicator = masking.mask(needed(promise.indicator))
    commitment.due_on, commitment.month = promise.due_on, f"{promise.due_on:%Y-%m}"


def _refuse_unless_ahead(due_on: date, now: date) -> None:
    if not rules.is_date_ahead(due_on, now):
        raise DateNotAhead
