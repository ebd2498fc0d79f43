"""Much plain life for measuring: written in bulk, counted as the house counts.

Cases have words, acts, leaves, messages, trials and search entries, but no reporter: no identity and no follow-up code.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from forum.complaints.models import Category, NumberSeries
from forum.core import clock, text
from forum.core.db import db
from forum.ratings.actions import waiting as letting
from forum.ratings.rules.waiting import last_settled
from forum.seeds import books, bulk, counting, ground, history
from forum.seeds.case import Case, Words
from forum.seeds.ground import Ground
from forum.seeds.pen import Ids
from forum.seeds.promise import Promise
from forum.seeds.respondent import Blocks, Respondent
from forum.units.models import Government

BATCH = 20_000
MONTHS = 30
DAYS_A_MONTH = 30
PROMISES_A_MONTH = 0.3
"""Of a unit."""
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Load:
    """How much to add: over how many places (or one of them), units and months."""

    complaints: int
    answers: int = 0
    units: int = 0
    months: int = MONTHS
    governments: int = 4
    place: str = ""
    seed: int = 1

    @property
    def days(self) -> int:
        """The span that is filled."""
        return self.months * DAYS_A_MONTH


class Loader:
    """Adds a load in batches, each with its counts, and commits each: what stands is always whole."""

    def __init__(self, load: Load, tell: Tell | None = None) -> None:
        self.load, self.tell, self.done = load, tell or (lambda _done, _all: None), 0
        self.dice, self.now = random.Random(f"load:{load.seed}"), clock.now()
        known = select(Government).order_by(Government.id).limit(load.governments)
        governments = list(db.session.scalars(known.where(Government.slug == load.place) if load.place else known))
        if load.units:
            ground.plant_units(governments, load.units)
        self.grounds = ground.read(governments, load.days)
        if load.answers:
            ground.prepare_survey(self.grounds, self.now.date() - timedelta(days=load.days), self.now.date())
        db.session.commit()

    def run(self) -> int:
        """All of it; how many complaints and answers."""
        bulk.prepare()
        self.ids = Ids.next()
        self._complaints(_words())
        if self.load.answers:
            self._answers()
            self._promises()
        bulk.settle()
        db.session.commit()
        return self.done

    def _complaints(self, words: list[Words]) -> None:
        for batch in self._batched(self.load.complaints):
            rows, counts = bulk.Rows(), counting.Counts()
            for ago in batch:
                case = Case(rows, counts, self.ids, self.dice, self.now)
                case.write(self.dice.choice(self.grounds), self.dice.choice(words), ago)
            _keep_numbers(self.grounds)
            self._keep(rows, counts, len(batch))

    def _answers(self) -> None:
        for batch in self._batched(self.load.answers):
            rows, counts, blocks = bulk.Rows(), counting.SurveyCounts(), Blocks()
            one = Respondent(rows, counts, blocks, self.ids, self.dice, self.now, last_settled(self.now.date()))
            for ago in batch:
                one.write(self.dice.choice(self.grounds), ago)
            blocks.write(rows, self.ids)
            self._keep(rows, counts, len(batch))
        for place in self.grounds:
            letting.let_in_full(place.id)
            db.session.commit()

    def _promises(self) -> None:
        rows, counts = bulk.Rows(), counting.PromiseCounts()
        for place in self.grounds:
            for unit in place.units:
                for _each in range(round(self.dice.uniform(0, 2) * PROMISES_A_MONTH * self.load.months)):
                    Promise(rows, counts, self.ids, self.dice, self.now).write(place, unit, self._day())
        self._keep(rows, counts, 0)

    def _keep(self, rows: bulk.Rows, counts: counting.Kept, done: int) -> None:
        bulk.insert(rows)
        counts.keep()
        db.session.commit()
        self.done += done
        self.tell(self.done, self.load.complaints + self.load.answers)

    def _batched(self, whole: int) -> Iterator[list[float]]:
        days = sorted(self._day() for _ in range(whole))
        for start in range(0, len(days), BATCH):
            yield days[start : start + BATCH]

    def _day(self) -> float:
        """Minus days ago: more lately than long ago, and peaks."""
        span = self.load.days
        return -min(span - 1.0, abs(self.dice.triangular(0.01, span, min(30, span / 2))))


def add(load: Load, tell: Tell | None = None) -> int:
    """Add a load; how many complaints and answers."""
    return Loader(load, tell).run()


def _keep_numbers(grounds: list[Ground]) -> None:
    for place in grounds:
        for year, last in place.last.items():
            db.session.merge(NumberSeries(government_id=place.id, year=year, last=last))


def _words() -> list[Words]:
    """Every story's text in the words of every place, each with a closing sentence of its own."""
    shared = books.read_shared()
    keys = {key: category_id for key, category_id in db.session.execute(select(Category.key, Category.id))}
    closings = ("Mohon segera ditangani.", "Terima kasih atas perhatiannya.", "Kami tunggu kabarnya di sini.")
    found = []
    for slug in books.SLUGS:
        for tale in books.read_book(slug, shared).tales:
            for closing in closings:
                body = text.tidy(f"{tale.text} {closing}")
                found.append(history.worded(body, keys[tale.cat]))
    return found
