"""Does a part really change from month to month, or does it only wobble? A p-chart. Pure.

Source: design/scoring.md, "Trend per part". Points are single months, not windows, which would overlap. A month
without trials is no point and neither makes nor breaks a run; a point on the centre breaks it. Of satisfaction, s is
the sum of x: its limits are then wider than needed, never narrower.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from forum.scores.rules.version import TREND_MONTHS

Signal = Literal["outside", "run"]
HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Point:
    """One month: its rate and its limits, 0 to 1; a run is told from its eighth point on."""

    month: str
    n: float
    rate: float
    low: float
    high: float
    signal: Signal | None


@dataclass(frozen=True, slots=True)
class Chart:
    """The centre pb and the months that have trials."""

    centre: float
    points: tuple[Point, ...]

    @property
    def signals(self) -> tuple[Point, ...]:
        """The months that say more than chance does."""
        return tuple(point for point in self.points if point.signal)


def chart(months: Sequence[tuple[str, float, float]]) -> Chart | None:
    """From (month, successes, trials) in order of time; None with fewer than eight months of trials."""
    given = [(month, float(s), float(n)) for month, s, n in months if n > 0]
    if len(given) < TREND_MONTHS:
        return None
    centre = math.fsum(s for _, s, _ in given) / math.fsum(n for _, _, n in given)
    runs = _runs([s / n - centre for _, s, n in given])
    return Chart(
        centre, tuple(_point(month, s, n, centre, run) for (month, s, n), run in zip(given, runs, strict=True))
    )


def _point(month: str, s: float, n: float, centre: float, run: int) -> Point:
    reach = 3 * math.sqrt(centre * (1 - centre) / n)
    low, high, rate = max(0.0, centre - reach), min(1.0, centre + reach), s / n
    outside = rate < low - HAIR or rate > high + HAIR
    return Point(month, n, rate, low, high, "outside" if outside else "run" if run >= TREND_MONTHS else None)


def _runs(gaps: Sequence[float]) -> list[int]:
    """How long the run on one side is at each point."""
    lengths, length, last = [], 0, 0
    for gap in gaps:
        side = 0 if abs(gap) <= HAIR else 1 if gap > 0 else -1
        length = 0 if side == 0 else length + 1 if side == last else 1
        last = side
        lengths.append(length)
    return lengths
