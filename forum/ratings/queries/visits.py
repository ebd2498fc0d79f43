"""Reading tokens and counted visits of units by month: a page of units at a time, each by its own index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, select

from forum.core.db import db
from forum.core.paging import Cursor, Page, beyond, cut
from forum.ratings.models import CountedVisits, TokenBlock
from forum.ratings.rules.visits import Watched
from forum.units.models import Unit

UNITS_ON_PAGE = 25


class Listed(NamedTuple):
    """A unit in a list."""

    id: int
    code: str
    name: str
    folded: str


def listed_units(chosen: Select[int, str, str, str], cursor: Cursor | None, size: int) -> Page[Listed]:
    """One page of units by name."""
    ascending = not (cursor is not None and cursor.backwards)
    columns: list[ColumnElement[Any]] = [Unit.folded.expression, Unit.id.expression]
    if cursor is not None:
        chosen = chosen.where(beyond(columns, cursor.key, ascending))
    ordered = chosen.order_by(*(c.asc() if ascending else c.desc() for c in columns)).limit(size + 1)
    return cut([Listed(*row) for row in db.session.execute(ordered)], cursor, lambda u: (u.folded, u.id), size)


def units_by_name(government_id: int, status: str = "open") -> Select[int, str, str, str]:
    """Units of a government, for a list."""
    units = select(Unit.id, Unit.code, Unit.name, Unit.folded)
    return units.where(Unit.government_id == government_id, Unit.status == status)


def watched_of(unit_ids: Sequence[int], first: date) -> dict[int, Watched]:
    """What some units issued, used and counted in the month that begins at `first`."""
    if not unit_ids:
        return {}
    tokens = {key: (int(issued), int(used)) for key, issued, used in db.session.execute(tokens_in(unit_ids, first))}
    visits = {key: int(total) for key, total in db.session.execute(visits_in(unit_ids, first))}
    return {key: Watched(*tokens.get(key, (0, 0)), visits.get(key)) for key in unit_ids}


def tokens_in(unit_ids: Sequence[int], first: date) -> Select[int, int, int]:
    """(unit, issued, used) of a month; what was withdrawn counts as far as it was used."""
    issued = case((TokenBlock.ended_at.is_not(None), TokenBlock.used), else_=TokenBlock.size)
    asked = select(TokenBlock.unit_id, func.sum(issued), func.sum(TokenBlock.used))
    within = (TokenBlock.unit_id.in_(unit_ids), TokenBlock.day >= first, TokenBlock.day < month_after(first))
    return asked.where(*within).group_by(TokenBlock.unit_id)


def visits_in(unit_ids: Sequence[int], first: date) -> Select[int, int]:
    """(unit, visits) of a month: of each point and day the newest row."""
    newest = select(func.max(CountedVisits.id).label("id"))
    days = (CountedVisits.day >= first, CountedVisits.day < month_after(first))
    newest = newest.where(CountedVisits.unit_id.in_(unit_ids), *days)
    counted = newest.group_by(CountedVisits.point_id, CountedVisits.day).subquery()
    asked = select(CountedVisits.unit_id, func.sum(CountedVisits.visits))
    return asked.join(counted, counted.c.id == CountedVisits.id).group_by(CountedVisits.unit_id)


def counted_at(point_ids: Sequence[int], since: date) -> dict[tuple[int, date], int]:
    """Visits by point and day from a day on, the newest row of each."""
    newest = select(func.max(CountedVisits.id).label("id")).where(
        CountedVisits.point_id.in_(point_ids), CountedVisits.day >= since
    )
    counted = newest.group_by(CountedVisits.point_id, CountedVisits.day).subquery()
    asked = select(CountedVisits.point_id, CountedVisits.day, CountedVisits.visits)
    rows = db.session.execute(asked.join(counted, counted.c.id == CountedVisits.id))
    return {(point_id, day): visits for point_id, day, visits in rows}


def month_after(first: date) -> date:
    """The first day of the next month."""
    return (first + timedelta(days=32)).replace(day=1)
