"""Sessions: made ahead from their series or by hand, changed, moved, cancelled, begun and ended."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from forum.core import clock
from forum.core.db import db
from forum.core.text import tidy
from forum.dialogues.actions import telling
from forum.dialogues.actions.registering import move_up
from forum.dialogues.errors import (
    NothingChanged,
    PlanRefused,
    ReasonMissing,
    SeatsTaken,
    SessionNotPlanned,
    SessionNotRunning,
    TooEarlyToBegin,
    UnitNotOpen,
)
from forum.dialogues.models import Series, Session, SessionChange, SessionHost
from forum.dialogues.queries import registrations
from forum.dialogues.queries import series as series_known
from forum.dialogues.queries import sessions as known
from forum.dialogues.rules import calendar, codes
from forum.dialogues.rules.calendar import Plan
from forum.ledger.actions import append_status, open_subject, record
from forum.ledger.queries import hold_log
from forum.ledger.rules import SYSTEM, Actor
from forum.units.models import Unit
from forum.units.queries import get_government, lock_government

DOORS_OPEN = timedelta(hours=2)
"""Before the hour at which a meeting begins."""


@dataclass(frozen=True)
class SessionPlan:
    """What a single session is about, when and where it is, for how many."""

    title: str
    theme: str
    plan: Plan
    capacity: int
    opens_before: int = 14
    closes_after: int = 7
    host_ids: tuple[int, ...] = ()


def make_ahead(series: Series) -> list[Session]:
    """The sessions of the coming two months that were not made yet, from a locked series; none twice."""
    if series.status != "open":
        return []
    zone = get_government(series.government_id).zone
    today = clock.today(zone)
    last = calendar.months_after(today, calendar.MONTHS_AHEAD)
    made_before = series_known.days_made(series.id, today, last)
    days = calendar.occurrences(series.nth, series.weekday, today, last)
    asked = [unit.id for unit in series_known.asked_units(series.id) if unit.status == "open"]
    plans = [(day, _plan_on(series, day, zone)) for day in days if day not in made_before]
    made = [_make(series.unit, _like(series, plan, asked), by=SYSTEM, series=series, occurrence=day)
            for day, plan in plans if plan.starts_at > clock.now()]  # fmt: skip
    for session_ in made:
        telling.tell_series_followers(session_)
    return made


def plan_by_hand(host: Unit, wish: SessionPlan, *, by: Actor) -> Session:
    """A session outside of any series. Raises PlanRefused, UnitNotOpen."""
    if host.status != "open":
        raise UnitNotOpen
    _refuse(calendar.faults(wish.plan, clock.now()))
    return _make(host, wish, by=by)


def edit(session_: Session, title: str, theme: str, capacity: int, host_ids: Collection[int], *, by: Actor) -> None:
    """Other words, another number of seats or other units; who waits moves up. Raises SessionNotPlanned, SeatsTaken."""
    if session_.state not in ("planned", "running"):
        raise SessionNotPlanned
    if capacity < min(session_.registered, session_.capacity):
        raise SeatsTaken(session_.registered)
    session_.title, session_.theme, session_.capacity = tidy(title), tidy(theme), capacity
    session_.sequence += 1
    known.forget_asked(session_.id)
    _ask(session_, host_ids)
    move_up(session_)
    _note(session_, "edit_session", by)


def move(session_: Session, plan: Plan, reason: str, *, by: Actor) -> None:
    """Another time or place, told to everybody with the reason. Raises SessionNotPlanned, PlanRefused."""
    reason = _needed(session_, reason)
    if plan == _plan_of(session_):
        raise NothingChanged
    is_same_time = (plan.starts_at, plan.ends_at) == (session_.starts_at, session_.ends_at)
    _refuse(calendar.where_faults(plan.mode, plan.place, plan.link) if is_same_time
            else calendar.faults(plan, clock.now()))  # fmt: skip
    kind, was = "place" if is_same_time else "moved", _plan_of(session_)
    _keep_change(session_, kind, reason, by)
    _set_plan(session_, plan)
    _note(session_, "move_session", by, reason, change=kind)
    telling.tell_all(session_, kind, reason, telling.former(was, session_.government.zone))
    _count_as_reminded(session_)


def cancel(session_: Session, reason: str, *, by: Actor) -> None:
    """It does not take place, told to everybody with the reason. Raises SessionNotPlanned, ReasonMissing."""
    reason = _needed(session_, reason)
    _keep_change(session_, "cancelled", reason, by)
    session_.state = "cancelled"
    _note(session_, "cancel_session", by, reason)
    telling.tell_all(session_, "cancelled", reason)


def begin(session_: Session, *, by: Actor) -> None:
    """The meeting is opened. Raises SessionNotPlanned, TooEarlyToBegin."""
    if session_.state != "planned":
        raise SessionNotPlanned
    if clock.now() < session_.starts_at - DOORS_OPEN:
        raise TooEarlyToBegin
    session_.state = "running"
    _note(session_, "begin_session", by)


def end(session_: Session, *, by: Actor) -> None:
    """The meeting is closed. Raises SessionNotRunning."""
    if session_.state != "running":
        raise SessionNotRunning
    _end(session_, by)


def end_forgotten(session_: Session) -> bool:
    """Long over, and nobody closed it."""
    if session_.state not in ("planned", "running") or not calendar.is_forgotten(session_.ends_at, clock.now()):
        return False
    _end(session_, SYSTEM)
    return True


def _end(session_: Session, by: Actor) -> None:
    session_.state, session_.item_id, session_.statement_id = "ended", None, None
    _note(session_, "end_session", by)


def _make(
    host: Unit, wish: SessionPlan, *, by: Actor, series: Series | None = None, occurrence: date | None = None
) -> Session:
    hold_log()
    government = get_government(host.government_id)
    lock_government(government.id)
    starts_on = clock.local_date(wish.plan.starts_at, government.zone)
    made = Session(
        subject=open_subject("session"), government=government, government_id=government.id, series=series, unit=host,
        unit_id=host.id, year=starts_on.year, number=known.last_number(government.id, starts_on.year) + 1,
        occurrence_on=occurrence or starts_on, title=tidy(wish.title), theme=tidy(wish.theme), capacity=wish.capacity,
        state="planned", sequence=0, hall_code=_free_hall_code(), registered=0, waiting=0, attended=0,
        made_at=clock.now(), discuss_from=starts_on, discuss_until=starts_on,
    )  # fmt: skip
    _set_plan(made, wish.plan, wish.opens_before, wish.closes_after)
    db.session.add(made)
    db.session.flush()
    _ask(made, wish.host_ids)
    _note(made, "plan_session", by)
    return made


def _like(series: Series, plan: Plan, asked: Collection[int]) -> SessionPlan:
    return SessionPlan(series.title, series.theme, plan, series.capacity, series.opens_before, series.closes_after,
                       tuple(asked))  # fmt: skip


def _plan_on(series: Series, day: date, zone: str) -> Plan:
    starts = calendar.moment_of(day, series.begins, zone)
    return Plan(starts, starts + timedelta(minutes=series.minutes), series.mode, series.place, series.link)


def _plan_of(session_: Session) -> Plan:
    return Plan(session_.starts_at, session_.ends_at, session_.mode, session_.place, session_.link)


def _set_plan(session_: Session, plan: Plan, opens_before: int | None = None, closes_after: int | None = None) -> None:
    """Set when and where; without days the threads keep their distance to the meeting."""
    zone = session_.government.zone
    first, last = clock.local_date(plan.starts_at, zone), clock.local_date(plan.ends_at, zone)
    if opens_before is None or closes_after is None:
        opens_before = (clock.local_date(session_.starts_at, zone) - session_.discuss_from).days
        closes_after = (session_.discuss_until - clock.local_date(session_.ends_at, zone)).days
    session_.discuss_from, session_.discuss_until = calendar.discussion(first, last, opens_before, closes_after)
    session_.starts_at, session_.ends_at = plan.starts_at, plan.ends_at
    session_.mode, session_.place, session_.link = plan.mode, tidy(plan.place), tidy(plan.link)


def _ask(session_: Session, host_ids: Collection[int]) -> None:
    if known.open_units(session_.government_id, host_ids) != set(host_ids):
        raise UnitNotOpen
    db.session.add_all([SessionHost(session_id=session_.id, unit_id=unit_id) for unit_id in sorted(set(host_ids))])
    db.session.flush()


def _needed(session_: Session, reason: str) -> str:
    if session_.state != "planned":
        raise SessionNotPlanned
    tidied = tidy(reason)
    if not tidied:
        raise ReasonMissing
    return tidied


def _refuse(wrong: list[str]) -> None:
    if wrong:
        raise PlanRefused(wrong[0])


def _keep_change(session_: Session, kind: str, reason: str, by: Actor) -> None:
    plan = _plan_of(session_)
    was = {"starts_at": plan.starts_at.isoformat(), "ends_at": plan.ends_at.isoformat(), "mode": plan.mode,
           "place": plan.place}  # fmt: skip
    db.session.add(SessionChange(session_id=session_.id, kind=kind, was=was, reason=reason, by_id=by.account_id,
                                 at=clock.now()))  # fmt: skip
    session_.sequence += 1


def _count_as_reminded(session_: Session) -> None:
    """Who was just told of the new day needs no reminder of the same day."""
    for each in registrations.people_of(session_.id):
        each.reminded_at = clock.now()


def _free_hall_code() -> str:
    while True:
        code = codes.written(secrets.token_bytes(5))
        if not known.is_hall_taken(code):
            return code


def _note(session_: Session, verb: str, by: Actor, reason: str | None = None, **detail: Any) -> None:
    content = {
        "act": verb, "state": session_.state, "title": session_.title, "starts_at": session_.starts_at.isoformat(),
        "ends_at": session_.ends_at.isoformat(), "mode": session_.mode, "place": session_.place,
        "reason": reason or "", "role": by.role,
    }  # fmt: skip
    record(session_.subject_id, verb, by=by, reason=reason, leaf=append_status(session_.subject, content), **detail)
