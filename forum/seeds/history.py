"""The months around the stories: plain cases and survey answers, woven between the real acts in the order of time.

They are written as rows, as a load is, because thousands of acts would take an hour; no reporter stands behind them.
"""

from __future__ import annotations

import heapq
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from forum.complaints.models import Category, NumberSeries
from forum.core import text
from forum.core.db import db
from forum.core.workdays import is_working_day
from forum.scores.rules.months import month_of, shifted
from forum.search.rules import stems
from forum.seeds import bulk, counting
from forum.seeds.books import Shared
from forum.seeds.case import Words
from forum.seeds.ground import Ground
from forum.seeds.past import Past
from forum.seeds.pen import Ids
from forum.seeds.planting import Planted
from forum.seeds.respondent import Blocks, Respondent

MONTH, WEEK, WORKED = 30, 7, 5
FATES = {
    "assign answer resolve confirm": 0.40, "assign answer resolve close_silent": 0.47,
    "assign answer resolve dispute answer resolve confirm": 0.13,
}  # fmt: skip
STUCK = ["assign", "answer"]
"""What a unit answered and left undone."""
CALM, SLUMP, PILED = timedelta(days=62), timedelta(days=120), timedelta(days=150)
"""How long the stories last, how long ago one unit of a place began to slip, and another to leave cases undone."""
THINNED = 0.4
"""Plain cases beside the stories, of what there were before."""


class History:
    """Everything of this kind, told up to any moment."""

    def __init__(
        self, grounds: list[tuple[Planted, Ground]], shared: Shared, categories: dict[str, Category],
        anchor: datetime, seed: int,
    ) -> None:  # fmt: skip
        self.shared, self.categories, self.anchor, self.grounds = shared, categories, anchor, [g for _, g in grounds]
        self.rows, self.ids, self.blocks = bulk.Rows(), Ids.next(), Blocks()
        self.cases, self.survey = counting.Counts(), counting.SurveyCounts()
        self._settled = shifted(month_of((anchor - CALM).date()), -1)  # no real answer joins: none needs to wait
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
                self._next(self._case(ground, place, code, begun, dice))
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
        self, ground: Ground, place: Planted, code: str, begun: datetime, dice: random.Random
    ) -> Iterator[datetime]:  # fmt: skip
        unit = place.units[code]
        gets = self.shared.plain["gets"]
        key = dice.choice(str(gets.get(code) or gets.get(unit.kind, "lainnya")).split())
        past = Past(self.rows, self.cases, self.ids, dice, self.anchor)
        past.where = dice.choice(self.shared.plain["where"])
        past.is_slow = begun > self.anchor - SLUMP and code == place.book.history.slump
        past.answers, past.done = self.shared.answers[key], self.shared.done[key]
        problem = dice.choice(self.shared.plain["problems"][key]).replace("{where}", past.where)
        words = worded(f"{problem} {dice.choice(self.shared.plain['closing'])}", self.categories[key].id)
        fate = dice.choices(list(FATES), list(FATES.values()))[0].split()
        if begun > self.anchor - PILED and code == place.book.history.pile:
            fate = STUCK
        past.plan(ground, unit.id, words, begun, fate)
        return past.live()

    def _answer(self, ground: Ground, unit: int, moment: datetime, dice: random.Random) -> Iterator[datetime]:
        yield moment
        Respondent(
            self.rows, self.survey, self.blocks, self.ids, dice, self.anchor, self._settled
        ).respond(ground, unit, moment)  # fmt: skip


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
