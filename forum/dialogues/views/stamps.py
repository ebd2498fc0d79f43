"""What pages are made from, in values that can be compared: equal stamps are equal pages (forum/core/fragments.py)."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any

from forum.core.db import Model


def columns_of(row: Model | None) -> tuple[Hashable, ...]:
    """Every column of a row; of what is kept as JSON, its words."""
    if row is None:
        return ()
    return tuple(_hashable(getattr(row, column.key)) for column in row.__table__.columns)


def _hashable(value: Any) -> Hashable:
    return json.dumps(value, sort_keys=True) if isinstance(value, (dict, list)) else value
