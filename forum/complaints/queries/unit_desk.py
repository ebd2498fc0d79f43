"""The desk of a unit: its inbox, its counts, the next case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Account
from forum.accounts.viewer import Held
from forum.complaints import rules
from forum.complaints.models import Assignment, Complaint, UnitTally
from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.search import queries as search
from forum.units.models import Unit
from forum.units.rules import in_tree_order

MOST_COUNTED = 1_000
SORTS = ("tenggat", "terbaru", "dukungan")
ENDED = rules.CLOSED | {"merged"}


@dataclass(frozen=True)
class Wanted:
    """Which cases of which units, and in which order."""

    unit_ids: tuple[int, ...]
    viewer_id: int
    today: date
    governments: tuple[int, ...] = ()
    states: frozenset[str] = rules.UNIT_TURN
    held_by: str = ""
    """mine, nobody or colleague; empty for all."""
    is_overdue: bool = False
    class_: str = ""
    category_id: int | None = None
    q: str = ""
    sort: str = "tenggat"
    supporting: bool = False


def units_in_reach(held: Sequence[Held]) -> Sequence[Unit]:
    """Units where one of these roles is held, and all below them, in the order of the tree."""
    if not held:
        return []
    within = (and_(Unit.government_id == h.government_id, Unit.path.startswith(h.path, autoescape=True)) for h in held)
    return in_tree_order(db.session.scalars(select(Unit).where(or_(*within))))


def inbox(wanted: Wanted, cursor: Cursor | None = None, size: int = PAGE) -> Page[Complaint]:
    """One page of the inbox."""
    columns = _order(wanted.sort)
    ascending = (wanted.sort == "tenggat") is not (cursor is not None and cursor.backwards)
    listed = _chosen(wanted)
    if wanted.sort == "tenggat":
        listed = listed.where(Complaint.due_on.is_not(None))
    if cursor is not None:
        listed = listed.where(beyond(columns, _read_key(cursor.key, wanted.sort), ascending))
    ordered = listed.order_by(*(c.asc() if ascending else c.desc() for c in columns)).limit(size + 1)
    rows = db.session.scalars(ordered.options(*_ROW)).all()
    return cut(rows, cursor, lambda row: _key_of(row, wanted.sort), size)


_ROW = (
    joinedload(Complaint.unit), joinedload(Complaint.category), joinedload(Complaint.village),
    joinedload(Complaint.government), joinedload(Complaint.officer).load_only(Account.name),
)  # fmt: skip


def cursor_kinds(sort: str) -> tuple[type, ...]:
    """The types in the cursor of an order."""
    return {"tenggat": (str, int), "dukungan": (int, int)}.get(sort, (int,))


def _order(sort: str) -> Sequence[ColumnElement[Any]]:
    first = {"tenggat": Complaint.due_on, "dukungan": Complaint.support_count}.get(sort)
    return [Complaint.id] if first is None else [first, Complaint.id]  # type: ignore[list-item]


def _key_of(row: Complaint, sort: str) -> tuple[Any, ...]:
    if sort == "tenggat":
        return (str(row.due_on), row.id)
    return (row.support_count, row.id) if sort == "dukungan" else (row.id,)


def _read_key(key: tuple[Any, ...], sort: str) -> tuple[Any, ...]:
    return (date.fromisoformat(key[0]), key[1]) if sort == "tenggat" else key


def _chosen(wanted: Wanted) -> Select[Complaint]:
    chosen = select(Complaint).where(_reached(wanted), Complaint.state.in_(wanted.states))
    if wanted.is_overdue:
        chosen = chosen.where(Complaint.due_on < wanted.today)
    if wanted.class_:
        chosen = chosen.where(Complaint.class_ == wanted.class_)
    if wanted.category_id is not None:
        chosen = chosen.where(Complaint.category_id == wanted.category_id)
    if wanted.held_by:
        chosen = chosen.where(_held(wanted))
    return chosen.where(_said(wanted)) if wanted.q.strip() else chosen


def _reached(wanted: Wanted) -> ColumnElement[bool]:
    if not wanted.supporting:
        return and_(Complaint.unit_id.in_(wanted.unit_ids), Complaint.assigned_on.is_not(None))
    helping = select(Assignment.complaint_id).where(
        Assignment.unit_id.in_(wanted.unit_ids), Assignment.part == "support", Assignment.ended_at.is_(None)
    )
    return Complaint.id.in_(helping)


def _held(wanted: Wanted) -> ColumnElement[bool]:
    if wanted.held_by == "mine":
        return Complaint.officer_id == wanted.viewer_id
    if wanted.held_by == "nobody":
        return Complaint.officer_id.is_(None)
    return Complaint.officer_id != wanted.viewer_id


def _said(wanted: Wanted) -> ColumnElement[bool]:
    """By number, by words of the index, and by the headline of what the index must not hold."""
    asked = wanted.q.strip()
    ways: list[ColumnElement[bool]] = [
        Complaint.number == asked.upper(),
        and_(Complaint.is_confidential, Complaint.headline.icontains(asked, autoescape=True)),
    ]
    if asked.isascii() and asked.isdigit() and len(asked) < 10:
        ways.append(Complaint.seq == int(asked))
    scopes = [f"g{wanted.governments[0]}"] if len(wanted.governments) == 1 else []
    found = search.matching(asked, scopes)
    if found is not None:
        ways.append(Complaint.subject_id.in_(select(found.subquery().c.subject_id)))
    return or_(*ways)


def counts(unit_ids: Sequence[int]) -> Mapping[str, int]:
    """Cases these units lead, by state, from the tallies."""
    sums = select(UnitTally.state, func.sum(UnitTally.n)).where(UnitTally.unit_id.in_(unit_ids))
    return {state: int(n) for state, n in db.session.execute(sums.group_by(UnitTally.state))}


def count_some(wanted: Wanted) -> int:
    """How many cases, counted to 1,001 and no further."""
    some = _chosen(wanted).with_only_columns(literal(1)).limit(MOST_COUNTED + 1)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def next_number(unit_ids: Sequence[int], viewer_id: int, after: tuple[date | None, int]) -> str | None:
    """The case that comes after one in the order of deadlines, leaving out what a colleague holds."""
    due_on, complaint_id = after
    free = or_(Complaint.officer_id.is_(None), Complaint.officer_id == viewer_id)
    waiting = select(Complaint.number).where(
        Complaint.unit_id.in_(unit_ids), Complaint.assigned_on.is_not(None), Complaint.state.in_(rules.UNIT_TURN),
        Complaint.due_on.is_not(None), free, Complaint.id != complaint_id,
    )  # fmt: skip
    if due_on is not None:
        waiting = waiting.where(beyond([Complaint.due_on, Complaint.id], (due_on, complaint_id), True))  # type: ignore[list-item]
    return db.session.scalar(waiting.order_by(Complaint.due_on, Complaint.id).limit(1))
