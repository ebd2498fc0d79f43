"""Hollow answers: the reporter marks them, a moderator decides, and a void one counts as an answer no more."""

from __future__ import annotations

from collections.abc import Collection

from forum.complaints.actions.stepping import write_down
from forum.complaints.actions.telling import tell_moderators, tell_reporter, tell_unit
from forum.complaints.errors import AlreadyDecided, AlreadyMarked
from forum.complaints.models import Complaint, HollowMark, HollowReview, VoidAnswer
from forum.complaints.queries import hollow
from forum.complaints.queries.hollow import Answer
from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import REPORTER, Actor

MARKS = 2
"""So many marks on a case since the last decision send it to a moderator."""


def mark(complaint: Complaint, message_id: int) -> None:
    """The reporter says that an official answer names no action, date or reason; once for each answer."""
    answer = _answer(complaint, message_id)
    if answer.is_marked or answer.is_void:
        raise AlreadyMarked
    db.session.add(HollowMark(message_id=message_id, complaint_id=complaint.id, at=clock.now()))
    write_down(complaint, "mark_hollow", REPORTER, message=message_id)
    _ask_moderator(complaint)


def _answer(complaint: Complaint, message_id: int) -> Answer:
    """One of the case's own official answers. Raises LookupError."""
    for each in hollow.answers_of(complaint.id):
        if each.id == message_id:
            return each
    raise LookupError(message_id)


def _ask_moderator(complaint: Complaint) -> None:
    review = hollow.find_review(complaint.id)
    if review is not None and review.decided_at is None:
        return
    if hollow.count_marks(complaint.id, review.decided_at if review else None) < MARKS:
        return
    review = review or HollowReview(complaint_id=complaint.id, government_id=complaint.government_id)
    review.asked_at, review.decided_at, review.decided_by_id = clock.now(), None, None
    db.session.add(review)
    tell_moderators(complaint, "hollow_marked")


def decide(complaint: Complaint, void_ids: Collection[int], reason: str, *, by: Actor) -> None:
    """Declare some answers void, with the reason everyone reads, or let all of them stand."""
    review = hollow.find_review(complaint.id)
    if review is None or review.decided_at is not None:
        raise AlreadyDecided
    review.decided_at, review.decided_by_id = clock.now(), by.account_id
    void = [_answer(complaint, message_id) for message_id in sorted(set(void_ids))]
    for answer in void:
        _void(complaint, answer, reason, by)
    if not void:
        write_down(complaint, "let_stand", by, reason=reason)
    tell_unit(complaint, "answer_voided" if void else "answer_stands", reason=reason)
    tell_reporter(complaint, "hollow_decided", reason=reason)


def _void(complaint: Complaint, answer: Answer, reason: str, by: Actor) -> None:
    if answer.is_void:
        raise AlreadyDecided
    db.session.add(VoidAnswer(
        message_id=answer.id, complaint_id=complaint.id, by_id=by.account_id, at=clock.now(), reason=reason
    ))  # fmt: skip
    db.session.flush()
    on = clock.local_date(answer.at, complaint.government.zone)
    write_down(complaint, "void_answer", by, reason=reason, message=answer.id, said_on=on.isoformat())
