"""Opening, changing and closing a series. Sessions made before a change stay as they were announced."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass

from forum.core import clock
from forum.core.db import db
from forum.core.text import tidy
from forum.dialogues.errors import PlanRefused, SeriesClosed, UnitNotOpen
from forum.dialogues.models import Series, SeriesHost
from forum.dialogues.queries import series as known
from forum.dialogues.queries import sessions
from forum.dialogues.rules import calendar
from forum.ledger.actions import append_status, open_subject, record
from forum.ledger.rules import Actor
from forum.units.models import Unit


@dataclass(frozen=True)
class SeriesPlan:
    """What a series is about, when it meets, where, for how many."""

    title: str
    theme: str
    nth: int
    weekday: int
    begins: str
    minutes: int
    mode: str
    place: str
    link: str
    capacity: int
    opens_before: int = 14
    closes_after: int = 7
    host_ids: tuple[int, ...] = ()


def open_series(host: Unit, plan: SeriesPlan, *, by: Actor) -> Series:
    """A new series of a unit (whole governments: their root). Raises PlanRefused, UnitNotOpen."""
    if host.status != "open":
        raise UnitNotOpen
    _refuse_unless_sound(plan)
    made = Series(
        subject=open_subject("series"), government_id=host.government_id, unit=host, by_id=by.account_id,
        status="open", made_at=clock.now(), **_columns(plan),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _ask(made, plan.host_ids)
    _note(made, "open_series", by)
    return made


def edit_series(series: Series, plan: SeriesPlan, *, by: Actor) -> None:
    """Other words, another rule or other units, for sessions not made yet. Raises PlanRefused, SeriesClosed."""
    if series.status != "open":
        raise SeriesClosed
    _refuse_unless_sound(plan)
    for name, value in _columns(plan).items():
        setattr(series, name, value)
    known.forget_asked(series.id)
    _ask(series, plan.host_ids)
    _note(series, "edit_series", by)


def close_series(series: Series, *, by: Actor) -> None:
    """No further sessions are made; those announced stay. Raises SeriesClosed."""
    if series.status != "open":
        raise SeriesClosed
    series.status = "closed"
    _note(series, "close_series", by)


def _refuse_unless_sound(plan: SeriesPlan) -> None:
    wrong = calendar.where_faults(plan.mode, plan.place, plan.link)
    if plan.nth not in calendar.NTHS or not 0 <= plan.weekday <= 6:
        wrong.append("bad-rule")
    if not calendar.CLOCK.fullmatch(plan.begins):
        wrong.append("bad-clock")
    if plan.minutes > calendar.LONGEST.total_seconds() / 60:
        wrong.append("too-long")
    if plan.minutes < 15:
        wrong.append("ends-first")
    if wrong:
        raise PlanRefused(wrong[0])


def _columns(plan: SeriesPlan) -> dict[str, object]:
    values: dict[str, object] = asdict(plan)
    del values["host_ids"]
    return values | {name: tidy(getattr(plan, name)) for name in ("title", "theme", "place", "link")}


def _ask(series: Series, host_ids: Collection[int]) -> None:
    if sessions.open_units(series.government_id, host_ids) != set(host_ids):
        raise UnitNotOpen
    db.session.add_all([SeriesHost(series_id=series.id, unit_id=unit_id) for unit_id in sorted(set(host_ids))])
    db.session.flush()


def _note(series: Series, verb: str, by: Actor) -> None:
    content = {
        "act": verb, "status": series.status, "title": series.title, "nth": series.nth, "weekday": series.weekday,
        "begins": series.begins, "role": by.role,
    }  # fmt: skip
    record(series.subject_id, verb, by=by, leaf=append_status(series.subject, content))
