"""What is done at its moment: an act of a story, or of the life around the stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.core.workdays import is_working_day
from forum.ledger.rules import Actor
from forum.seeds.books import Shared
from forum.seeds.ground import Ground
from forum.seeds.history import History
from forum.seeds.planting import Planted
from forum.seeds.staging import Stage
from forum.units.models import Unit

BREATH = timedelta(hours=1)


@dataclass(frozen=True)
class Deed:
    """An act that waits for its moment."""

    at: datetime
    do: Callable[[], object]


@dataclass(frozen=True)
class Around:
    """What the life around the stories needs of a place."""

    place: Planted
    ground: Ground
    shared: Shared
    anchor: datetime
    seed: int
    history: History
    stage: Stage

    def at(self, days_ago: float, hour: int = 10, minute: int = 0) -> datetime:
        """An hour of a working day so long ago, or of the one before."""
        zone = ZoneInfo(self.place.book.zone)
        day = (self.anchor - timedelta(days=days_ago)).astimezone(zone).date()
        while not is_working_day(day, self.ground.days_off):
            day -= timedelta(days=1)
        return self.on(day, hour, minute)

    def on(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """An hour of a day, where the place lies."""
        return datetime.combine(day, time(hour, minute), ZoneInfo(self.place.book.zone))

    def unit(self, code: str) -> Unit:
        """A unit by its code."""
        return self.place.units[code]

    def head(self, unit: Unit) -> Actor:
        """Who answers for a unit."""
        return Actor("head", self.place.person_of(unit.id, 0).id, unit.id)


def in_order(deeds: Iterable[Deed]) -> Iterator[Deed]:
    """Each after the one it follows from, however weekends fall."""
    last: datetime | None = None
    for deed in deeds:
        last = deed.at if last is None else max(deed.at, last + BREATH)
        yield Deed(last, deed.do)
