"""The monthly forums around the stories, by the house's own acts: series, past meetings, the one that comes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from sqlalchemy import select

from forum.core import clock
from forum.core.db import db
from forum.core.workdays import is_working_day
from forum.dialogues.actions import series as series_acts
from forum.dialogues.actions import sessions as acts
from forum.dialogues.actions.series import SeriesPlan
from forum.dialogues.models import Session
from forum.dialogues.queries import series as known
from forum.dialogues.rules import calendar
from forum.notifications.actions import follow
from forum.seeds import concluding, holding, preparing
from forum.seeds.deeds import Around, Deed
from forum.seeds.meeting import Meeting
from forum.seeds.scripts import Programme, Script, read_programme, read_stock

OPENED_BEFORE, MADE_EVERY = 26, 15
"""Days before the first meeting that its series is opened, none lying between, and from one making to the next."""
TALKS_BEFORE = 42
FOLLOWERS = 4
COMING_FOR = 6
"""Days before the anchor over which everything about the coming meeting is spread."""


def deeds_of(around: Around) -> Iterator[Deed]:
    """All of it, with moments."""
    programme = read_programme(around.place.book.slug)
    convened = _Convened(around, programme)
    yield from convened.series()
    stock = read_stock(around.place.book.slug)
    for meeting in convened.meetings():
        deeds = list(preparing.deeds_of(meeting, stock))
        if not meeting.is_past:
            here = around.anchor.astimezone(ZoneInfo(around.place.book.zone))
            deeds = list(preparing.squeezed(deeds, here, COMING_FOR))
        else:
            deeds += chain(holding.deeds_of(meeting, stock), concluding.deeds_of(meeting, stock))
        for deed in deeds:
            yield Deed(deed.at, convened.if_on(meeting, deed.do))


class _Convened:
    def __init__(self, around: Around, programme: Programme) -> None:
        self.around, self.programme = around, programme
        self.days = self._days()
        self.series_id = 0

    def _days(self) -> list[date]:
        """The days of the past meetings, oldest first, and of the one that comes."""
        plan, today = self.programme, clock.local_date(self.around.anchor, self.around.place.book.zone)
        first, last = today - timedelta(days=400), calendar.months_after(today, 2)
        days = calendar.occurrences(plan.nth, plan.weekday, first, last)
        over = [day for day in days if self._starts(day) < self.around.anchor]
        coming = [day for day in days if self._starts(day) >= self.around.anchor]
        return [*over[-len(plan.scripts) :], coming[0]]

    def _starts(self, day: date) -> datetime:
        return calendar.moment_of(day, self.programme.begins, self.around.place.book.zone)

    def series(self) -> Iterator[Deed]:
        """Opened once; sessions are made ahead from it again and again."""
        opened = self.around.on(self.days[0] - timedelta(days=OPENED_BEFORE), 9, 30)
        yield Deed(opened, self._open)
        moment = opened + timedelta(minutes=30)
        while moment < self.around.anchor:
            yield Deed(moment, self._make_ahead)
            moment += timedelta(days=MADE_EVERY)

    def _open(self) -> None:
        plan, around = self.programme, self.around
        made = series_acts.open_series(around.unit(plan.host), SeriesPlan(
            title=plan.title, theme=plan.theme, nth=plan.nth, weekday=plan.weekday, begins=plan.begins,
            minutes=plan.minutes, mode=plan.mode, place=plan.place, link=plan.link, capacity=plan.capacity,
            opens_before=TALKS_BEFORE, host_ids=tuple(around.unit(code).id for code in plan.hosts),
        ), by=around.place.moderator(0))  # fmt: skip
        self.series_id = made.id
        for resident in around.place.residents[:FOLLOWERS]:
            follow(made.subject_id, account_id=resident.id)

    def _make_ahead(self) -> None:
        acts.make_ahead(known.lock(self.series_id))

    def meetings(self) -> Iterator[Meeting]:
        """Each with its script, its day and the day after it."""
        scripts = (*self.programme.scripts, self.programme.coming)
        actual = [self._moved(script, day) for script, day in zip(scripts, self.days, strict=True)]
        excuses, heard = dict[int, str](), Counter[str]()
        for turn, script in enumerate(scripts):
            dice = random.Random(f"forum:{self.around.seed}:{self.around.place.book.slug}:{turn}")
            after = (day for day, each in zip(actual, scripts, strict=True) if day > actual[turn] and not each.is_off)
            yield Meeting(
                self.around, self.programme, script, turn, planned_on=self.days[turn], on=actual[turn],
                next_on=next(after, actual[turn] + timedelta(days=28)), dice=dice, excuses=excuses, heard=heard,
            )  # fmt: skip

    def _moved(self, script: Script, day: date) -> date:
        """A week later if the script says so, or as long as nobody works on that day."""
        day += preparing.MOVED_BY if script.fate == "moved" else timedelta()
        while script is not self.programme.coming and not is_working_day(day, self.around.ground.days_off):
            day += preparing.MOVED_BY
        return day

    def if_on(self, meeting: Meeting, do: Callable[[], object]) -> Callable[[], None]:
        """The act, unless its meeting was not made yet or was cancelled."""

        def act() -> None:
            if meeting.session_id == 0:
                meeting.session_id = self._found(meeting.planned_on)
            if meeting.session_id and not meeting.is_cancelled:
                do()

        return act

    def _found(self, day: date) -> int:
        own = select(Session.id).where(Session.series_id == self.series_id, Session.occurrence_on == day)
        return db.session.scalar(own) or 0
