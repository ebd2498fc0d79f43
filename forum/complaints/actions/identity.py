"""Sealing who wrote a complaint, giving codes, and writing to the author without knowing them."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from forum.complaints.models import Complaint, Escrow, FollowUpCode, FreshCode
from forum.complaints.queries import private
from forum.complaints.rules import codes
from forum.core import clock, sealing
from forum.core.db import db
from forum.notifications import actions as notifications

FRESH = timedelta(hours=1)


@dataclass(frozen=True)
class Identity:
    """Who wrote it, as far as they said."""

    name: str = ""
    phone: str = ""
    account_id: int | None = None
    contact_id: int | None = None


def seal_identity(complaint: Complaint, identity: Identity) -> None:
    """Put the identity in escrow."""
    sealed = sealing.seal(json.dumps(asdict(identity)), f"escrow:{complaint.id}")
    tag = private.owner_tag(identity.account_id) if identity.account_id else None
    db.session.add(Escrow(complaint_id=complaint.id, sealed=sealed, owner_tag=tag, at=clock.now()))


def add_contact(complaint: Complaint, contact_id: int) -> None:
    """Put another address for news beside the identity, in escrow; the one before is forgotten."""
    escrow = db.session.get_one(Escrow, complaint.id)
    identity = private.sealed_identity(complaint.id) | {"contact_id": contact_id}
    escrow.sealed = sealing.seal(json.dumps(identity), f"escrow:{complaint.id}")


def issue_code(complaint: Complaint, visit: str) -> str:
    """A new follow-up code; the old ones end. The visit that asked sees it again for an hour."""
    for old in private.current_codes(complaint.id):
        old.ended_at = clock.now()
    code = codes.code_of(secrets.token_bytes(16))
    db.session.add(FollowUpCode(code_hash=codes.hash_of(code), complaint_id=complaint.id, since=clock.now()))
    fresh = db.session.get(FreshCode, complaint.id) or FreshCode(complaint_id=complaint.id)
    fresh.visit_hash, fresh.ends_at = sealing.tag(visit, "visit"), clock.now() + FRESH
    fresh.sealed = sealing.seal(code, f"code:{complaint.id}")
    db.session.add(fresh)
    return code


def write_to_reporter(complaint: Complaint, kind: str, /, **content: Any) -> None:
    """A letter and, with an account, an inbox line to the author, whoever that is."""
    author = author_of(complaint.id)
    if author is not None:
        notifications.tell(author, kind, number=complaint.number, government=complaint.government.name, **content)


def author_of(complaint_id: int) -> notifications.Reader | None:
    """Where letters to the author go, if they left a way; for telling only, never for a page."""
    identity = private.sealed_identity(complaint_id)
    if identity.get("account_id"):
        return "account", identity["account_id"]
    return ("contact", identity["contact_id"]) if identity.get("contact_id") else None
