"""One session with what belongs to it, and lists of sessions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, delete, func, or_, select
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.dialogues.models import AgendaItem, Series, Session, SessionChange, SessionHost
from forum.dialogues.queries.public_talk import Town
from forum.ledger.models import Subject
from forum.ledger.queries import hold_log
from forum.units.models import Government, Unit

WHOLE = (
    joinedload(Session.subject), joinedload(Session.government), joinedload(Session.unit),
    joinedload(Session.series).joinedload(Series.subject),
)  # fmt: skip
LISTED = (joinedload(Session.government), joinedload(Session.unit))


class Line(NamedTuple):
    """What a list tells of a session; plain values, because a page reads many."""

    id: int
    series_id: int | None
    title: str
    mode: str
    place: str
    starts_at: datetime
    ends_at: datetime
    year: int
    number: int
    state: str
    capacity: int
    registered: int
    attended: int
    government: Town


LINE: tuple[Any, ...] = (
    *(getattr(Session, name) for name in Line._fields[:-1]), Government.slug, Government.name, Government.zone,
)  # fmt: skip
OVER, AHEAD = ("ended", "cancelled"), ("planned", "running")
BY_START: tuple[Any, ...] = (Session.starts_at, Session.id)
MOST_NEXT, MOST_AT_ONCE = 30, 200


def lock(session_id: int) -> Session:
    """The session for an act: nobody else changes it until this transaction ends."""
    hold_log()
    return hold_seats(session_id)


def hold_seats(session_id: int) -> Session:
    """The session for those who only take or leave a seat; writes no leaf, so it does not wait for the log."""
    wanted = select(Session).where(Session.id == session_id).with_for_update(of=Session)
    return db.session.scalars(wanted.options(*WHOLE).execution_options(populate_existing=True)).one()


def find_session(government_id: int, year: int, number: int) -> Session | None:
    """A session by its place, year and number."""
    own = select(Session).where(Session.government_id == government_id, Session.year == year, Session.number == number)
    return db.session.scalar(own.options(*WHOLE))


def find_by_ref(ref: str) -> Session | None:
    """A session by its public reference."""
    if not ref.isprintable():  # PostgreSQL refuses NUL in a text
        return None
    found = select(Session).join(Subject, Subject.id == Session.subject_id).where(Subject.ref == ref)
    return db.session.scalar(found.options(*WHOLE))


def find_by_hall(hall_code: str) -> Session | None:
    """A session by the short address of its hall."""
    if not hall_code.isprintable():
        return None
    return db.session.scalar(select(Session).where(Session.hall_code == hall_code.upper()).options(*WHOLE))


def is_hall_taken(hall_code: str) -> bool:
    """True when a session has this short address."""
    return db.session.scalar(select(Session.id).where(Session.hall_code == hall_code)) is not None


def last_number(government_id: int, year: int) -> int:
    """The highest number of a government's sessions in a year; ask under its lock."""
    own = select(func.max(Session.number)).where(Session.government_id == government_id, Session.year == year)
    return db.session.scalar(own) or 0


def asked_units(session_id: int) -> Sequence[Unit]:
    """Units asked to be there and to answer, by name."""
    rows = select(Unit).join(SessionHost, SessionHost.unit_id == Unit.id).where(SessionHost.session_id == session_id)
    return db.session.scalars(rows.order_by(Unit.folded, Unit.id)).all()


def concerned_units(session_: Session) -> Sequence[Unit]:
    """Units asked to be there, and those that an item of the agenda asks to answer, by name; not the host."""
    asked = select(SessionHost.unit_id).where(SessionHost.session_id == session_.id)
    taken_on = (AgendaItem.session_id == session_.id, AgendaItem.state == "accepted", AgendaItem.unit_id.is_not(None))
    rows = select(Unit).where(or_(Unit.id.in_(asked), Unit.id.in_(select(AgendaItem.unit_id).where(*taken_on))))
    return db.session.scalars(rows.where(Unit.id != session_.unit_id).order_by(Unit.folded, Unit.id)).all()


def forget_asked(session_id: int) -> None:
    """Before the list is written anew."""
    db.session.execute(delete(SessionHost).where(SessionHost.session_id == session_id))


def open_units(government_id: int, ids: Collection[int]) -> set[int]:
    """Which of these are open units of a government."""
    own = select(Unit.id).where(Unit.id.in_(ids), Unit.government_id == government_id, Unit.status == "open")
    return set(db.session.scalars(own))


def changes_of(session_id: int) -> Sequence[SessionChange]:
    """What was moved, and why, oldest first."""
    rows = select(SessionChange).where(SessionChange.session_id == session_id).order_by(SessionChange.id)
    return db.session.scalars(rows).all()


def next_session(government_id: int, now: datetime) -> Line | None:
    """The one that runs or comes next."""
    return next(iter(coming(government_id, now, most=1)), None)


def coming(government_id: int, now: datetime, *, series_id: int | None = None, most: int = MOST_NEXT,
           with_cancelled: bool = False) -> tuple[Line, ...]:  # fmt: skip
    """Sessions of today and later, the nearest first; one stays until twelve hours after its end."""
    asked = {"government_id": government_id, "since": now - timedelta(hours=24), "series_id": series_id, "most": most}
    states = (*AHEAD, "cancelled") if with_cancelled else AHEAD
    rows = db.session.execute(_coming(states, series_id is not None), asked)
    return tuple(map(_line, rows))


@lru_cache(maxsize=8)
def _coming(states: tuple[str, ...], of_series: bool) -> Select[Any]:
    """Put together once: each page asks the same."""
    own = _listing(states, of_series).where(Session.starts_at > bindparam("since"))
    return own.order_by(Session.starts_at, Session.id).limit(bindparam("most"))


def past(government_id: int, packed: str | None, series_id: int | None = None) -> Page[Line]:
    """A page of what ended or was cancelled, the latest first. Raises BadCursor, ValueError."""
    cursor = Cursor.unpack(packed, (str, int))
    own = _past(series_id is not None)
    if cursor is not None:
        key = (datetime.fromisoformat(cursor.key[0]), cursor.key[1])
        own = own.where(beyond(BY_START, key, cursor.backwards))
        if cursor.backwards:
            own = own.order_by(None).order_by(*(column.asc() for column in BY_START))
    rows = db.session.execute(own, {"government_id": government_id, "series_id": series_id})
    return cut([_line(row) for row in rows], cursor, lambda row: (row.starts_at.isoformat(), row.id))


@lru_cache(maxsize=2)
def _past(of_series: bool) -> Select[Any]:
    return _listing(OVER, of_series).order_by(*(column.desc() for column in BY_START)).limit(PAGE + 1)


def _line(row: Row[Any]) -> Line:
    return Line._make([*row[:-3], Town._make(row[-3:])])


def _listing(states: tuple[str, ...], of_series: bool) -> Select[Any]:
    own = select(*LINE).join(Government, Government.id == Session.government_id)
    own = own.where(Session.government_id == bindparam("government_id"), Session.state.in_(states))
    return own.where(Session.series_id == bindparam("series_id")) if of_series else own


def at_desk(government_id: int, since: datetime) -> Sequence[Session]:
    """Sessions that moderators still work on: from some weeks ago on, the nearest first."""
    own = select(Session).where(Session.government_id == government_id, Session.starts_at >= since)
    whole = (*LISTED, joinedload(Session.subject))
    return db.session.scalars(own.order_by(Session.starts_at, Session.id).limit(MOST_AT_ONCE).options(*whole)).all()


def forgotten_ids(ended_before: datetime, after_id: int = 0) -> list[int]:
    """Sessions long over that nobody closed, some at a time."""
    own = select(Session.id).where(
        Session.state.in_(("planned", "running")), Session.ends_at <= ended_before, Session.id > after_id
    )
    return list(db.session.scalars(own.order_by(Session.id).limit(MOST_AT_ONCE)))


def near_ids(now: datetime, until: datetime, after_id: int = 0) -> list[int]:
    """Planned sessions that begin soon, some at a time."""
    own = select(Session.id).where(
        Session.state == "planned", Session.starts_at > now, Session.starts_at <= until, Session.id > after_id
    )
    return list(db.session.scalars(own.order_by(Session.id).limit(MOST_AT_ONCE)))


def get_session(session_id: int) -> Session:
    """A session by its id."""
    return db.session.scalars(select(Session).where(Session.id == session_id).options(*WHOLE)).one()
