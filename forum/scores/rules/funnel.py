"""Which units lie outside what chance explains: a funnel for staff, who look into it ("ditinjau"). Pure.

Source: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005):
exact binomial limits, drawn interpolated (A.1.1) and judged by the exact chance of the tail; over-dispersion phi from
z-scores winsorised at 10 % (A.3), used only when it is above 1 + 2 sqrt(2/k), where it widens the limits about the
target by sqrt(phi).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from forum.scores.rules.version import FUNNEL_LEVELS

Place = Literal["within", "outside_95", "outside_998"]
WINSORISED = 0.10
DIGITS = 12
"""The last bits of a float never decide."""


def exact_limits(n: int, target: float, level: float) -> tuple[float, float]:
    """Low and high share that n trials with chance `target` leave with probability 1 - level; target in (0, 1).

    The upper limit is the lower one of the failures, so that a line and `place` agree: a unit lies beyond a line
    where as much or more, on its side, has a chance below `(1 - level) / 2`. Where even all or none does not, 1 or 0.
    """
    tail = (1 - level) / 2
    return _low(n, target, tail), 1 - _low(n, 1 - target, tail)


def _low(n: int, target: float, tail: float) -> float:
    """(r - alpha)/n: r the smallest count with P(R <= r) >= tail, alpha the part of its step that overshoots."""
    reached = 0.0
    for r in range(n + 1):
        step = math.exp(_log_chance(r, n, target))
        if reached + step >= tail:
            return max(0.0, (r - (reached + step - tail) / step) / n)
        reached += step
    return 1.0


def tail_chance(s: int, n: int, target: float) -> float:
    """The chance that n trials give s or what is farther from the target on the same side; target in (0, 1)."""
    beyond = range(s, n + 1) if s > n * target else range(s, -1, -1)
    return math.fsum(math.exp(_log_chance(r, n, target)) for r in beyond)


def _log_chance(r: int, n: int, target: float) -> float:
    ways = math.lgamma(n + 1) - math.lgamma(r + 1) - math.lgamma(n - r + 1)
    return ways + r * math.log(target) + (n - r) * math.log1p(-target)


def dispersion(units: Sequence[tuple[int, int]], target: float) -> float:
    """phi of units (s, n), at least 1; 1 where it is not clearly more than chance."""
    k = len(units)
    if k < 2:
        return 1.0
    scores = sorted((s / n - target) / math.sqrt(target * (1 - target) / n) for s, n in units)
    cut = math.floor(k * WINSORISED)
    low, high = scores[cut], scores[k - 1 - cut]
    phi = math.fsum(min(max(z, low), high) ** 2 for z in scores) / k
    return phi if phi > 1 + 2 * math.sqrt(2 / k) else 1.0


def limits(n: int, target: float, level: float, phi: float = 1.0) -> tuple[float, float]:
    """Exact limits, widened about the target by sqrt(phi), within 0 and 1. Of no trials, everything."""
    if n <= 0 or not 0 < target < 1:
        return (0.0, 1.0) if n <= 0 else (target, target)
    low, high = exact_limits(n, target, level)
    wider = math.sqrt(phi)
    return max(0.0, target - (target - low) * wider), min(1.0, target + (high - target) * wider)


def place(s: int, n: int, target: float, phi: float = 1.0) -> Place:
    """Where a unit lies, by the exact chance of its side. Of K, whose n may be broken, give the answered cases.

    Where units differ by more than chance (phi above 1) the count is first drawn towards the target by sqrt(phi), and
    to the whole count on the target's side: a doubt speaks for the unit.
    """
    if n == 0 or not 0 < target < 1:
        return "within"
    chance = round(tail_chance(_drawn_in(s, n, target, phi), n, target), DIGITS)
    is_outside = [chance < round((1 - level) / 2, DIGITS) for level in FUNNEL_LEVELS]
    return "outside_998" if is_outside[1] else "outside_95" if is_outside[0] else "within"


def _drawn_in(s: int, n: int, target: float, phi: float) -> int:
    if phi == 1:
        return s
    expected = n * target
    nearer = round(expected + (s - expected) / math.sqrt(phi), DIGITS)
    return math.floor(nearer) if s > expected else math.ceil(nearer)
