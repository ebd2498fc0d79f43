"""The published results: always from the kept counts, never by counting answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    outerjoin,
    select,
)

from forum.core.db import db
from forum.core.kept import kept
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.ratings.models import Round, RoundTarget, SkmTally
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.rules.results import COUNTED, Result, Sums
from forum.units.models import Service, Unit

MONTHS = 12
ROUNDS = 8
"""How many periods a page offers; older ones are found by their address."""
MOST_UNITS = 5_000
MOST_SERVICES = 200
AT_ONCE = 5_000

_BY_NAME: tuple[Any, ...] = (Unit.folded, Unit.id)
# Columns of tables, not of classes: a statement of these goes past the unit of work, which costs as much again.
_TALLY: Any = SkmTally.__table__.c
_ROUND: Any = Round.__table__.c
_SERVICE: Any = Service.__table__.c
_COLUMNS = (
    _TALLY.n,
    *(_TALLY[f"{key}_sum"] for key in ELEMENTS),
    *(_TALLY[f"{key}_n"] for key in ELEMENTS),
)
_OF_ROUND: tuple[Any, ...] = (
    _ROUND.id, _ROUND.starts_on, _ROUND.ends_on, _ROUND.title, _ROUND.follow_up_html, _ROUND.follow_up,
    _ROUND.counted_to, _ROUND.count_until,
)  # fmt: skip


EMPTY = Result({})


class Period(NamedTuple):
    """A round (r12) or a month (2026-09) that results are shown for."""

    key: str
    starts_on: date
    ends_on: date
    title: str = ""
    """Of a round."""
    round_id: int | None = None
    follow_up_html: str = ""
    follow_up: str = ""
    is_counting: bool = False
    """Answers that were there before the round are still being put into it: its figures are not shown meanwhile."""


class Listed(NamedTuple):
    """A unit in a government's table."""

    id: int
    code: str
    name: str
    kind: str
    folded: str
    status: str


class Served(NamedTuple):
    """A service in a unit's table."""

    id: int
    name: str
    status: str
    result: Result


BEGUN = (
    select(*_OF_ROUND)
    .where(_ROUND.government_id == bindparam("government_id"), _ROUND.starts_on <= bindparam("today"))
    .order_by(_ROUND.starts_on.desc())
    .limit(ROUNDS)
)


def rounds(government_id: int, today: date) -> list[Period]:
    """The newest rounds that have begun, newest first."""
    return [_period(row) for row in db.session.execute(BEGUN, {"government_id": government_id, "today": today})]


def find_round(government_id: int, round_id: int) -> Period | None:
    """A round of a government."""
    own = select(*_OF_ROUND).where(Round.id == round_id, Round.government_id == government_id)
    row = db.session.execute(own).first()
    return None if row is None else _period(row)


def round_before(government_id: int, starts_on: date) -> Period | None:
    """The round before one that begins on a day."""
    earlier = select(*_OF_ROUND).where(Round.government_id == government_id, Round.starts_on < starts_on)
    row = db.session.execute(earlier.order_by(Round.starts_on.desc()).limit(1)).first()
    return None if row is None else _period(row)


def results(scope: str, scope_id: int, keys: Collection[str]) -> dict[str, Result]:
    """What a service, unit or government reached, by period; periods without any answer are missing."""
    rows = db.session.execute(TALLIES, {"scope": scope, "scope_id": scope_id, "keys": list(keys)})
    return _by((row[0], row[1], row[2:]) for row in rows)


TALLIES = select(_TALLY.period, _TALLY.source, *_COLUMNS).where(
    _TALLY.scope == bindparam("scope"), _TALLY.scope_id == bindparam("scope_id"),
    _TALLY.period.in_(bindparam("keys", expanding=True)), _TALLY.n > 0,
)  # fmt: skip


def of_units(unit_ids: Collection[int], key: str) -> dict[int, Result]:
    """What several units reached in one period."""
    ids, found = list(unit_ids), dict[int, Result]()
    for k in range(0, len(ids), AT_ONCE):
        own = (SkmTally.scope == "unit", SkmTally.scope_id.in_(ids[k : k + AT_ONCE]), SkmTally.period == key)
        rows = db.session.execute(select(SkmTally.scope_id, SkmTally.source, *_COLUMNS).where(*own, SkmTally.n > 0))
        found |= _by((row[0], row[1], row[2:]) for row in rows)
    return found


class AtUnit(NamedTuple):
    """What belongs to a unit's result in a period: its services, and how many people it serves in a round."""

    services: tuple[Served, ...]
    population: int | None


def at_unit(unit_id: int, key: str, round_id: int | None) -> AtUnit:
    """Services and population in one statement; closed services only if somebody answered about them."""
    asked = {"unit_id": unit_id, "key": key} | ({"round_id": round_id} if round_id else {})
    rows = db.session.execute(SERVED_IN_ROUND if round_id else SERVED_IN_MONTH, asked).all()
    reached = _by((row[0], row[4], row[5:]) for row in rows if row[4] is not None)
    listed = {row[0]: (row[1], row[2]) for row in rows}
    services = tuple(
        Served(service_id, name, status, reached.get(service_id) or Result({}))
        for service_id, (name, status) in listed.items()
        if status == "open" or service_id in reached
    )
    return AtUnit(services, rows[0][3] if rows else None)


def _served(population: Any) -> Select[Any]:
    on = and_(_TALLY.scope == "service", _TALLY.scope_id == _SERVICE.id, _TALLY.period == bindparam("key"),
              _TALLY.n > 0)  # fmt: skip
    joined = outerjoin(Service.__table__, SkmTally.__table__, on)
    found = select(_SERVICE.id, _SERVICE.name, _SERVICE.status, population, _TALLY.source, *_COLUMNS)
    found = found.select_from(joined).where(_SERVICE.unit_id == bindparam("unit_id"))
    return found.order_by(_SERVICE.name).limit(6 * MOST_SERVICES)


_TARGET: Any = RoundTarget.__table__.c
_POPULATION = select(_TARGET.population).where(
    _TARGET.round_id == bindparam("round_id"), _TARGET.unit_id == bindparam("unit_id")
)
SERVED_IN_ROUND, SERVED_IN_MONTH = _served(_POPULATION.scalar_subquery()), _served(null())


def populations(round_id: int, unit_ids: Collection[int]) -> dict[int, int]:
    """How many people units serve in a round, where it was set."""
    own = (RoundTarget.round_id == round_id, RoundTarget.unit_id.in_(list(unit_ids)[:AT_ONCE]))
    rows = db.session.execute(select(RoundTarget.unit_id, RoundTarget.population).where(*own))
    return {unit_id: population for unit_id, population in rows}


def population_of_all(round_id: int) -> int | None:
    """How many people all units together serve in a round."""
    return db.session.scalar(select(func.sum(RoundTarget.population)).where(RoundTarget.round_id == round_id))


def unit_page(government_id: int, kind: str, packed: str | None) -> Page[Listed]:
    """Units that give services, by name, a page at a time. Raises BadCursor."""
    cursor = Cursor.unpack(packed, (str, int))
    rows = [Listed(*row) for row in db.session.execute(listing(government_id, kind, cursor))]
    return cut(rows, cursor, lambda unit: (unit.folded, unit.id))


def listing(government_id: int, kind: str, cursor: Cursor | None) -> Select[Any]:
    """The statement of such a page."""
    forwards = cursor is None or not cursor.backwards
    found = _serving(government_id)
    if kind:
        found = found.where(Unit.kind == kind)
    if cursor is not None:
        found = found.where(beyond(_BY_NAME, cursor.key, forwards))
    order = [column.asc() if forwards else column.desc() for column in _BY_NAME]
    return found.order_by(*order).limit(PAGE + 1)


def every_unit(government_id: int) -> list[Listed]:
    """All of them, for reports and files."""
    rows = db.session.execute(_serving(government_id).order_by(Unit.folded, Unit.id).limit(MOST_UNITS))
    return [Listed(*row) for row in rows]


class Headline(NamedTuple):
    """The IKM that stands on other pages: of the newest round with a figure, else of the newest month with one.

    Where all answers wait for others, the newest of those.
    """

    key: str
    round_title: str
    result: Result


def headline(scope: str, scope_id: int, government_id: int, today: date) -> Headline | None:
    """In one statement; None while nobody answered in the last twelve months or rounds."""
    rows = db.session.execute(headlines(scope, scope_id, government_id, today)).all()
    if not rows:
        return None
    reached = _by((row[0], row[1], row[4:]) for row in rows)
    shown = {key for key, result in reached.items() if result.n} or set(reached)
    begun = {row[0]: row[2] for row in rows if row[2] is not None and row[0] in shown}
    key = max(begun, key=lambda each: begun[each]) if begun else max(shown)
    title = next(row[3] for row in rows if row[0] == key)
    return Headline(key, title or "", reached[key])


def shown_headline(scope: str, scope_id: int, government_id: int, today: date) -> Headline | None:
    """The same for pages that show it beside other things: kept in memory for a minute."""
    key = ("ikm", scope, scope_id, today)
    return kept(key, lambda: (headline(scope, scope_id, government_id, today),))[0]


def headlines(scope: str, scope_id: int, government_id: int, today: date) -> Select[Any]:
    """The statement of the above."""
    is_whole = Round.counted_to >= Round.count_until
    named = SkmTally.period == literal("r").concat(cast(Round.id, String))
    own = and_(Round.government_id == government_id, named, is_whole)
    months = SkmTally.period.between(first_month(today), f"{today:%Y-%m}")
    found = select(SkmTally.period, SkmTally.source, Round.starts_on, Round.title, *_COLUMNS).outerjoin(Round, own)
    counted = SkmTally.source.in_((*COUNTED, "waiting"))
    recent = or_(months, Round.ends_on >= date(today.year - 2, 1, 1))
    return found.where(SkmTally.scope == scope, SkmTally.scope_id == scope_id, counted, SkmTally.n > 0, recent)


def first_month(today: date) -> str:
    """The first of the last twelve months, this one included."""
    month = today.year * 12 + today.month - MONTHS
    return f"{month // 12}-{month % 12 + 1:02d}"


def _serving(government_id: int) -> Select[Any]:
    gives = exists(select(Service.id).where(Service.unit_id == Unit.id, Service.status == "open"))
    columns = [getattr(Unit, name) for name in Listed._fields]
    is_open: ColumnElement[bool] = Unit.status == "open"
    return select(*columns).where(Unit.government_id == government_id, is_open, gives)


def _period(row: Any) -> Period:
    """From the columns of _OF_ROUND."""
    round_id, starts_on, ends_on, title, html, follow_up, counted_to, count_until = row
    return Period(f"r{round_id}", starts_on, ends_on, title, round_id, html, follow_up, counted_to < count_until)


def _by(rows: Any) -> dict[Any, Result]:
    """(key, source, columns) as results by key."""
    found: dict[Any, dict[str, Sums]] = {}
    for key, source, columns in rows:
        found.setdefault(key, {})[source] = _sums(columns)
    return {key: Result(parts) for key, parts in found.items()}


def _sums(columns: Sequence[int]) -> Sums:
    nine = len(ELEMENTS)
    return Sums(columns[0], tuple(columns[1 : 1 + nine]), tuple(columns[1 + nine :]))
