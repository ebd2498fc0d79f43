"""A form sent twice acts once: its key is held by a unique column, in the transaction of the act."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from forum.core import clock
from forum.core.db import Model, UtcTime, db


class Submission(Model):
    """A form that was sent, and where its sender was led."""

    __tablename__ = "submissions"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    outcome: Mapped[str] = mapped_column(Text)
    # To the hour: beside the outcome, a minute would tell who stood at the counter and rated it.
    sent_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


def fresh_key() -> str:
    """A key for one form as it is shown."""
    return secrets.token_urlsafe(18)


def outcome_of(key: str) -> str | None:
    """Where the first sending of this form led, or None when it was not sent yet."""
    return db.session.scalar(select(Submission.outcome).where(Submission.key == key))


def keep(key: str, outcome: str) -> None:
    """Remember the sending with the act; a second one in flight breaks on the primary key."""
    if key:
        hour = clock.now().replace(minute=0, second=0, microsecond=0)
        db.session.add(Submission(key=key[:64], outcome=outcome, sent_at=hour))


def forget_before(moment: datetime) -> None:
    """Drop keys nobody will send again."""
    db.session.execute(delete(Submission).where(Submission.sent_at < moment))
