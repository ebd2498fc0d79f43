"""Reading the links by which a reporter gets a new follow-up code."""

from __future__ import annotations

from sqlalchemy import select

from forum.accounts.models import OneTimeLink
from forum.accounts.queries import hash_token
from forum.core import clock
from forum.core.db import db

PURPOSE = "new_code"


def find_link(token: str) -> OneTimeLink | None:
    """The link behind a token while it works."""
    usable = select(OneTimeLink).where(OneTimeLink.token_hash == hash_token(token), OneTimeLink.purpose == PURPOSE)
    return db.session.scalar(usable.where(OneTimeLink.used_at.is_(None), OneTimeLink.ends_at > clock.now()))
