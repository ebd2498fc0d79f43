"""Means of few respondents, drawn towards the peers: Buehlmann credibility (P). Pure.

Source: design/scoring.md, "Estimate". The floor of s2 (0.01) holds, as written, where the prior cannot be fitted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from forum.scores.rules.evidence import Satisfaction
from forum.scores.rules.peers import Group
from forum.scores.rules.shrinkage import Estimate, Prior, clip, typical_size
from forum.scores.rules.version import (
    CREDIBILITY_LIMITS,
    CREDIBILITY_UNKNOWN,
    LEAST_PEERS,
    LEAST_VARIANCE,
    MEAN_UNKNOWN,
    VARIANCE_UNKNOWN,
)

NOTHING = 1e-12
"""Less than this is the rounding of floats, not a spread between units."""


def credibility_prior(peers: Sequence[Satisfaction], group: Group) -> Prior:
    """mu, m and s2 of the peers, each with at least one respondent."""
    k, sizes, totals = len(peers), [peer.n for peer in peers], [peer.total for peer in peers]
    whole = sum(sizes)
    mean = math.fsum(totals) / whole if whole else MEAN_UNKNOWN
    if whole <= k:
        return Prior(mean, CREDIBILITY_UNKNOWN, group, k, False, VARIANCE_UNKNOWN)
    means = [total / n for total, n in zip(totals, sizes, strict=True)]
    variance = math.fsum(map(_scatter, peers, means)) / (whole - k)
    if k < LEAST_PEERS:
        return Prior(mean, CREDIBILITY_UNKNOWN, group, k, False, max(variance, LEAST_VARIANCE))
    between = math.fsum(n * (own - mean) ** 2 for n, own in zip(sizes, means, strict=True)) / (k - 1)
    apart = (between - variance) / typical_size(sizes)
    strength = clip(variance / apart, CREDIBILITY_LIMITS) if apart > NOTHING else CREDIBILITY_LIMITS[1]
    return Prior(mean, strength, group, k, True, variance)


def _scatter(peer: Satisfaction, mean: float) -> float:
    return math.fsum(count * (x - mean) ** 2 for x, count in peer.values)


def credibility_estimate(prior: Prior, answers: Satisfaction) -> Estimate:
    """Mean (sum x + m mu)/(n + m), variance s2/(n + m)."""
    n, total = answers.n, answers.total
    size = n + prior.strength
    spread = VARIANCE_UNKNOWN if prior.variance is None else prior.variance
    return Estimate((total + prior.strength * prior.mean) / size, spread / size, total, n, prior)
