"""Writing the ledger: in the transaction of the act itself, never alone."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.core import clock
from forum.core.db import db
from forum.ledger import queries, rules
from forum.ledger.models import Act, Leaf, Subject
from forum.ledger.rules import Actor


@dataclass(frozen=True)
class Appended:
    """Where a leaf stands, and the salt to keep beside its content."""

    index: int
    salt: bytes


def new_reference() -> str:
    """128 random bits, base32, lower case."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def open_subject(kind: str, at: datetime | None = None) -> Subject:
    """A new public thing."""
    subject = Subject(ref=new_reference(), kind=kind, since=at or clock.now())
    db.session.add(subject)
    db.session.flush()
    return subject


def record(
    subject_id: int, verb: str, *, by: Actor, reason: str | None = None, audience: str = "public",
    leaf: Appended | None = None, at: datetime | None = None, **detail: Any,
) -> Act:  # fmt: skip
    """Write down one act; `detail` holds JSON values only and never a reporter's identity."""
    act = Act(
        subject_id=subject_id, verb=verb, at=at or clock.now(), role=by.role, by_id=by.account_id, unit_id=by.unit_id,
        reason=reason, audience=audience, detail=detail,
        salt=leaf.salt if leaf else None, leaf_index=leaf.index if leaf else None,
    )  # fmt: skip
    db.session.add(act)
    db.session.flush()
    return act


def append_status(subject: Subject, content: dict[str, Any]) -> Appended:
    """A leaf for a change of state, under the subject's next version."""
    return append_leaf(subject, "status", queries.next_version(subject.id, "status"), content)


def append_leaf(subject: Subject, kind: str, version: int, content: dict[str, Any]) -> Appended:
    """Append a leaf that commits to `content`; the caller stores the salt with it."""
    queries.hold_log()
    salt = secrets.token_bytes(rules.SALT_BYTES)
    committed = rules.commitment(salt, content)
    month = f"{clock.now():%Y-%m}"
    entry = rules.leaf_entry(kind, subject.ref, version, month, committed)
    leaf = Leaf(
        index=queries.next_index(), subject_id=subject.id, kind=kind, version=version, month=month,
        commitment=committed, hash=rules.leaf_hash(entry),
    )  # fmt: skip
    db.session.add(leaf)
    db.session.flush()
    return Appended(leaf.index, salt)
