"""Signed-in devices: opened with a fresh random token, kept alive by use, ended by their owner."""

from __future__ import annotations

import secrets
from datetime import datetime

from forum.accounts import queries, rules
from forum.accounts.models import Account, AccountSession
from forum.core import clock
from forum.core.db import db


def open_session(account: Account, device: str, *, with_factor: bool = False, since: datetime | None = None) -> str:
    """A new session; returns its token, which only the cookie holds."""
    token, moment = secrets.token_urlsafe(24), clock.now()
    is_staff = bool(queries.held_by(account.id))
    db.session.add(
        AccountSession(
            token_hash=queries.hash_token(token), account_id=account.id, device=device[:60], since=since or moment,
            seen_at=moment, factor_at=moment if with_factor else None,
            ends_at=rules.session_end(since or moment, moment, is_staff),
        )
    )  # fmt: skip
    return token


def end_session(token: str) -> None:
    """Sign one device out."""
    session = db.session.get(AccountSession, queries.hash_token(token))
    if session is not None:
        session.ends_at = min(session.ends_at, clock.now())


def end_sessions(account_id: int, *, but: str | None = None, only: str | None = None) -> int:
    """Sign devices out: all, all but the one of a token, or only the one whose hash begins with `only`."""
    kept = queries.hash_token(but) if but else None
    ended = 0
    for session in queries.sessions_of(account_id):
        if session.token_hash != kept and (only is None or session.token_hash.startswith(only)):
            session.ends_at = clock.now()
            ended += 1
    return ended
