"""The months around the stories: plain cases and survey answers, woven between the real acts in the order of time.

They are written as rows, as a load is, because thousands of acts would take an hour; no reporter stands behind them.
"""

from __future__ import annotations

import heapq
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from forum.complaints.models import Category, NumberSeries
from forum.core import text
from forum.core.db import db
from forum.core.workdays import is_working_day
from forum.ledger.rules import canonical
from forum.search.rules import stems
from forum.seeds import bulk, counting
from forum.seeds.books import Shared
from forum.seeds.case import LIMITS, SPOKEN, Case, Words
from forum.seeds.ground import Ground
from forum.seeds.pen import Ids, working_days_after
from forum.seeds.planting import Planted
from forum.seeds.respondent import Blocks, Respondent

MONTH, WEEK, WORKED = 30, 7, 5
FATES = {
    "assign answer resolve confirm": 0.40, "assign answer resolve close_silent": 0.47,
    "assign answer resolve dispute answer resolve confirm": 0.13,
}  # fmt: skip
CALM, SLUMP = timedelta(days=62), timedelta(days=95)
"""How long the stories last, and how long ago one unit of a place began to slip."""
THINNED = 0.4
"""Plain cases beside the stories, of what there were before."""
CLOSES = time(17, 5, tzinfo=UTC)
"""Silence closes just before the nightly sweep of the stories would."""


class Past(Case):
    """A plain case that keeps office hours."""

    where = ""
    answers: Sequence[str] = ()
    done: Sequence[str] = ()
    is_slow = False

    def next_moment(self, act: str, last: datetime) -> datetime:
        """The act's day and hour."""
        zone = ZoneInfo(self.ground.zone)
        if act == "close_silent":
            due = working_days_after(self.facts["resolved_on"], LIMITS.silence, self.ground.days_off)
            return datetime.combine(due, CLOSES)
        day = (last + timedelta(days=self._days(act))).astimezone(zone).date()
        is_reporter = act in ("confirm", "dispute")
        while not is_reporter and not is_working_day(day, self.ground.days_off):
            day += timedelta(days=1)
        hours = (6, 21) if is_reporter else (8, 15)
        moment = datetime.combine(day, time(self.dice.randint(*hours), self.dice.randint(0, 59)), zone)
        return max(moment, last + timedelta(minutes=self.dice.randint(15, 90)))

    def _days(self, act: str) -> float:
        pace = self.ground.pace[self.unit]  # 0.7 quick to 1.7 slow
        is_late = self.dice.random() < (0.75 if self.is_slow else max(0.03, 0.42 * (pace - 0.72)))
        spans = {
            "assign": (0.2, 2), "answer": (9, 14) if is_late else (0.8, 3 + pace), "confirm": (0.3, 6),
            "resolve": (20, 33) if is_late and self.dice.random() < 0.6 else (1, 6 + 4 * pace), "dispute": (0.5, 7),
        }  # fmt: skip
        return self.dice.uniform(*spans[act])

    def said(self, act: str) -> tuple[str, str]:
        """Words that fit what it is about."""
        body = self.dice.choice(self.answers if act == "answer" else self.done).replace("{place}", self.where)
        return body, canonical({"kind": SPOKEN[act], "role": "officer", "body": body}).decode()

    def supporters(self) -> int:
        """Supports are real acts of the stories."""
        return 0


class History:
    """Everything of this kind, told up to any moment."""

    def __init__(
        self, grounds: list[tuple[Planted, Ground]], shared: Shared, categories: dict[str, Category],
        anchor: datetime, seed: int,
    ) -> None:  # fmt: skip
        self.shared, self.categories, self.anchor, self.grounds = shared, categories, anchor, [g for _, g in grounds]
        self.rows, self.ids, self.blocks = bulk.Rows(), Ids.next(), Blocks()
        self.cases, self.survey = counting.Counts(), counting.SurveyCounts()
        self._order, self._waiting = itertools.count(), list[tuple[datetime, int, Iterator[datetime]]]()
        for place, ground in grounds:
            self._fill(place, ground, random.Random(f"history:{seed}:{place.book.slug}"))

    def tell_until(self, moment: datetime) -> None:
        """Write everything that happened before a moment."""
        if not self._waiting or self._waiting[0][0] >= moment:
            return
        self.ids.refresh()
        known = _read_numbers(self.grounds)
        while self._waiting and self._waiting[0][0] < moment:
            self._next(heapq.heappop(self._waiting)[2])
        _keep_numbers(self.grounds, known)
        bulk.insert(self.rows)
        bulk.renumber()
        self.rows.clear()

    def count(self) -> None:
        """Add what is over to the counts."""
        self.cases.keep()
        self.survey.keep()

    def finish(self) -> None:
        """The rest, and the blocks whose tokens were used."""
        self.tell_until(self.anchor)
        self.ids.refresh()
        self.blocks.write(self.rows, self.ids)
        bulk.insert(self.rows)
        bulk.renumber()
        self.count()

    def _next(self, life: Iterator[datetime]) -> None:
        moment = next(life, None)
        if moment is not None:
            heapq.heappush(self._waiting, (moment, next(self._order), life))

    def _fill(self, place: Planted, ground: Ground, dice: random.Random) -> None:
        book = place.book.history
        for code, much in book.cases.items():
            for begun in self._moments(book.months, much, place.book.zone, dice, THINNED):
                is_slow = code == book.slump and begun > self.anchor - SLUMP
                self._next(self._case(ground, place, code, begun, dice, is_slow))
        for code, much in book.visits.items():
            if place.units[code].id in ground.services:
                for moment in self._moments(book.months, much * WEEK / WORKED, place.book.zone, dice, 1.0):
                    if is_working_day(moment.date(), ground.days_off):
                        self._next(self._answer(ground, place.units[code].id, moment, dice))

    def _moments(
        self, months: int, much: float, zone: str, dice: random.Random, lately: float
    ) -> Iterator[datetime]:  # fmt: skip
        for back in range(months * MONTH):
            share = lately if timedelta(days=back) < CALM else 1.0
            mean = much * share / MONTH
            for _each in range(int(mean) + (dice.random() < mean % 1)):
                day = (self.anchor - timedelta(days=back)).astimezone(ZoneInfo(zone)).date()
                moment = _office_hour(day, zone, dice)
                if moment < self.anchor:
                    yield moment

    def _case(
        self, ground: Ground, place: Planted, code: str, begun: datetime, dice: random.Random, is_slow: bool
    ) -> Iterator[datetime]:  # fmt: skip
        unit = place.units[code]
        gets = self.shared.plain["gets"]
        key = dice.choice(str(gets.get(code) or gets.get(unit.kind, "lainnya")).split())
        past = Past(self.rows, self.cases, self.ids, dice, self.anchor)
        past.where, past.is_slow = dice.choice(self.shared.plain["where"]), is_slow
        past.answers, past.done = self.shared.answers[key], self.shared.done[key]
        problem = dice.choice(self.shared.plain["problems"][key]).replace("{where}", past.where)
        words = worded(f"{problem} {dice.choice(self.shared.plain['closing'])}", self.categories[key].id)
        fate = dice.choices(list(FATES), list(FATES.values()))[0].split()
        past.plan(ground, unit.id, words, begun, fate)
        return past.live()

    def _answer(self, ground: Ground, unit: int, moment: datetime, dice: random.Random) -> Iterator[datetime]:
        yield moment
        Respondent(self.rows, self.survey, self.blocks, self.ids, dice, self.anchor).respond(ground, unit, moment)


def worded(said: str, category_id: int) -> Words:
    """A text ready to be written many times."""
    body = text.tidy(said)
    return Words(
        body=body, quoted=json.dumps(body, ensure_ascii=False), html=str(text.paragraphs(body)),
        headline=text.first_sentence(body), stems=" ".join(stems(body)), category=category_id,
    )  # fmt: skip


def _office_hour(day: date, zone: str, dice: random.Random) -> datetime:
    return datetime.combine(day, time(dice.randint(8, 16), dice.randint(0, 59), dice.randint(0, 59)), ZoneInfo(zone))


def _read_numbers(grounds: Sequence[Ground]) -> dict[tuple[int, int], int]:
    """The last number of every place and year: acts between took some."""
    own = select(NumberSeries.government_id, NumberSeries.year, NumberSeries.last)
    known = {(of, year): last for of, year, last in db.session.execute(own)}
    for ground in grounds:
        ground.last = {year: last for (of, year), last in known.items() if of == ground.id}
    return known


def _keep_numbers(grounds: Sequence[Ground], known: dict[tuple[int, int], int]) -> None:
    now = {(ground.id, year): last for ground in grounds for year, last in ground.last.items()}
    for key, last in now.items():
        if known.get(key) != last:
            series = db.session.get(NumberSeries, key, populate_existing=True)
            if series is None:
                db.session.add(NumberSeries(government_id=key[0], year=key[1], last=last))
            else:
                series.last = last
    db.session.flush()
