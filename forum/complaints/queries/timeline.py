"""What happened to a complaint, with what was said, in one read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from forum.complaints.models import Message
from forum.core.db import db
from forum.ledger.models import Act
from forum.units.models import Unit

MOST_SHOWN = 300


@dataclass(frozen=True)
class Happening:
    """One act and the words said with it. Carries no account: pages cannot name a person by it."""

    verb: str
    at: datetime
    role: str
    reason: str | None
    detail: dict[str, Any]
    unit_name: str | None
    message_id: int | None
    message_kind: str | None
    html: str | None


def happenings(subject_id: int, audiences: Sequence[str] = ("public",)) -> list[Happening]:
    """Acts that these audiences may see, oldest first; words only where they may read them."""
    said = and_(Message.act_id == Act.id, Message.audience.in_(audiences))
    rows = (
        select(Act.verb, Act.at, Act.role, Act.reason, Act.detail, Unit.name, Message.id, Message.kind,
               Message.public_html)
        .outerjoin(Message, said)
        .outerjoin(Unit, Unit.id == Act.unit_id)
        .where(Act.subject_id == subject_id, Act.audience.in_(audiences))
        .order_by(Act.id)
        .limit(MOST_SHOWN)
    )  # fmt: skip
    return [Happening(*row) for row in db.session.execute(rows)]
