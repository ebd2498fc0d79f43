"""Reading governments."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from forum.core.db import db
from forum.units.models import Government
from forum.units.queries.tree import NotFound


def open_governments() -> Sequence[Government]:
    """Governments that take complaints, by name."""
    return db.session.scalars(select(Government).where(Government.is_open).order_by(Government.name)).all()


def find_government(slug: str) -> Government | None:
    """A government by its slug."""
    return db.session.scalar(select(Government).where(Government.slug == slug))


def get_government(government_id: int) -> Government:
    """A government by its id. Raises NotFound."""
    government = db.session.get(Government, government_id)
    if government is None:
        raise NotFound(government_id)
    return government


def lock_government(government_id: int) -> None:
    """Hold a government: its tree changes by one hand at a time."""
    db.session.execute(select(Government.id).where(Government.id == government_id).with_for_update())
