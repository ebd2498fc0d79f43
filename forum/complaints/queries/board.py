"""The board: what everyone may list, narrow and sort, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, join, literal, select

from forum.complaints.models import Complaint
from forum.complaints.queries.tallies import MOST_COUNTED
from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.search.queries import matching
from forum.units.models import Unit

SORTS = ("terbaru", "tenggat", "dukungan")
SHOWN: tuple[Any, ...] = (
    Complaint.id, Complaint.number, Complaint.state, Complaint.headline, Complaint.category_id,
    Complaint.village_code, Complaint.district_code, Complaint.submitted_on, Complaint.verified_on,
    Complaint.answered_on, Complaint.due_on, Complaint.support_count, Complaint.support_mail_count,
    Complaint.is_confidential, Unit.name,
)  # fmt: skip


class Line(NamedTuple):
    """One complaint in a list, as its columns are."""

    id: int
    number: str
    state: str
    headline: str
    category_id: int | None
    village_code: str | None
    district_code: str | None
    submitted_on: date
    verified_on: date | None
    answered_on: date | None
    due_on: date | None
    support_count: int
    support_mail_count: int
    is_confidential: bool
    unit_name: str | None


@dataclass(frozen=True)
class Wish:
    """What a reader of the board asks for; None and empty mean everything."""

    government_id: int
    q: str = ""
    district: str | None = None
    village: str | None = None
    unit_id: int | None = None
    category_id: int | None = None
    state: str | None = None
    overdue_on: date | None = None
    month: str | None = None
    class_: str | None = None
    sort: str = "terbaru"

    @property
    def only_state(self) -> bool:
        """True when nothing but the state narrows the list: then the counts are kept already."""
        others = (self.q, self.district, self.village, self.unit_id, self.category_id, self.overdue_on, self.month,
                  self.class_)  # fmt: skip
        return not any(others) and self.sort != "tenggat"


class _Order:
    """How a sort walks: columns, direction, and the types of its cursor."""

    def __init__(self, columns: tuple[Any, ...], ascending: bool, kinds: tuple[type, ...]) -> None:
        self.columns, self.ascending, self.kinds = columns, ascending, kinds


ORDERS = {
    "terbaru": _Order((Complaint.id,), False, (int,)),
    "tenggat": _Order((Complaint.due_on, Complaint.id), True, (str, int)),
    "dukungan": _Order((Complaint.support_count, Complaint.id), False, (int, int)),
}


def page_of(wish: Wish, packed: str | None) -> Page[Line]:
    """A page of the board. Raises BadCursor."""
    order = ORDERS[wish.sort]
    cursor = Cursor.unpack(packed, order.kinds)
    rows = db.session.execute(listing(wish, cursor)).all()
    return cut([Line(*row) for row in rows], cursor, lambda line: _key(wish.sort, line))


def listing(wish: Wish, cursor: Cursor | None) -> Select[Any]:
    """The statement of a page: one row more than it shows."""
    return _first_page(wish) if cursor is None and not wish.q else _listing(wish, cursor)


@lru_cache(maxsize=64)
def _first_page(wish: Wish) -> Select[Any]:
    """Most read the first pages: their statements are put together once."""
    return _listing(wish, None)


def _listing(wish: Wish, cursor: Cursor | None) -> Select[Any]:
    order = ORDERS[wish.sort]
    ascending = order.ascending != (cursor is not None and cursor.backwards)
    found = _narrowed(select(*SHOWN), wish).outerjoin(Unit, Unit.id == Complaint.unit_id)
    if cursor is not None:
        found = found.where(beyond(order.columns, _value(wish.sort, cursor.key), ascending))
    return found.order_by(*(c.asc() if ascending else c.desc() for c in order.columns)).limit(PAGE + 1)


def count_of(wish: Wish) -> int:
    """How many, counted to 1,001 and no further."""
    one: Select[Any] = select(literal(1))
    some = _narrowed(one, wish).limit(MOST_COUNTED + 1)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def newest_answered(government_id: int, limit: int = 4) -> list[Line]:
    """The complaints everyone may read that were answered last."""
    open_to_all = and_(Complaint.verified_on.is_not(None), Complaint.is_confidential.is_(False))
    found: Select[Any] = select(*SHOWN).outerjoin(Unit, Unit.id == Complaint.unit_id)
    found = found.where(Complaint.government_id == government_id, Complaint.answered_on.is_not(None), open_to_all)
    newest = found.order_by(Complaint.answered_on.desc(), Complaint.id.desc()).limit(limit)
    return [Line(*row) for row in db.session.execute(newest)]


# Columns of tables, not of classes: a statement of these goes past the unit of work, which costs as much again.
_COMPLAINT: Any = Complaint.__table__.c
_UNIT: Any = Unit.__table__.c
NEWEST_OF_UNIT: Select[Any] = (
    select(*(_COMPLAINT[name] for name in Line._fields[:-1]), _UNIT.name)
    .select_from(join(Complaint.__table__, Unit.__table__, _UNIT.id == _COMPLAINT.unit_id))
    .where(_COMPLAINT.unit_id == bindparam("unit_id"))
    .order_by(_COMPLAINT.id.desc())
    .limit(bindparam("most"))
)


def newest_of_unit(unit_id: int, limit: int = 5) -> list[Line]:
    """The newest complaints a unit leads (or, not yet verified, is named in)."""
    return [Line(*row) for row in db.session.execute(NEWEST_OF_UNIT, {"unit_id": unit_id, "most": limit})]


def _narrowed(found: Select[Any], wish: Wish) -> Select[Any]:
    found = found.select_from(Complaint).where(_government(wish), *_conditions(wish))
    asked = matching(wish.q, _scopes(wish))
    if asked is None:
        return found
    hits = asked.subquery()
    return found.where(Complaint.subject_id.in_(select(hits.c.subject_id)))


def _government(wish: Wish) -> ColumnElement[bool]:
    """Where a narrower index leads (unit, village, search), the sum keeps SQLite from choosing the wide one."""
    has_narrower = wish.unit_id is not None or wish.village is not None or bool(wish.q)
    column: Any = Complaint.government_id + 0 if has_narrower else Complaint.government_id
    narrowed: ColumnElement[bool] = column == wish.government_id
    return narrowed


def _scopes(wish: Wish) -> list[str]:
    area = wish.village or wish.district
    return [f"g{wish.government_id}", *([f"a{area.replace('.', '')}"] if area else [])]


def _conditions(wish: Wish) -> Sequence[ColumnElement[bool]]:
    """What is not public of a complaint must not be found by narrowing either."""
    wanted = (
        (Complaint.district_code, wish.district), (Complaint.village_code, wish.village),
        (Complaint.class_, wish.class_), (Complaint.category_id, wish.category_id),
        (Complaint.unit_id, wish.unit_id), (Complaint.state, wish.state), (Complaint.month, wish.month),
    )  # fmt: skip
    found = [column == value for column, value in wanted if value is not None]
    if wish.district or wish.village or wish.class_:
        found += [Complaint.verified_on.is_not(None), Complaint.is_confidential.is_(False)]
    elif wish.category_id:
        found.append(Complaint.verified_on.is_not(None))
    if wish.overdue_on is not None:
        found.append(Complaint.due_on < wish.overdue_on)
    if wish.sort == "tenggat":
        found.append(Complaint.due_on.is_not(None))
    return found


def _key(sort: str, line: Line) -> tuple[Any, ...]:
    first = {"tenggat": str(line.due_on), "dukungan": line.support_count}.get(sort)
    return (line.id,) if first is None else (first, line.id)


def _value(sort: str, key: tuple[Any, ...]) -> tuple[Any, ...]:
    return (date.fromisoformat(key[0]), *key[1:]) if sort == "tenggat" else key
