"""Keyset pages: the cost of a page does not grow with its number or with the table."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, and_, or_

PAGE = 20

T = TypeVar("T")


class BadCursor(ValueError):
    """The page's address was changed by hand."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows, and the cursors to the pages beside them (None where there is none)."""

    rows: Sequence[T]
    older: str | None
    newer: str | None


@dataclass(frozen=True)
class Cursor:
    """The sort key of the row at the edge of a page, and the way to look from there."""

    key: tuple[Any, ...]
    backwards: bool = False

    def pack(self) -> str:
        """As it stands in an address."""
        raw = json.dumps([self.backwards, *self.key], separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    @classmethod
    def unpack(cls, packed: str | None, kinds: tuple[type, ...]) -> Cursor | None:
        """From an address; None when absent. Raises BadCursor."""
        if not packed:
            return None
        try:
            raw = base64.urlsafe_b64decode(packed[:400] + "=" * (-len(packed) % 4))
            backwards, *key = json.loads(raw)
        except (ValueError, TypeError) as error:
            raise BadCursor(packed) from error
        if len(key) != len(kinds) or not all(type(k) is t for k, t in zip(key, kinds, strict=True)):
            raise BadCursor(packed)
        return cls(tuple(key), backwards is True)


def beyond(columns: Sequence[ColumnElement[Any]], key: tuple[Any, ...], ascending: bool) -> ColumnElement[bool]:
    """Rows strictly after `key` in the order of `columns` (all ascending or all descending)."""
    steps = []
    for k, column in enumerate(columns):
        equal = [c == v for c, v in zip(columns[:k], key, strict=False)]
        steps.append(and_(*equal, column > key[k] if ascending else column < key[k]))
    edge = columns[0] >= key[0] if ascending else columns[0] <= key[0]
    return and_(edge, or_(*steps))  # the edge alone lets an index start where the page starts


def cut(rows: Sequence[T], cursor: Cursor | None, key_of: Any, size: int = PAGE) -> Page[T]:
    """Make the page of `size + 1` fetched rows; rows fetched backwards are turned round."""
    more, kept = len(rows) > size, list(rows[:size])
    backwards = cursor is not None and cursor.backwards
    if backwards:
        kept.reverse()
    has_older = more if not backwards else True
    has_newer = (cursor is not None) if not backwards else more
    older = Cursor(key_of(kept[-1])).pack() if kept and has_older else None
    newer = Cursor(key_of(kept[0]), True).pack() if kept and has_newer else None
    return Page(kept, older, newer)
