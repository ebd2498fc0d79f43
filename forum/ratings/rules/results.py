"""What the counts of a scope and period say: the IKM with all that stands beside it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from forum.ratings.rules import skm
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.rules.sample import needed
from forum.ratings.rules.waiting import settled_on

COUNTED = ("token", "open", "paper")
"""Sources whose answers make the IKM."""
WEAKEST = 3


@dataclass(frozen=True)
class Sums:
    """Respondents, and per element (in the order of ELEMENTS) the sum and number of their marks."""

    n: int
    sums: tuple[int, ...]
    counts: tuple[int, ...]

    def plus(self, other: Sums) -> Sums:
        """Both together."""
        return Sums(
            self.n + other.n,
            tuple(a + b for a, b in zip(self.sums, other.sums, strict=True)),
            tuple(a + b for a, b in zip(self.counts, other.counts, strict=True)),
        )

    @cached_property
    def figure(self) -> Decimal | None:
        """The IKM as published; None when an element has no answer."""
        value = skm.ikm(self.sums, self.counts)
        return None if value is None else skm.published(value)

    @property
    def grade(self) -> skm.Grade | None:
        """Mutu pelayanan."""
        return None if self.figure is None else skm.grade(self.figure)


NOTHING = Sums(0, (0,) * len(ELEMENTS), (0,) * len(ELEMENTS))


@dataclass(frozen=True)
class Element:
    """One element as a table shows it; without answers there is no figure."""

    key: str
    n: int
    nrr: Decimal | None
    figure: Decimal | None
    grade: skm.Grade | None
    is_weak: bool = False


@dataclass(frozen=True)
class Result:
    """What a scope reached in a period."""

    by_source: Mapping[str, Sums]

    @cached_property
    def stamp(self) -> tuple[tuple[str, Sums], ...]:
        """All it is made of, to compare by."""
        return tuple(sorted(self.by_source.items(), key=lambda pair: pair[0]))

    @cached_property
    def counted(self) -> Sums:
        """Token, open and paper answers together."""
        return total(self.by_source.get(source, NOTHING) for source in COUNTED)

    @cached_property
    def n(self) -> int:
        """Respondents that make the IKM."""
        return sum(self.part(source).n for source in COUNTED)

    @property
    def waiting(self) -> int:
        """Respondents whose marks wait for those of others before they make it too."""
        return self.part("waiting").n

    @property
    def received(self) -> int:
        """Respondents, those who wait included."""
        return self.n + self.waiting

    @property
    def figure(self) -> Decimal | None:
        """The IKM as published."""
        return self.counted.figure

    @property
    def grade(self) -> skm.Grade | None:
        """Mutu pelayanan."""
        return self.counted.grade

    @property
    def compatible(self) -> Decimal | None:
        """With the printed weight 0.111, as older reports have it."""
        value = skm.ikm_0111(self.counted.sums, self.counted.counts)
        return None if value is None else skm.published(value)

    def part(self, source: str) -> Sums:
        """The answers of one source or standing."""
        return self.by_source.get(source, NOTHING)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The nine, in the order of ELEMENTS."""
        counted = self.counted
        weak = self.weakest
        return tuple(element(key, counted.sums[k], counted.counts[k], key in weak) for k, key in enumerate(ELEMENTS))

    @property
    def weakest(self) -> tuple[str, ...]:
        """Where to begin: the three lowest elements, unless all are alike."""
        lowest = skm.weakest(self.counted.sums, self.counted.counts, WEAKEST)
        return () if len(lowest) == len(ELEMENTS) else lowest

    @property
    def missing(self) -> tuple[str, ...]:
        """Elements that nobody answered: they make the IKM incalculable."""
        return tuple(key for key, n in zip(ELEMENTS, self.counted.counts, strict=True) if not n)


def total(parts: Iterable[Sums]) -> Sums:
    """All of them together."""
    whole = NOTHING
    for part in parts:
        whole = whole.plus(part)
    return whole


def element(key: str, total: int, count: int, is_weak: bool = False) -> Element:
    """One element from its sum and number of marks."""
    mean = skm.nrr(total, count)
    if mean is None:
        return Element(key, 0, None, None, None)
    figure = skm.published(skm.on_hundred(mean))
    return Element(key, count, skm.published(mean), figure, skm.grade(figure), is_weak)


def change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """By how much a published figure rose or fell; None where one of the two is missing."""
    return None if now is None or before is None else now - before


def still_needed(population: int | None, n: int) -> int:
    """Respondents that the sample of a known population still lacks."""
    return max(0, needed(population) - n) if population else 0


def make_up_from(ends_on: date) -> date:
    """The day from which a round's make-up is shown: no visit of it can be rated any more, and none waits.

    Before, two looks a few answers apart would tell what those respondents ticked.
    """
    return settled_on(f"{ends_on:%Y-%m}")
