"""Reading the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, text

from forum.core.db import db, is_sqlite
from forum.ledger.models import Act, Leaf

APPEND_LOCK = 7_201_401


def hold_log() -> None:
    """On PostgreSQL, wait for the turn to append. Taken before any row, so that no two acts wait for each other."""
    if not is_sqlite():
        db.session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": APPEND_LOCK})


def acts_on(subject_id: int) -> Sequence[Act]:
    """Every act on a subject, oldest first."""
    return db.session.scalars(select(Act).where(Act.subject_id == subject_id).order_by(Act.id)).all()


def next_index() -> int:
    """The index the next leaf gets."""
    last = db.session.scalar(select(func.max(Leaf.index)))
    return 0 if last is None else last + 1


def next_version(subject_id: int, kind: str) -> int:
    """The version the next leaf of this kind gets on a subject; the first is 1."""
    last = db.session.scalar(select(func.max(Leaf.version)).where(Leaf.subject_id == subject_id, Leaf.kind == kind))
    return (last or 0) + 1


def find_leaf(index: int) -> Leaf | None:
    """The leaf at an index."""
    return db.session.get(Leaf, index)


def last_act() -> int:
    """The id of the newest act: while it stays, nothing that happened to any subject is new."""
    return db.session.scalar(select(func.max(Act.id))) or 0
