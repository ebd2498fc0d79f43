"""Whose voice a request carries in a session: the account's, else that of a phone that checked in to its hall."""

from __future__ import annotations

from dataclasses import dataclass

from flask import after_this_request, current_app, request
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.dialogues.actions import attending, phones
from forum.dialogues.models import Session
from forum.dialogues.queries import phones as known
from forum.dialogues.queries.public_talk import Meeting
from forum.dialogues.rules.voices import voter_of_account, voter_of_token

LASTS = 40 * 24 * 3600
"""Longer than a thread stays open after its meeting."""


@dataclass(frozen=True)
class Voice:
    """A participant: `key` counts once in votes and supports."""

    key: str
    account_id: int | None = None
    token_id: int | None = None


def find_voice(session: Session | Meeting) -> Voice | None:
    """The participant who asks; None for somebody who only reads."""
    if current_user.is_authenticated:
        return Voice(voter_of_account(current_user.id), account_id=current_user.id)
    found = known.token_and_owner(phones.device_hash(session.id, device())) if device() else None
    if found is None:
        return None
    token, owner = found[0], phones.owner_of(found[1])
    return Voice(voter_of_account(owner) if owner else voter_of_token(token.id), token_id=token.id)


def speak(session: Session) -> Voice | None:
    """The participant who acts; an account's phone is remembered, so that its hall code is no second voice.

    Ask before anything of the session is held: the phone may have to be tied to the account first.
    """
    if current_user.is_authenticated:
        phones.tie(session, device() or _given_now(), current_user.id)
    return find_voice(session)


def _given_now() -> str:
    secret = attending.new_device()

    @after_this_request
    def give(response: Response) -> Response:
        remember(response, secret)
        return response

    return secret


def device() -> str:
    """The secret of this phone, if it ever checked in to a hall; empty otherwise."""
    return request.cookies.get(_cookie(), "")[:64]


def remember(response: Response, secret: str) -> None:
    """Give the phone its cookie; scripts cannot read it, other sites cannot send it."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(_cookie(), secret, max_age=LASTS, secure=secure, httponly=True, samesite="Lax", path="/")


def _cookie() -> str:
    return "__Host-aula" if current_app.config["SESSION_COOKIE_SECURE"] else "aula"
