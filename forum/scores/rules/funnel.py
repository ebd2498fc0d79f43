"""Which units lie outside what chance explains: a funnel for staff, who look into it ("ditinjau"). Pure.

Source: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005):
exact binomial limits, interpolated (A.1.1); over-dispersion phi from z-scores winsorised at 10 % (A.3), used only when
it is above 1 + 2 sqrt(2/k), where it widens the exact limits about the target by sqrt(phi).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from forum.scores.rules.version import FUNNEL_LEVELS

Place = Literal["within", "outside_95", "outside_998"]
WINSORISED = 0.10


def exact_limits(n: int, target: float, level: float) -> tuple[float, float]:
    """Low and high share that n trials with chance `target` leave with probability 1 - level; target in (0, 1)."""
    tail = (1 - level) / 2
    return _quantile(n, target, tail), _quantile(n, target, 1 - tail)


def _quantile(n: int, target: float, p: float) -> float:
    """(r - alpha)/n: r the smallest count with P(R <= r) >= p, alpha the part of its step that overshoots."""
    reached = 0.0
    for r in range(n + 1):
        step = math.exp(_log_chance(r, n, target))
        if reached + step >= p:
            return max(0.0, (r - (reached + step - p) / step) / n)
        reached += step
    return 1.0


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
    """Where a unit lies. Of K, whose n may be broken, give the answered cases."""
    if n == 0:
        return "within"
    bounds = [limits(n, target, level, phi) for level in FUNNEL_LEVELS]
    outside = [not low <= s / n <= high for low, high in bounds]
    return "outside_998" if outside[1] else "outside_95" if outside[0] else "within"
