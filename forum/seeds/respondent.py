"""One plain respondent of a load, written as rows: nine marks, and the token that shows the visit.

No words, no consent and no account: those of the demonstration are real ones.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.core import clock
from forum.ratings.rules import tokens
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.rules.makeup import FIELDS
from forum.seeds import bulk, counting
from forum.seeds.ground import Ground
from forum.seeds.pen import Ids, Pen

SCALE = (1, 2, 3, 4)
SOURCES = {"token": 0.6, "open": 0.85, "paper": 1.0}
"""Up to which number of chance."""
CHANNELS = {"token": ("poster", "kiosk", "letter"), "open": ("web", "poster"), "paper": ("paper",)}
TOLD = 0.8
MOST_TOKENS = 2_000
SPREAD = 0x2545F491
OPENING = time(7)
VISITS_PER_TOKEN = 3


@dataclass
class Block:
    """A block of tokens as it fills."""

    ground: Ground
    unit: int
    day: date
    used: int = 0


class Blocks:
    """The blocks of a batch, one for a unit and day; written when the batch ends."""

    def __init__(self) -> None:
        self._open: dict[tuple[int, date], Block] = {}
        self._all: list[Block] = []

    def next(self, ground: Ground, unit: int, day: date) -> Block:
        """The block whose next token is used."""
        block = self._open.get((unit, day))
        if block is None or block.used == MOST_TOKENS:
            block = self._open[unit, day] = Block(ground, unit, day)
            self._all.append(block)
        block.used += 1
        return block

    def write(self, rows: bulk.Rows, ids: Ids) -> None:
        """Blocks as issued, their tokens as used, and the visits that a clerk counted."""
        for block in self._all:
            ground, day, number = block.ground, block.day.isoformat(), ids.take("block")
            at = rows.moment(datetime.combine(block.day, OPENING, ZoneInfo(ground.zone)))
            size = min(MOST_TOKENS, block.used * 2 // 10 * 10 + 20)
            rows.blocks.append((
                number, _ref(number), ground.id, block.unit, ground.points[block.unit],
                day, day[:7], size, block.used, block.used, ground.moderator, at, "",
            ))  # fmt: skip
            rows.tokens += ((number, serial, day) for serial in range(1, block.used + 1))
            visits = block.used * VISITS_PER_TOKEN
            rows.visits.append((block.unit, ground.points[block.unit], day, visits, ground.officers[block.unit], at))


def _ref(number: int) -> str:
    """A reference of its own for every block, in no order: at random, two of a hundred thousand would be the same."""
    return tokens.block_ref((number * SPREAD % 2**30 << 2).to_bytes(4))


class Respondent(Pen):
    """One answer, written to the rows of a batch."""

    def __init__(self, rows: bulk.Rows, counts: counting.SurveyCounts, blocks: Blocks, ids: Ids, dice: random.Random,
                 now: datetime, settled: str = "") -> None:  # fmt: skip
        """Answers about months later than `settled` wait; who writes them lets them in as the house does."""
        super().__init__(rows, ids, dice, now)
        self.counts, self.blocks, self.settled = counts, blocks, settled

    def write(self, ground: Ground, ago: float) -> None:
        """An answer about some unit, so many days ago."""
        self.respond(ground, self._unit(ground), self.now + timedelta(days=ago))

    def respond(self, ground: Ground, unit: int, moment: datetime) -> None:
        """Everything an answer leaves behind."""
        dice, moment = self.dice, moment.replace(minute=0, second=0, microsecond=0)
        service, name = dice.choice(ground.services[unit])
        day, chance = clock.local_date(moment, ground.zone), dice.random()
        source = next(word for word, up_to in SOURCES.items() if chance <= up_to)
        marks = self._marks(ground.marks[unit])
        told = tuple(dice.choice(values) if dice.random() < TOLD else None for values in FIELDS.values())
        if source == "token":
            day -= timedelta(days=day.weekday())  # tokens of a week lie on its Monday: a block a week, not a day
        during = ground.round_on(day)
        subject, ref = self.open_subject("rating", moment)
        said = ",".join(f'"{key}":{"null" if marks[k] is None else marks[k]}' for k, key in SORTED)
        content = f'{{"marks":{{{said}}},"service":"{name}","unit":"{ground.codes[unit]}","visited":"{day}"}}'
        leaf = self.leaf("rating", subject, ref, 1, content, moment)
        point = self._point(ground, unit, day) if source == "token" else None
        given = [mark for mark in marks if mark is not None]
        month = f"{day:%Y-%m}"
        waits = source != "paper" and month > self.settled
        self.rows.answers.append((
            self.ids.take("answer"), subject, ground.id, unit, service, point, during, dice.choice(CHANNELS[source]),
            source, "counted", waits, day.isoformat(), month, self.rows.moment(moment), "id", *marks, len(given),
            sum(given), *told, *leaf,
        ))  # fmt: skip
        self.act(subject, "rate", moment, ("respondent", None, None), f'{{"unit": {unit}, "standing": "counted"}}')
        place = counting.Place(ground.id, unit, service, f"{day:%Y-%m}", during, source)
        if waits:
            self.counts.waiting(place, moment)
        else:
            self.counts.answer(place, marks, told, moment)

    def _unit(self, ground: Ground) -> int:
        while (unit := ground.some_unit(self.dice)) not in ground.services:
            pass
        return unit

    def _marks(self, weights: tuple[float, ...]) -> list[int | None]:
        marks: list[int | None] = [*self.dice.choices(SCALE, cum_weights=weights, k=len(ELEMENTS))]
        if self.dice.random() < 0.1:
            marks[self.dice.randrange(len(ELEMENTS))] = None
        return marks

    def _point(self, ground: Ground, unit: int, day: date) -> int:
        block = self.blocks.next(ground, unit, day)
        return ground.points[block.unit]


SORTED = sorted(enumerate(ELEMENTS), key=lambda pair: pair[1])
