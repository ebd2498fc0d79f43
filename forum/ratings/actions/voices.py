"""Deciding about the words of open questions, and the unit's reply to them."""

from __future__ import annotations

from forum.core import clock, masking, text
from forum.core.db import db
from forum.core.masked_copy import hides_only
from forum.ledger.actions import append_leaf, open_subject, record
from forum.ledger.queries import hold_log
from forum.ledger.rules import Actor
from forum.moderation import actions as moderation
from forum.moderation import queries as moderated
from forum.moderation.models import Decision
from forum.ratings.errors import MarksUndecided, NotPublished, OtherWords
from forum.ratings.models import OpenAnswer, OpenAnswerCopy, OpenAnswerReply
from forum.ratings.queries import voices
from forum.ratings.queries.voices import Case


def publish(case: Case, *, by: Actor) -> Decision:
    """Everybody may read the newest copy. Raises MarksUndecided, AlreadyDecided."""
    hold_log()
    if voices.marks_of(case.said) != "counted":
        raise MarksUndecided
    return moderation.show(case.subject, by=by)


def hide(case: Case, ground: str, note: str = "", *, by: Actor) -> Decision:
    """Nobody but moderators reads it; a tombstone tells the ground. Raises NoSuchGround, AlreadyDecided."""
    hold_log()
    return moderation.hide(case.subject, ground, note, by=by)


def rewrite(case: Case, body: str, *, by: Actor) -> OpenAnswerCopy:
    """A new copy that hides more, or less, of what was said. Raises OtherWords."""
    hold_log()
    moderated.lock_standing(case.subject.id)
    copy = _copy(case.said, text.tidy(body), by)
    record(case.subject.id, "mask", by=by, audience="staff", version=copy.version)
    return copy


def reply(case: Case, body: str, *, by: Actor) -> OpenAnswerReply:
    """The unit's words below it, with their leaf. Raises NotPublished."""
    hold_log()
    if moderated.lock_standing(case.subject.id).state != "shown" or voices.marks_of(case.said) != "counted":
        raise NotPublished
    body = text.tidy(body)
    subject = open_subject("reply")
    leaf = append_leaf(subject, "reply", 1, {"kind": "open_answer", "role": by.role, "body": body})
    said = OpenAnswerReply(
        subject_id=subject.id, open_answer_id=case.said.id, unit_id=by.unit_id or case.unit.id, by_id=by.account_id,
        body=body, html=text.render_markdown(masking.mask(body)), sanitiser=text.SANITISER_VERSION, at=clock.now(),
        salt=leaf.salt, leaf_index=leaf.index,
    )  # fmt: skip
    db.session.add(said)
    db.session.flush()
    record(case.subject.id, "reply", by=by, leaf=leaf)
    return said


def _copy(said: OpenAnswer, body: str, by: Actor) -> OpenAnswerCopy:
    if not hides_only(said.body, body):
        raise OtherWords
    copy = OpenAnswerCopy(
        open_answer_id=said.id, version=voices.last_version(said) + 1, body=body, html=str(text.paragraphs(body)),
        sanitiser=text.SANITISER_VERSION, by_id=by.account_id, at=clock.now(),
    )  # fmt: skip
    db.session.add(copy)
    db.session.flush()
    return copy
