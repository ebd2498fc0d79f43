"""Small lists that change rarely, kept in memory for a minute, apart for each database."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from forum.core.db import db

SECONDS = 60.0
MOST = 2_000
"""Lists of one database; then the outdated ones leave, or all of them."""
T = TypeVar("T")
_shelves: WeakKeyDictionary[Engine, dict[Any, tuple[float, Any]]] = WeakKeyDictionary()


def kept(key: tuple[Any, ...], read: Callable[[], T]) -> T:
    """What `read` said within the last minute; plain values only, never rows of a session."""
    shelf = _shelves.setdefault(db.engine, {})
    until, value = shelf.get(key, (0.0, None))
    if value is None or time.monotonic() > until:
        value = read()
        if len(shelf) >= MOST:
            _forget_old(shelf)
        shelf[key] = (time.monotonic() + SECONDS, value)
    known: T = value
    return known


def _forget_old(shelf: dict[Any, tuple[float, Any]]) -> None:
    """Make room: keys may carry a day, and would else stay for as long as the process runs."""
    now = time.monotonic()
    for key in [key for key, (until, _value) in list(shelf.items()) if now > until]:
        shelf.pop(key, None)
    if len(shelf) >= MOST:
        shelf.clear()
