"""Counters as plain values, to hold what is kept against a recount."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from forum.core.db import db


def counted(model: Any) -> dict[tuple[Any, ...], dict[str, int]]:
    """Counters by their keys, those of nought left out."""
    keys = [column.name for column in model.__table__.primary_key]
    values = [column.name for column in model.__table__.columns if column.name not in keys]
    found = {
        tuple(getattr(row, key) for key in keys): {name: getattr(row, name) for name in values}
        for row in db.session.scalars(select(model))
    }
    return {key: counts for key, counts in found.items() if any(counts.values())}
