"""The unit's right of reply to its own scorecard, and what a moderator does where it breaks a rule."""

from __future__ import annotations

from forum.core import clock, masking, text
from forum.core.db import db
from forum.ledger.actions import append_leaf, open_subject, record
from forum.ledger.models import Subject
from forum.ledger.rules import Actor
from forum.moderation import actions as moderation
from forum.moderation import queries as moderated
from forum.scores.models import ScoreReply
from forum.units.models import Unit

KIND = "score_reply"


def reply(unit: Unit, month: str, body: str, *, by: Actor) -> ScoreReply:
    """What the unit head says about the figures of a month; stands beside them, changes nothing of them."""
    body = text.tidy(body)
    subject = open_subject("score")
    leaf = append_leaf(subject, "reply", 1, {"kind": "score", "unit": unit.code, "month": month, "body": body})
    said = ScoreReply(
        subject_id=subject.id, unit_id=unit.id, month=month, by_id=by.account_id or 0, body=body,
        html=text.render_markdown(masking.mask(body)), sanitiser=text.SANITISER_VERSION, at=clock.now(),
        salt=leaf.salt, leaf_index=leaf.index,
    )  # fmt: skip
    db.session.add(said)
    record(subject.id, "reply_to_score", by=by, leaf=leaf, unit=unit.id, month=month)
    return said


def hide(subject: Subject, government_id: int, ground: str, note: str = "", *, by: Actor) -> None:
    """A tombstone with the ground stands in its place; the words stay. Raises NoSuchGround, AlreadyDecided."""
    if moderated.standing_of(subject.id) is None:
        moderation.put_in_queue(subject, government_id, KIND)
    moderation.hide(subject, ground, note, by=by)


def show(subject: Subject, *, by: Actor) -> None:
    """What was hidden is read again. Raises NoResultFound, AlreadyDecided."""
    moderation.show(subject, by=by)
