"""The reporter's acts after submission, by account or by code."""

from __future__ import annotations

from forum.complaints.actions import tallying
from forum.complaints.actions.stepping import counted, enter, refuse_unless, say, today, write_down
from forum.complaints.actions.telling import tell_followers, tell_moderators, tell_unit, where_to_rate
from forum.complaints.actions.verifying import begin_again, end_waiting, reopen
from forum.complaints.models import Complaint, Confirmation, Message
from forum.core import clock, text
from forum.core.db import db
from forum.ledger.actions import append_leaf
from forum.ledger.rules import REPORTER


def reply(complaint: Complaint, body: str) -> Message:
    """Say more, or answer a moderator's question (which ends the wait)."""
    if complaint.state == "awaiting_completion":
        return complete(complaint, body)
    refuse_unless("reply", complaint, REPORTER)
    line = write_down(complaint, "reply", REPORTER)
    message = say(complaint, line, "reply", body, REPORTER, audience=_audience(complaint))
    tell_unit(complaint, "replied")
    return message


def complete(complaint: Complaint, body: str) -> Message:
    """Give what was missing; the verifying clock goes on."""
    with counted(complaint):
        enter("complete", complaint, REPORTER)
        end_waiting(complaint)
    line = write_down(complaint, "complete", REPORTER, audience="parties")
    message = say(complaint, line, "completion", body, REPORTER, audience="parties")
    tell_moderators(complaint, "completed")
    return message


def confirm(complaint: Complaint, stars: int | None, words: str) -> None:
    """Yes, it is solved; with stars (1 to 5) and words if wished."""
    with counted(complaint):
        enter("confirm", complaint, REPORTER)
    tallying.count_month(complaint.unit_id, complaint, confirmed=1)
    _answer(complaint, "confirm", True, stars, words)
    tell_unit(complaint, "confirmed")
    tell_followers(complaint, "confirmed", **where_to_rate(complaint))


def dispute(complaint: Complaint, reason: str) -> None:
    """No, not solved: the case opens again, the reason in public."""
    with counted(complaint):
        enter("dispute", complaint, REPORTER)
        begin_again(complaint)
    _answer(complaint, "dispute", False, None, reason)
    tell_unit(complaint, "disputed", due=str(complaint.answer_due_on))
    tell_moderators(complaint, "disputed")
    tell_followers(complaint, "reopened")


def reopen_by_reporter(complaint: Complaint, reason: str) -> None:
    """Open an archived, withdrawn or passed-on case again."""
    reopen(complaint, reason, by=REPORTER)
    tell_moderators(complaint, "reopened")


def withdraw(complaint: Complaint, reason: str) -> None:
    """Take the complaint back; it stays visible as withdrawn."""
    with counted(complaint):
        end_waiting(complaint)
        enter("withdraw", complaint, REPORTER)
    line = write_down(complaint, "withdraw", REPORTER)
    if reason.strip():
        say(complaint, line, "reason", reason, REPORTER, audience=_audience(complaint))
    tell_unit(complaint, "withdrawn")
    tell_followers(complaint, "withdrawn")


def _audience(complaint: Complaint) -> str:
    return "public" if complaint.is_published else "parties"


def _answer(complaint: Complaint, act: str, is_solved: bool, stars: int | None, words: str) -> None:
    words = text.tidy(words)
    db.session.add(Confirmation(
        complaint_id=complaint.id, unit_id=complaint.unit_id, is_solved=is_solved, stars=stars, words=words,
        at=clock.now(), on=today(complaint),
    ))  # fmt: skip
    line = write_down(complaint, act, REPORTER, stars=stars)
    if words:
        say(complaint, line, "rating" if is_solved else "reason", words, REPORTER)
    if stars is not None:
        append_leaf(complaint.subject, "rating", line.id, {"solved": is_solved, "stars": stars, "words": words})
