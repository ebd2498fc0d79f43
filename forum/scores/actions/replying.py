"""The unit's right of reply to its own scorecard."""

from __future__ import annotations

from forum.core import clock, masking, text
from forum.core.db import db
from forum.ledger.actions import append_leaf, open_subject, record
from forum.ledger.rules import Actor
from forum.scores.models import ScoreReply
from forum.units.models import Unit


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
