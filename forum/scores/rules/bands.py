"""The word for a score: one where the evidence holds it, else two. Pure.

Source: design/scoring.md, "Bands". "Both" are the band of T itself and the likelier of its neighbours, the better one
first.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from forum.scores.rules.ranks import below
from forum.scores.rules.version import BAND_SURE, BANDS


def band_of(total: Decimal) -> str:
    """The band a T falls into, its range aside."""
    return next(key for key, least in BANDS if total >= least)


def bands(total: Decimal, sd: Decimal) -> tuple[str, ...]:
    """One band that holds with probability 0.8 under Normal(T, sd), or two."""
    order = [key for key, _ in BANDS]
    own = order.index(band_of(total))
    chances = _chances(float(total), float(sd)) if sd else [float(i == own) for i in range(len(order))]
    if chances[own] >= BAND_SURE:
        return (order[own],)
    beside = [i for i in (own + 1, own - 1) if 0 <= i < len(order)]
    other = max(beside, key=lambda i: round(chances[i], 9))
    return (order[min(own, other)], order[max(own, other)])


def _chances(total: float, sd: float) -> list[float]:
    under = [1.0, *(below((least - total) / sd) for _, least in BANDS[:-1]), 0.0]
    return [upper - lower for upper, lower in pairwise(under)]
