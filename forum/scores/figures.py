"""A unit's kept figures as pages show them: text ready to print, nothing to compute in a template."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from forum.core.i18n import spoken
from forum.scores.models import UnitScore
from forum.scores.rules.months import first_day
from forum.scores.rules.rounding import exactly
from forum.scores.rules.version import PARTS, WEIGHTS
from forum.scores.words import BANDS

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Line:
    """A number with its range, for the sentence (whole) and to the last digit, and for the drawing (0 to 100)."""

    whole: str
    whole_low: str
    whole_high: str
    exact: str
    exact_low: str
    exact_high: str
    at: float
    begin: float
    end: float


@dataclass(frozen=True)
class Full:
    """A part with six decimals: peers' mean p, their weight M, s and n, the mean of all that, what it adds."""

    prior: str
    strength: str
    s: str
    n: str
    mean: str
    adds: str


@dataclass(frozen=True)
class Part:
    """One of the four parts: successes and trials, the mean they give with the peers, what it adds to the score."""

    key: str
    weight: str
    s: str
    n: str
    mean: str
    share: float
    adds: str
    only_prior: bool
    group: str
    peers: int
    full: Full | None = None
    """None where too little evidence forbids a number, and of months that were kept before this was."""


class Shown:
    """The figures of a unit in a month, read and said only when a page is made from the ground up."""

    def __init__(self, read: Callable[[], UnitScore | None]) -> None:
        self._read = read

    @cached_property
    def score(self) -> UnitScore | None:
        """The kept figures."""
        return self._read()

    @property
    def line(self) -> Line | None:
        """The number and its range."""
        return line_of(self.score) if self.score else None

    @property
    def bands(self) -> list[str]:
        """One band or two, in words."""
        return bands_of(self.score) if self.score else []

    @cached_property
    def parts(self) -> list[Part]:
        """The four parts."""
        return parts_of(self.score) if self.score else []

    @property
    def whole(self) -> str:
        """The sum of what the four parts add, to six decimals; nothing where a part is not kept so fully."""
        return sum_of(self.score) if self.score and self.parts and all(part.full for part in self.parts) else ""


class Listed:
    """The units of a comparison, read only when the page is made from the ground up."""

    def __init__(self, read: Callable[[], tuple[dict[str, int], str, Sequence[UnitScore]]]) -> None:
        self._read = read

    @cached_property
    def read(self) -> tuple[dict[str, int], str, Sequence[UnitScore]]:
        """Kinds, the kind shown, its units."""
        return self._read()

    @property
    def kinds(self) -> dict[str, int]:
        """How many units of each kind there are."""
        return self.read[0]

    @property
    def kind(self) -> str:
        """The kind that is shown."""
        return self.read[1]

    @property
    def left_out(self) -> int:
        """Units of the kind that the page has no room for."""
        return self.kinds.get(self.kind, 0) - len(self.read[2])

    @cached_property
    def shown(self) -> list[tuple[UnitScore, Line | None, list[str]]]:
        """Units with a number."""
        return [(row, line_of(row), bands_of(row)) for row in self.read[2] if row.is_published]

    @property
    def rows(self) -> list[tuple[tuple[int, int], list[Any]]]:
        """The same, those of one rank interval together."""
        return shared_rows(self.shown)

    @property
    def hidden(self) -> list[UnitScore]:
        """Units without enough evidence."""
        return [row for row in self.read[2] if not row.is_published]


def say(value: Decimal | float | str, digits: int = 2) -> str:
    """A figure with so many decimals, as the reader's language writes it."""
    return str(format_decimal(Decimal(str(value)), format=f"0.{'0' * digits}" if digits else "0", locale=spoken()))


def short_month(month: str) -> str:
    """2026-09 as Sep 2026, for the foot of a drawing."""
    return str(format_date(first_day(month), "MMM y", locale=spoken()))


def line_of(score: UnitScore) -> Line | None:
    """The number and its range; None where there is too little evidence."""
    if score.points is None or score.low is None or score.high is None:
        return None
    points, low, high = (Decimal(value) / HUNDRED for value in (score.points, score.low, score.high))
    at, begin, end = (say(value.quantize(Decimal(1), "ROUND_HALF_UP"), 0) for value in (points, low, high))
    return Line(at, begin, end, say(points), say(low), say(high), float(points), float(low), float(high))


def bands_of(score: UnitScore) -> list[str]:
    """The band, or the two it may be, in words."""
    return [str(BANDS[key]) for key in score.detail.get("bands", [])]


def parts_of(score: UnitScore) -> list[Part]:
    """The four parts, in the order of the formula."""
    return [_part(key, score.detail["parts"][key]) for key in PARTS if key in score.detail.get("parts", {})]


def _part(key: Any, kept: dict[str, Any]) -> Part:
    weight, mean = Decimal(str(WEIGHTS[key])), Decimal(kept["mean"])
    full: dict[str, str] | None = kept.get("full")
    adds = exactly(Decimal(full["adds"]) if full else weight * mean)
    return Part(
        key, say(weight), trimmed(kept["s"]), trimmed(kept["n"]), say(mean), float(mean), say(adds),
        bool(kept["only_prior"]), str(kept["group"]), int(kept["peers"]),
        Full(**{name: trimmed(value, 6) for name, value in full.items()}) if full else None,
    )  # fmt: skip


def sum_of(score: UnitScore) -> str:
    """What the four parts add, with six decimals: rounded to two it is the score."""
    kept = score.detail["parts"]
    return say(sum((Decimal(kept[key]["full"]["adds"]) for key in PARTS), Decimal()), 6)


def trimmed(figure: str, digits: int = 2) -> str:
    """46.00 as 46; 44.20 as 44,20."""
    value = Decimal(figure)
    return say(value, 0 if value == value.to_integral_value() else digits)


def shared_rows(shown: list[Any]) -> list[tuple[tuple[int, int], list[Any]]]:
    """Units that share a rank interval stand together, by name; the better intervals first."""
    groups: dict[tuple[int, int], list[Any]] = {}
    for one in shown:
        groups.setdefault((one[0].rank_low or 0, one[0].rank_high or 0), []).append(one)
    return sorted(groups.items())
