"""Telling people: a line in the inbox, a letter in the outbox. Neither holds an address in the clear."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete

from forum.accounts import queries as accounts
from forum.accounts.actions.own import kept_elsewhere
from forum.core import clock, outbox, sealing
from forum.core.db import db
from forum.notifications import letters, queries
from forum.notifications.models import Contact, Follow, Notice

confirmed_elsewhere: dict[str, Callable[[Contact], None]] = {}
"""What packages above do once an address is confirmed for the first time; they enter themselves."""

Reader = tuple[str, int]
"""("account", id) or ("contact", id)."""


def make_contact(email: str, language: str) -> Contact:
    """The contact of an address, new or known; unconfirmed until its owner says yes."""
    contact = queries.find_contact(email)
    if contact is None:
        contact = Contact(
            fingerprint=queries.contact_fingerprint(email), sealed_email=sealing.seal(email.strip(), "contact"),
            language=language, since=clock.now(),
        )  # fmt: skip
        db.session.add(contact)
        db.session.flush()
    return contact


def make_contact_of_one_case(email: str, language: str) -> Contact:
    """The contact of a reporter: found by nothing but the escrow, and confirmed for this case alone.

    An address confirmed before must agree anew: somebody may have mistyped theirs into another's.
    """
    contact = Contact(
        fingerprint=sealing.tag(secrets.token_hex(16), "contact"), sealed_email=sealing.seal(email.strip(), "contact"),
        language=language, since=clock.now(),
    )  # fmt: skip
    db.session.add(contact)
    db.session.flush()
    return contact


def ask_confirmation(contact: Contact) -> None:
    """Ask an address once a day whether it wants mail; the mail carries nothing of any case."""
    day = clock.now().date()
    if contact.confirmed_at is None and contact.stopped_at is None and contact.asked_on != day:
        contact.asked_on = day
        said = {"confirm_url": letters.confirm_url(contact.id)}
        outbox.queue("confirm_contact", outbox.seal_reference("unconfirmed", str(contact.id)), said)


def confirm(contact: Contact) -> bool:
    """The owner of the address says yes; False when it was confirmed before."""
    is_new = contact.confirmed_at is None
    contact.confirmed_at = contact.confirmed_at or clock.now()
    contact.stopped_at = None
    if is_new:
        for count in confirmed_elsewhere.values():
            count(contact)
    return is_new


def stop_mail(contact: Contact) -> None:
    """No more mail to this address."""
    contact.stopped_at = clock.now()


def resume_mail(contact: Contact) -> None:
    """Mail again, as before."""
    contact.stopped_at = None


def follow(subject_id: int, *, account_id: int | None = None, contact_id: int | None = None) -> Follow:
    """Hear of a subject from now on."""
    known = queries.find_follow(subject_id, account_id, contact_id)
    if known is None:
        known = Follow(subject_id=subject_id, account_id=account_id, contact_id=contact_id, since=clock.now())
        db.session.add(known)
    known.ended_at = None
    return known


def unfollow(subject_id: int, *, account_id: int | None = None, contact_id: int | None = None) -> None:
    """Hear of it no more."""
    known = queries.find_follow(subject_id, account_id, contact_id)
    if known is not None and known.ended_at is None:
        known.ended_at = clock.now()


def notify(account_id: int, kind: str, /, **content: Any) -> None:
    """A line in somebody's inbox; its words are made at reading, from the kind."""
    said = sealing.seal(json.dumps({"kind": kind, **content}), "notice")
    db.session.add(Notice(account_id=account_id, sealed=said, at=clock.now()))


def write_to(reference: Reader, kind: str, /, **content: Any) -> None:
    """A letter to ("account", id) or ("contact", id)."""
    outbox.queue(kind, outbox.seal_reference(reference[0], str(reference[1])), content)


def mark_read(account_id: int, up_to: int) -> None:
    """Everything up to a notice was seen."""
    for notice in queries.notices_of(account_id, before=up_to + 1, limit=200):
        notice.read_at = notice.read_at or clock.now()


def tell(reader: Reader, kind: str, /, **content: Any) -> None:
    """A letter, and to an account a line in the inbox too; one that was erased hears nothing."""
    if reader[0] == "account":
        if accounts.is_erased(reader[1]):
            return
        notify(reader[1], kind, **content)
    write_to(reader, kind, **content)


def forget_account(account_id: int) -> None:
    """Follows and inbox of an account that is erased: they say what the person cared about."""
    for kept in (Follow, Notice):
        db.session.execute(delete(kept).where(kept.account_id == account_id))


def register_forgetting() -> None:
    """Let an account that is erased take its follows and notices with it."""
    kept_elsewhere["notifications"] = forget_account


def readers_of(subject_id: int) -> set[Reader]:
    """Who follows a subject now."""
    follows = queries.followers_of(subject_id)
    accounts: set[Reader] = {("account", each.account_id) for each in follows if each.account_id is not None}
    return accounts | {("contact", each.contact_id) for each in follows if each.contact_id is not None}
