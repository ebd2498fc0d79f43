"""What is counted of a unit in a window: whole numbers only, so the open file holds them exactly. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from forum.scores.rules.version import LEAST_SHARE

Histogram = tuple[tuple[int, int, int], ...]


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise ValueError(sentence)


@dataclass(frozen=True, slots=True)
class Share:
    """q: of the complaints marked done in a government's window, the share whose reporter answered."""

    answered: int
    done: int

    def __post_init__(self) -> None:
        _require(0 <= self.answered <= self.done, "answered is a part of done")

    @property
    def exact(self) -> Fraction:
        """Clipped to [0.02, 1]. Where nothing was marked done, no reporter has answered: the floor holds, so that
        one first false mark changes nothing."""
        plain = Fraction(self.answered, self.done) if self.done else Fraction(0)
        return max(Fraction(*LEAST_SHARE), plain)


def q_of(answered: int, done: int) -> float:
    """The weight of an overdue, undone complaint."""
    return float(Share(answered, done).exact)


@dataclass(frozen=True, slots=True)
class Resolution:
    """K: `yes` of `answered` done complaints were called solved, `overdue` are undone past their deadline.

    `silent` are done complaints whose reporter said nothing: they weigh nothing, make the q and are shown beside.
    """

    yes: int = 0
    answered: int = 0
    overdue: int = 0
    silent: int = 0

    def __post_init__(self) -> None:
        _require(0 <= self.yes <= self.answered and self.overdue >= 0 <= self.silent, "yes is a part of answered")

    def trials(self, q: Fraction) -> Fraction:
        """n of K: every answered one whole, every overdue one q."""
        return self.answered + q * self.overdue


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """P: how many respondents gave which (sum of answers, number of answered items). Build it by `of`."""

    histogram: Histogram = ()

    def __post_init__(self) -> None:
        fits = all(0 < answered <= total <= 4 * answered and count > 0 for total, answered, count in self.histogram)
        _require(fits, "answers go from 1 to 4, and counts are positive")

    @classmethod
    def of(cls, counts: Mapping[tuple[int, int], int]) -> Satisfaction:
        """From {(sum of answers, items answered): respondents}."""
        return cls(tuple((total, items, count) for (total, items), count in sorted(counts.items()) if count))

    @property
    def n(self) -> int:
        """Respondents."""
        return sum(count for _, _, count in self.histogram)

    @property
    def values(self) -> list[tuple[float, int]]:
        """Every x = (mean - 1)/3 with the number of respondents who have it."""
        return [((total - items) / (3 * items), count) for total, items, count in self.histogram]

    @property
    def total(self) -> float:
        """Sum of x."""
        return math.fsum(x * count for x, count in self.values)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One unit in one window; r and c are (successes, trials)."""

    unit: str
    kind: str
    r: tuple[int, int] = (0, 0)
    k: Resolution = Resolution()
    p: Satisfaction = Satisfaction()
    c: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        _require(0 <= self.r[0] <= self.r[1] and 0 <= self.c[0] <= self.c[1], "successes are a part of trials")


def share_of(evidence: Iterable[Evidence]) -> Share:
    """The q of a government from its units."""
    rows = [unit.k for unit in evidence]
    answered = sum(row.answered for row in rows)
    return Share(answered, answered + sum(row.silent for row in rows))
