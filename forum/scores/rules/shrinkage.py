"""Shares of few trials, drawn towards the peers: beta-binomial by the method of moments (R, K, C). Pure.

Source: design/scoring.md, "Estimate". "rho <= 0" is read off the numerator MSB - MSW, which has its sign: where
MSB > MSW the denominator MSB + (n0 - 1) MSW is positive, and elsewhere no spread between units was seen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from forum.scores.rules.peers import Group
from forum.scores.rules.version import LEAST_PEERS, STRENGTH_LIMITS, STRENGTH_UNKNOWN

Number = int | Fraction
Trials = tuple[int, Number]


@dataclass(frozen=True, slots=True)
class Prior:
    """What the peers say before the unit is looked at: p and M; of satisfaction mu, m and s2 (`variance`).

    `fitted` is False where the strength could not be estimated and is the agreed constant.
    """

    mean: float
    strength: float
    group: Group
    peers: int
    fitted: bool
    variance: float | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """One part of one unit. `s` is a number of successes, of satisfaction the sum of x."""

    mean: float
    variance: float
    s: float
    n: Number
    prior: Prior

    @property
    def only_prior(self) -> bool:
        """No trial of its own: "dinilai setara rata-rata sebaya"."""
        return not self.n


def clip(value: float, limits: tuple[float, float]) -> float:
    """Value, held within limits."""
    return min(max(value, limits[0]), limits[1])


def typical_size(sizes: Sequence[float]) -> float:
    """n0 = (N - sum n_i^2/N)/(k-1): the size of a group that stands for groups of unequal size."""
    whole = math.fsum(sizes)
    return (whole - math.fsum(n * n for n in sizes) / whole) / (len(sizes) - 1)


def beta_prior(peers: Sequence[Trials], group: Group) -> Prior:
    """p and M of the peers, each (s, n) with n > 0."""
    successes, whole = sum(s for s, _ in peers), sum(n for _, n in peers)
    mean = (successes + 1) / float(whole + 2)
    fits = len(peers) >= LEAST_PEERS and 0 < successes < whole and whole > len(peers)
    strength = _strength([(s, float(n)) for s, n in peers]) if fits else STRENGTH_UNKNOWN
    return Prior(mean, strength, group, len(peers), fits)


def _strength(peers: Sequence[tuple[int, float]]) -> float:
    k, sizes = len(peers), [n for _, n in peers]
    whole = math.fsum(sizes)
    overall = sum(s for s, _ in peers) / whole
    between = math.fsum(n * (s / n - overall) ** 2 for s, n in peers) / (k - 1)
    within = math.fsum(s * (1 - s / n) for s, n in peers) / (whole - k)
    if between <= within:
        return STRENGTH_LIMITS[1]
    rho = (between - within) / (between + (typical_size(sizes) - 1) * within)
    return clip(1 / rho - 1, STRENGTH_LIMITS)


def beta_estimate(prior: Prior, s: int, n: Number) -> Estimate:
    """Mean and variance of Beta(pM + s, (1-p)M + n - s)."""
    size = prior.strength + float(n)
    mean = (prior.mean * prior.strength + s) / size
    return Estimate(mean, mean * (1 - mean) / (size + 1), s, n, prior)
