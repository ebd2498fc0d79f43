"""The formula's version and every constant of it, each with the sentence it stands in (design/scoring.md). Pure."""

from __future__ import annotations

from typing import Final, Literal

Part = Literal["r", "k", "p", "c"]

FORMULA: Final = "1"
"""A change of any number or sentence below is a new version; old months keep the version they were scored by."""

PARTS: Final[tuple[Part, ...]] = ("r", "k", "p", "c")
"""Response, resolution, satisfaction, commitments."""

WEIGHTS: Final[dict[Part, float]] = {"r": 0.30, "k": 0.30, "p": 0.25, "c": 0.15}
"""Inputs, column "weight"."""

WINDOW_MONTHS: Final = 3
"""Inputs: "window = the three calendar months up to and including m"."""

REOPENING_DAYS: Final = 14
"""Inputs, row K: "no reopening within 14 days"."""

LEAST_SHARE: Final = (2, 100)
"""Inputs: "q ... at least 0.02, at most 1"."""

LEAST_ITEMS: Final = 5
"""Inputs, row P: "at least 5 of 9 answered"."""

LEAST_PEERS: Final = 5
"""Estimate: "fewer than five: all units of the government", "k < 5 ... gives M = 20"."""

STRENGTH_LIMITS: Final = (2.0, 200.0)
"""Estimate, R, K, C: "M = 1/rho - 1 clipped to [2, 200]; rho <= 0 gives M = 200"."""

STRENGTH_UNKNOWN: Final = 20.0
"""Estimate, R, K, C: "k < 5, S in {0, N} or N <= k gives M = 20"."""

CREDIBILITY_LIMITS: Final = (2.0, 100.0)
"""Estimate, P: "m = s2/tau2 clipped to [2, 100]; tau2 <= 0 gives m = 100"."""

CREDIBILITY_UNKNOWN: Final = 10.0
"""Estimate, P: "fewer than 5 peers or N <= k gives m = 10"."""

MEAN_UNKNOWN: Final = 0.5
"""Estimate, P: "mu the mean of what there is (0.5 if nothing)"."""

LEAST_VARIANCE: Final = 0.01
"""Estimate, P: "s2 the pooled variance, at least 0.01" where the prior cannot be estimated."""

VARIANCE_UNKNOWN: Final = 0.08
"""Estimate, P: "(0.08 if it cannot be had)"."""

RANGE: Final = "1.96"
"""Estimate: "Published range T +- 1.96 sd clipped to [0, 100], called 'rentang 90 %'"."""

LEAST_RESPONSE: Final = 10
"""Estimate: "Published only if n_R >= 10 ..."."""

LEAST_EVIDENCE: Final = 20
"""Estimate: "... and n_R + n_K + n_P + n_C >= 20"."""

SURE: Final = 0.95
"""Estimate, rank interval: "P(v > u) >= 0.95"."""

BANDS: Final[tuple[tuple[str, int], ...]] = (
    ("very_good", 85),  # sangat baik
    ("good", 70),  # baik
    ("fair", 55),  # cukup
    ("needs_attention", 0),  # perlu perhatian
)
"""Estimate: "Bands: sangat baik >= 85, baik >= 70, cukup >= 55, perlu perhatian below"."""

BAND_SURE: Final = 0.8
"""Estimate: "name one only if it holds with 0.8 probability, else name both"."""

TREND_MONTHS: Final = 8
"""Estimate, trend: "over at least 8 months; a signal is a point outside or 8 in a row on one side"."""

FUNNEL_LEVELS: Final = (0.95, 0.998)
"""Estimate, funnel: "exact binomial 95 and 99.8 % limits"."""

DRAWS: Final = 1000
SHAPES: Final[dict[Part, int]] = {"r": 6, "k": 6, "p": 5, "c": 3}
"""Sensitivity: "Dirichlet(20 w), 1,000 draws": 20 times the weights."""
