"""Mail that leaves after the commit: a row in the act's transaction, sent at least once by the worker.

A row holds who is written to only as a sealed reference; packages above say how to open it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Integer, String, Text, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from forum.core import clock, sealing
from forum.core.db import Model, UtcTime, db

MOST_TRIES = 8
LEASE = timedelta(minutes=5)


class Letter(Model):
    """One mail to one reader."""

    __tablename__ = "outbox_letters"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    recipient: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    queued_at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    leased_until: Mapped[datetime | None] = mapped_column(UtcTime)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime)
    dead_at: Mapped[datetime | None] = mapped_column(UtcTime)
    failure: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Address:
    """A reader's address as opened for sending, their language, and the link that stops such mail."""

    email: str
    language: str
    stop_url: str | None = None


Opener = Callable[[str], Address | None]
openers: dict[str, Opener] = {}


def seal_reference(kind: str, reference: str) -> str:
    """A reference to a reader such as ("account", "12"), sealed."""
    return sealing.seal(f"{kind}:{reference}", "outbox")


def open_reference(sealed: str) -> Address | None:
    """The address behind a sealed reference; None when the reader left or stopped mail."""
    kind, reference = sealing.unseal(sealed, "outbox").split(":", 1)
    return openers[kind](reference)


def queue(kind: str, recipient: str, content: dict[str, Any], due_at: datetime | None = None) -> Letter:
    """Put a mail in the outbox, in the transaction under way. `recipient` is a sealed reference."""
    moment = clock.now()
    letter = Letter(
        id=str(uuid4()), kind=kind, recipient=recipient, content=sealing.seal(json.dumps(content), "letter"),
        queued_at=moment, due_at=due_at or moment, tries=0,
    )  # fmt: skip
    db.session.add(letter)
    return letter


def read_content(letter: Letter) -> dict[str, Any]:
    """What the mail says, for its template."""
    content: dict[str, Any] = json.loads(sealing.unseal(letter.content, "letter"))
    return content


def claim_some(limit: int = 20) -> list[str]:
    """Lease waiting letters to this worker and return their ids; the caller commits."""
    moment = clock.now()
    free = or_(Letter.leased_until.is_(None), Letter.leased_until < moment)
    waiting = select(Letter.id).where(Letter.due_at <= moment, free).order_by(Letter.due_at).limit(limit)
    ids = list(db.session.scalars(waiting))
    taken = update(Letter).where(Letter.id.in_(ids), free).values(leased_until=moment + LEASE).returning(Letter.id)
    return list(db.session.scalars(taken)) if ids else []


def mark_sent(letter: Letter) -> None:
    """The mail left (or has no reader any more)."""
    letter.sent_at, letter.due_at, letter.leased_until = clock.now(), None, None
    letter.content = sealing.seal("{}", "letter")


def mark_failed(letter: Letter, failure: str) -> None:
    """Try again later, with a jittered and doubling wait; give up after MOST_TRIES."""
    letter.tries += 1
    letter.leased_until, letter.failure = None, failure[:200]
    wait = timedelta(seconds=30 * 2**letter.tries * random.uniform(0.7, 1.3))
    is_dead = letter.tries >= MOST_TRIES
    letter.dead_at = clock.now() if is_dead else None
    letter.due_at = None if is_dead else clock.now() + wait


def try_again(letter: Letter) -> None:
    """A letter given up gets a fresh start."""
    letter.tries, letter.dead_at, letter.due_at = 0, None, clock.now()


def find_letter(letter_id: str) -> Letter | None:
    """A letter by its id."""
    return db.session.get(Letter, letter_id)


def oldest_waiting() -> datetime | None:
    """When the longest waiting mail was due."""
    moment: datetime | None = db.session.scalar(select(func.min(Letter.due_at)))
    return moment


def dead_letters(limit: int = 50) -> list[Letter]:
    """Letters given up, newest first: kind and id only are shown."""
    dead = select(Letter).where(Letter.dead_at.is_not(None)).order_by(Letter.dead_at.desc()).limit(limit)
    return list(db.session.scalars(dead))
