"""Whose voice a request carries in a session: the account's, else that of a phone that checked in to its hall."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.dialogues.actions import attending
from forum.dialogues.models import Session
from forum.dialogues.rules.voices import voter_of_account, voter_of_token

LASTS = 40 * 24 * 3600
"""Longer than a thread stays open after its meeting."""


@dataclass(frozen=True)
class Voice:
    """A participant: `key` counts once in votes and supports."""

    key: str
    account_id: int | None = None
    token_id: int | None = None


def find_voice(session: Session) -> Voice | None:
    """The participant who asks; None for somebody who only reads."""
    if current_user.is_authenticated:
        return Voice(voter_of_account(current_user.id), account_id=current_user.id)
    token = attending.find_token(session, device()) if device() else None
    return Voice(voter_of_token(token.id), token_id=token.id) if token else None


def device() -> str:
    """The secret of this phone, if it ever checked in to a hall; empty otherwise."""
    return request.cookies.get(_cookie(), "")[:64]


def remember(response: Response, secret: str) -> None:
    """Give the phone its cookie; scripts cannot read it, other sites cannot send it."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(_cookie(), secret, max_age=LASTS, secure=secure, httponly=True, samesite="Lax", path="/")


def _cookie() -> str:
    return "__Host-aula" if current_app.config["SESSION_COOKIE_SECURE"] else "aula"
