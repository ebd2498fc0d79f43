"""Small lists that change rarely, kept in memory for a minute, apart for each database."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from forum.core.db import db

SECONDS = 60.0
T = TypeVar("T")
_shelves: WeakKeyDictionary[Engine, dict[Any, tuple[float, Any]]] = WeakKeyDictionary()


def kept(key: tuple[Any, ...], read: Callable[[], T]) -> T:
    """What `read` said within the last minute; plain values only, never rows of a session."""
    shelf = _shelves.setdefault(db.engine, {})
    until, value = shelf.get(key, (0.0, None))
    if value is None or time.monotonic() > until:
        value = read()
        shelf[key] = (time.monotonic() + SECONDS, value)
    known: T = value
    return known
