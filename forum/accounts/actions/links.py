"""Links that work once, and the letters that carry them."""

from __future__ import annotations

import json
import secrets
from typing import Any

from forum.accounts import queries, rules
from forum.accounts.errors import LinkSpent
from forum.accounts.models import OneTimeLink
from forum.core import clock, outbox, sealing
from forum.core.db import db

PATHS = {
    "confirm": "/daftar/aktivasi/",
    "reset": "/sandi/baru/",
    "email": "/akun/surel/",
    "invitation": "/undangan/",
    "first_admin": "/mulai/",
}
ADDRESS_MARK = "address"


def make_link(purpose: str, account_id: int | None = None, **carried: Any) -> str:
    """A new link; returns its token, which is kept nowhere but in the letter."""
    token, moment = secrets.token_urlsafe(24), clock.now()
    db.session.add(
        OneTimeLink(
            token_hash=queries.hash_token(token), purpose=purpose, account_id=account_id,
            sealed=sealing.seal(json.dumps(carried), "link"), made_at=moment, ends_at=moment + rules.LASTS[purpose],
        )
    )  # fmt: skip
    return token


def path_of(purpose: str, token: str) -> str:
    """Where a link leads."""
    return PATHS[purpose] + token


def read_link(link: OneTimeLink) -> dict[str, Any]:
    """What a link carries."""
    carried: dict[str, Any] = json.loads(sealing.unseal(link.sealed, "link"))
    return carried


def get_link(token: str, purpose: str) -> OneTimeLink:
    """A link that still works. Raises LinkSpent."""
    link = queries.lock_link(queries.hash_token(token), purpose)
    if link is None:
        raise LinkSpent
    return link


def spend(link: OneTimeLink) -> None:
    """It worked; what it carried is forgotten."""
    link.used_at, link.sealed = clock.now(), sealing.seal("{}", "link")


def end_links(account_id: int, *purposes: str) -> None:
    """Links of an account that still work stop working."""
    for purpose in purposes:
        for link in queries.working_links(purpose, account_id):
            spend(link)


def write_to_address(email: str, language: str, kind: str, **content: Any) -> None:
    """A letter to an address that has no account (yet), or that must hear even when mail is switched off."""
    said = json.dumps({"email": email, "language": language})
    outbox.queue(kind, outbox.seal_reference(ADDRESS_MARK, said), content)
