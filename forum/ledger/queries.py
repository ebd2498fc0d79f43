"""Reading the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from forum.core.db import db
from forum.ledger.models import Act, Leaf


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
