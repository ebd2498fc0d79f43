"""Figures from counted rows. Pure."""

from __future__ import annotations

from collections.abc import Mapping

LONGEST = 61
"""Histogram bucket for more than 60 working days."""


def bucket(days: int) -> int:
    """The histogram bucket of a number of working days (0 to 61)."""
    return max(0, min(days, LONGEST))


def percent(part: int, whole: int) -> int | None:
    """A share in whole percent, rounded half up; None of nothing. Raises ValueError when the part is larger."""
    if part > whole:
        raise ValueError("a part is no larger than the whole")
    return (200 * part + whole) // (2 * whole) if whole else None


def median(histogram: Mapping[int, int]) -> float | None:
    """The median of a histogram {days: n}, the mean of the middle two when n is even; None when empty."""
    total = sum(histogram.values())
    if total == 0:
        return None
    return (_at(histogram, (total - 1) // 2) + _at(histogram, total // 2)) / 2


def _at(histogram: Mapping[int, int], rank: int) -> int:
    seen = 0
    for days in sorted(histogram):
        seen += histogram[days]
        if rank < seen:
            return days
    raise IndexError(rank)
