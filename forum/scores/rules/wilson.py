"""The interval of a share of few trials after Wilson (1927). Pure."""

from __future__ import annotations

import math

Z_95 = 1.959963984540054


def wilson(s: float, n: float, z: float = Z_95) -> tuple[float, float]:
    """Bounds of s/n, 0 to 1; of nothing, everything: (0, 1). Raises ValueError when s is no part of n."""
    if not 0 <= s <= n:
        raise ValueError("successes are a part of trials")
    if n == 0:
        return 0.0, 1.0
    share, scale = s / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / scale
    reach = z * math.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2) / scale
    return (0.0 if s == 0 else middle - reach), (1.0 if s == n else middle + reach)
