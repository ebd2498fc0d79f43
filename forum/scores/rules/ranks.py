"""Between which places a unit stands, so far as the evidence can tell. Pure.

Source: design/scoring.md, "Rank interval". T and sd go in as published, so that a reader with the table gets the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from itertools import permutations

from forum.scores.rules.version import SURE

Interval = tuple[int, int]
Figure = tuple[Decimal, Decimal]


def below(z: float) -> float:
    """Phi: the share of a normal distribution below z standard deviations."""
    return math.erfc(-z / math.sqrt(2)) / 2


def surpasses(one: Figure, other: Figure) -> float:
    """P(one > other) of two (T, sd). Without any spread it is 1, 0 or, of equals, a half."""
    gap, spread = float(one[0] - other[0]), math.hypot(float(one[1]), float(other[1]))
    if spread == 0:
        return 0.5 if gap == 0 else float(gap > 0)
    return below(gap / spread)


def intervals(figures: Mapping[str, Figure]) -> dict[str, Interval]:
    """The best and worst place of each unit among those given, which are the published ones."""
    ahead, behind = dict.fromkeys(figures, 0), dict.fromkeys(figures, 0)
    for one, other in permutations(figures, 2):
        if surpasses(figures[one], figures[other]) >= SURE:
            behind[one] += 1
            ahead[other] += 1
    return {unit: (1 + ahead[unit], len(figures) - behind[unit]) for unit in figures}


def shared_rows(places: Mapping[str, Interval]) -> tuple[tuple[Interval, tuple[str, ...]], ...]:
    """Units of the same interval in one row, best rows first, names in order."""
    rows: dict[Interval, list[str]] = {}
    for unit, interval in sorted(places.items()):
        rows.setdefault(interval, []).append(unit)
    return tuple((interval, tuple(rows[interval])) for interval in sorted(rows))
