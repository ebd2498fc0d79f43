"""What the worker does for accounts."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from forum.accounts.models import AccountSession, OneTimeLink
from forum.core import clock
from forum.core.db import db
from forum.core.worker import Job

KEPT = timedelta(days=7)


def forget_ended() -> None:
    """Sessions and links that ended a week ago are nobody's business any more."""
    before = clock.now() - KEPT
    for model in (AccountSession, OneTimeLink):
        db.session.execute(delete(model).where(model.ends_at < before))
    db.session.commit()


JOBS = [Job("forget_ended_sessions", forget_ended, every=timedelta(hours=6))]
