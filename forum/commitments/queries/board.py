"""The public list of commitments, narrowed by the address, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select, union_all

from forum.commitments import rules
from forum.commitments.models import Commitment
from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.ledger.models import Subject
from forum.units.models import Unit

BY_ID: tuple[Any, ...] = (Commitment.id,)
BY_DAY: tuple[Any, ...] = (Commitment.due_on, Commitment.id)
SHOWN: tuple[Any, ...] = (
    Commitment.id, Subject.ref, Commitment.state, Commitment.what, Commitment.due_on, Commitment.claimed_on,
    Commitment.version, Unit.name, Unit.code,
)  # fmt: skip


class Line(NamedTuple):
    """One commitment in a list, as its columns are."""

    id: int
    ref: str
    state: str
    what: str
    due_on: date
    claimed_on: date | None
    version: int
    unit_name: str
    unit_code: str


@dataclass(frozen=True)
class Wish:
    """What a reader asks for; None means everything. `first` and `last` are days of a month."""

    government_id: int
    unit_id: int | None = None
    state: str | None = None
    overdue_on: date | None = None
    first: date | None = None
    last: date | None = None

    @property
    def by_day(self) -> bool:
        """True when the due date orders the list, otherwise the newest stand first."""
        return self.state is not None or self.overdue_on is not None or self.first is not None

    @property
    def ascending(self) -> bool:
        """What is still open: the nearest day first; what is settled: the latest."""
        return self.by_day and (self.overdue_on is not None or self.state in rules.OPEN | rules.WAITING)

    @property
    def columns(self) -> tuple[Any, ...]:
        """What orders the list."""
        return BY_DAY if self.by_day else BY_ID


def page_of(wish: Wish, packed: str | None) -> Page[Line]:
    """A page of the list. Raises BadCursor, ValueError."""
    cursor = Cursor.unpack(packed, (str, int) if wish.by_day else (int,))
    rows = [Line(*row) for row in db.session.execute(listing(wish, cursor))]
    return cut(rows, cursor, lambda line: (line.due_on.isoformat(), line.id) if wish.by_day else (line.id,))


def listing(wish: Wish, cursor: Cursor | None) -> Select[Any]:
    """The statement of a page: one row more than it shows."""
    ascending = wish.ascending != (cursor is not None and cursor.backwards)
    order = [column.asc() if ascending else column.desc() for column in wish.columns]
    edge = beyond(wish.columns, _key(wish, cursor), ascending) if cursor is not None else None
    shown = select(*SHOWN).join(Subject, Subject.id == Commitment.subject_id)
    shown = shown.join(Unit, Unit.id == Commitment.unit_id)
    if wish.overdue_on is not None and wish.state is None:
        # Two states in one order: the first rows of each by its index, then the first of both.
        some = [
            _narrowed(wish, edge, state).order_by(*order).limit(PAGE + 1).subquery() for state in sorted(rules.OPEN)
        ]
        found = shown.where(Commitment.id.in_(union_all(*(select(each.c.id) for each in some))))
    else:
        found = _narrow(shown, wish, edge, wish.state)
    return found.order_by(*order).limit(PAGE + 1)


def _narrowed(wish: Wish, edge: ColumnElement[bool] | None, state: str) -> Select[Any]:
    ids: Select[Any] = select(Commitment.id)
    return _narrow(ids, wish, edge, state)


def _narrow(found: Select[Any], wish: Wish, edge: ColumnElement[bool] | None, state: str | None) -> Select[Any]:
    found = found.where(Commitment.government_id == wish.government_id, Commitment.worded_on.is_not(None))
    if wish.unit_id is not None:
        found = found.where(Commitment.unit_id == wish.unit_id)
    if state is not None:
        found = found.where(Commitment.state == state)
    if wish.overdue_on is not None:
        found = found.where(Commitment.due_on < wish.overdue_on)
    if wish.first is not None:
        found = found.where(Commitment.due_on >= wish.first, Commitment.due_on <= wish.last)
    return found if edge is None else found.where(edge)


def _key(wish: Wish, cursor: Cursor) -> tuple[Any, ...]:
    return (date.fromisoformat(cursor.key[0]), cursor.key[1]) if wish.by_day else cursor.key
