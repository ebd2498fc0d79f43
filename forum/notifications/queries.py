"""Reading contacts, follows and the inbox."""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select

from forum.core import sealing
from forum.core.db import db
from forum.notifications.models import Contact, Follow, Notice

UNREAD_SHOWN = 99


def contact_fingerprint(email: str) -> str:
    """How an address is found without being readable."""
    return sealing.tag(email.strip().lower(), "contact")


def find_contact(email: str) -> Contact | None:
    """The contact of an address."""
    return db.session.scalar(select(Contact).where(Contact.fingerprint == contact_fingerprint(email)))


def is_address_of(contact: Contact, email: str) -> bool:
    """True when the contact's sealed address is this one, capitals aside."""
    kept = sealing.unseal(contact.sealed_email, "contact").strip().lower()
    return hmac.compare_digest(kept.encode(), email.strip().lower().encode())


def get_contact(contact_id: int) -> Contact | None:
    """A contact by its id."""
    return db.session.get(Contact, contact_id)


def followers_of(subject_id: int) -> Sequence[Follow]:
    """Who follows a subject now."""
    return db.session.scalars(select(Follow).where(Follow.subject_id == subject_id, Follow.ended_at.is_(None))).all()


def find_follow(subject_id: int, account_id: int | None = None, contact_id: int | None = None) -> Follow | None:
    """The follow of one reader, ended or not."""
    mine = Follow.account_id == account_id if account_id else Follow.contact_id == contact_id
    return db.session.scalar(select(Follow).where(Follow.subject_id == subject_id, mine))


UNREAD = select(func.count()).select_from(
    select(Notice.id)
    .where(Notice.account_id == bindparam("account_id"), Notice.read_at.is_(None))
    .limit(UNREAD_SHOWN)
    .subquery()
)


def unread_count(account_id: int) -> int:
    """Unread notices, at most 99."""
    return db.session.scalar(UNREAD, {"account_id": account_id}) or 0


def notices_of(account_id: int, before: int | None = None, limit: int = 20) -> Sequence[Notice]:
    """The inbox, newest first, one row more than asked."""
    own = select(Notice).where(Notice.account_id == account_id).order_by(Notice.id.desc()).limit(limit + 1)
    return db.session.scalars(own.where(Notice.id < before) if before else own).all()


def read_notice(notice: Notice) -> dict[str, Any]:
    """What a notice says: its kind and its values."""
    said: dict[str, Any] = json.loads(sealing.unseal(notice.sealed, "notice"))
    return said
