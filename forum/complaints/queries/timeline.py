"""What happened to a complaint, with what was said, in one read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, select

from forum.complaints.models import Message
from forum.core.db import db
from forum.ledger.models import Act
from forum.units.models import Unit

MOST_SHOWN = 300


class Happening(NamedTuple):
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

    @property
    def values(self) -> tuple[Any, ...]:
        """Everything it tells, to compare by."""
        return (*self[:4], str(self.detail), *self[5:])


def happenings(subject_id: int, audiences: Sequence[str] = ("public",)) -> list[Happening]:
    """Acts that these audiences may see, oldest first; words only where they may read them."""
    rows = db.session.execute(_happened(tuple(audiences)), {"subject_id": subject_id})
    return [Happening(*row) for row in rows]


@lru_cache(maxsize=8)
def _happened(audiences: tuple[str, ...]) -> Select[Any]:
    said = and_(Message.act_id == Act.id, Message.audience.in_(audiences))
    return (
        select(Act.verb, Act.at, Act.role, Act.reason, Act.detail, Unit.name, Message.id, Message.kind,
               Message.public_html)
        .outerjoin(Message, said)
        .outerjoin(Unit, Unit.id == Act.unit_id)
        .where(Act.subject_id == bindparam("subject_id"), Act.audience.in_(audiences))
        .order_by(Act.id)
        .limit(MOST_SHOWN)
    )  # fmt: skip
