"""Sessions and items as public pages read them: plain values, by statements put together once.

Named as in the models, so that words and rights take either.
"""

from __future__ import annotations

import json
from collections.abc import Hashable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, literal, select, union_all
from sqlalchemy.orm import aliased

from forum.core.db import db
from forum.dialogues.models import AgendaItem, Registration, Series, Session, SessionHost
from forum.ledger.models import Subject
from forum.notifications.models import Follow
from forum.units.models import Government, Unit

MOST_ITEMS, MOST_SERIES = 200, 60


class Named(NamedTuple):
    """The subject of a row: its public reference."""

    ref: str


class Town(NamedTuple):
    """Whose session it is."""

    slug: str
    name: str
    zone: str


class PublicUnit(NamedTuple):
    """Who hosts, or is asked to answer; `path` is for rights and is never shown."""

    id: int
    code: str
    name: str
    path: str


class OfSeries(NamedTuple):
    """The series a session belongs to."""

    title: str
    subject: Named


class Meeting(NamedTuple):
    """A session."""

    id: int
    subject_id: int
    government_id: int
    year: int
    number: int
    title: str
    theme: str
    mode: str
    place: str
    link: str
    starts_at: datetime
    ends_at: datetime
    discuss_from: date
    discuss_until: date
    capacity: int
    state: str
    sequence: int
    hall_code: str
    registered: int
    waiting: int
    attended: int
    subject: Named
    government: Town
    unit: PublicUnit
    series: OfSeries | None


class Item(NamedTuple):
    """An agenda item with its session."""

    id: int
    subject_id: int
    session_id: int
    title: str
    html: str
    reason: str
    detail: dict[str, Any]
    state: str
    support_count: int
    version: int
    subject: Named
    unit: PublicUnit | None
    session: Meeting

    @property
    def values(self) -> tuple[Hashable, ...]:
        """Everything it shows itself, to compare by; of its session a page names what it shows."""
        detail = json.dumps(self.detail, sort_keys=True) if self.detail else ""
        return (self.id, self.subject_id, self.title, self.html, self.reason, detail, self.state, self.support_count,
                self.version, self.subject, self.unit)  # fmt: skip


class ItemLine(NamedTuple):
    """An item on the agenda of a session's page."""

    ref: str
    title: str
    unit: str | None
    post_count: int
    support_count: int


class SeriesLine(NamedTuple):
    """A series on the page of its forum."""

    ref: str
    title: str
    nth: int
    weekday: int
    unit: str


class Mine(NamedTuple):
    """What a viewer has to do with a session: their registration (with its state and kind), whether they follow it."""

    entry: int | None
    state: str
    kind: str
    follows: bool


_HOST, _ITEM_SUBJECT, _SERIES_SUBJECT = aliased(Unit), aliased(Subject), aliased(Subject)
_OF_SESSION = Meeting._fields[: Meeting._fields.index("subject")]
_OF_ITEM = Item._fields[: Item._fields.index("subject")]
_OWN: Any = [getattr(Session, name) for name in _OF_SESSION]
_AROUND: Any = (
    Subject.ref, Government.slug, Government.name, Government.zone, _HOST.id, _HOST.code, _HOST.name, _HOST.path,
)  # fmt: skip
_ASKED: Any = (Unit.id, Unit.code, Unit.name, Unit.path)
_SIZE = len(_OWN) + len(_AROUND)


def _with_town(rows: Select[Any]) -> Select[Any]:
    joined = rows.join(Subject, Subject.id == Session.subject_id).join(_HOST, _HOST.id == Session.unit_id)
    at = (Session.government_id == bindparam("government_id"), Session.year == bindparam("year"))
    joined = joined.join(Government, Government.id == Session.government_id)
    return joined.where(*at, Session.number == bindparam("number"))


def _finding_meeting() -> Select[Any]:
    found = select(*_OWN, *_AROUND, Series.title, _SERIES_SUBJECT.ref).select_from(Session)
    found = found.outerjoin(Series, Series.id == Session.series_id)
    return _with_town(found.outerjoin(_SERIES_SUBJECT, _SERIES_SUBJECT.id == Series.subject_id))


def _finding_item() -> Select[Any]:
    own: Any = [getattr(AgendaItem, name) for name in _OF_ITEM]
    found = select(*_OWN, *_AROUND, *own, _ITEM_SUBJECT.ref, *_ASKED).select_from(AgendaItem)
    found = found.join(Session, Session.id == AgendaItem.session_id)
    found = found.join(_ITEM_SUBJECT, _ITEM_SUBJECT.id == AgendaItem.subject_id)
    found = found.outerjoin(Unit, Unit.id == AgendaItem.unit_id)
    return _with_town(found).where(_ITEM_SUBJECT.ref == bindparam("ref"))


# Put together once: each page asks the same.
MEETING, ITEM = _finding_meeting(), _finding_item()
AGENDA = (
    select(Subject.ref, AgendaItem.title, Unit.name, AgendaItem.post_count, AgendaItem.support_count)
    .select_from(AgendaItem)
    .join(Subject, Subject.id == AgendaItem.subject_id)
    .outerjoin(Unit, Unit.id == AgendaItem.unit_id)
    .where(AgendaItem.session_id == bindparam("session_id"), AgendaItem.state == "accepted")
    .order_by(AgendaItem.position, AgendaItem.id)
    .limit(MOST_ITEMS)
)
ASKED = (
    select(*_ASKED)
    .join(SessionHost, SessionHost.unit_id == Unit.id)
    .where(SessionHost.session_id == bindparam("session_id"))
    .order_by(Unit.folded, Unit.id)
)
SERIES = (
    select(Subject.ref, Series.title, Series.nth, Series.weekday, Unit.name)
    .select_from(Series)
    .join(Subject, Subject.id == Series.subject_id)
    .join(Unit, Unit.id == Series.unit_id)
    .where(Series.government_id == bindparam("government_id"), Series.status == "open")
    .order_by(Series.title, Series.id)
    .limit(MOST_SERIES)
)
MINE = union_all(
    select(literal("entry"), Registration.id, Registration.state, Registration.kind).where(
        Registration.session_id == bindparam("session_id"), Registration.account_id == bindparam("account_id")
    ),
    select(literal("follow"), Follow.id, literal(""), literal("")).where(
        Follow.subject_id == bindparam("subject_id"), Follow.account_id == bindparam("account_id"),
        Follow.ended_at.is_(None),
    ),
)  # fmt: skip


def _rows(statement: Any, asked: dict[str, Any]) -> Any:
    """Read as plain rows, because there is no object to make of them."""
    return db.session.connection().execute(statement, asked)


def find_meeting(government_id: int, year: int, number: int) -> Meeting | None:
    """A session by its public number."""
    row = _rows(MEETING, {"government_id": government_id, "year": year, "number": number}).first()
    if row is None:
        return None
    title, ref = row[_SIZE:]
    return _meeting(row, OfSeries(title, Named(ref)) if ref else None)


def find_item(government_id: int, year: int, number: int, ref: str) -> Item | None:
    """An item by its place and reference."""
    if not ref.isprintable():  # PostgreSQL refuses NUL in a text
        return None
    asked = {"ref": ref, "government_id": government_id, "year": year, "number": number}
    row = _rows(ITEM, asked).first()
    if row is None:
        return None
    own, (item_ref, *unit) = row[_SIZE : _SIZE + len(_OF_ITEM)], row[_SIZE + len(_OF_ITEM) :]
    return Item._make([*own, Named(item_ref), PublicUnit(*unit) if unit[0] else None, _meeting(row, None)])


def _meeting(row: Any, series: OfSeries | None) -> Meeting:
    ref, slug, name, zone, *host = row[len(_OWN) : _SIZE]
    return Meeting._make([*row[: len(_OWN)], Named(ref), Town(slug, name, zone), PublicUnit(*host), series])


def agenda_of(session_id: int) -> tuple[ItemLine, ...]:
    """What was accepted, in the order of the meeting."""
    return tuple(ItemLine(*row) for row in _rows(AGENDA, {"session_id": session_id}))


def asked_units(session_id: int) -> tuple[PublicUnit, ...]:
    """Units asked to be there and to answer, by name."""
    return tuple(PublicUnit(*row) for row in _rows(ASKED, {"session_id": session_id}))


def series_of(government_id: int) -> tuple[SeriesLine, ...]:
    """Open series of a government, by title."""
    return tuple(SeriesLine(*row) for row in _rows(SERIES, {"government_id": government_id}))


def mine_of(session_id: int, subject_id: int, account_id: int) -> Mine:
    """A viewer's own part in a session, in one statement."""
    asked = {"session_id": session_id, "subject_id": subject_id, "account_id": account_id}
    rows = _rows(MINE, asked).all()
    follows = any(what == "follow" for what, *_row in rows)
    entry = next((row[1:] for row in rows if row[0] == "entry"), (None, "", ""))
    return Mine._make([*entry, follows])
