"""A burst of answers without a token is held until a moderator has looked: design of the score, gaming table. Pure.

Counted are answers that came over the net without a token, about one unit; neither paper entered by clerks nor
answers held or rejected before, so that yesterday's burst does not make room for today's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction

WINDOW = timedelta(hours=24)
TRAILING_DAYS = 28
"""Four whole weeks before the window, so that each weekday counts alike."""

_ALWAYS_FREE = 5
_TIMES_THE_MEAN = 4


def ceiling(trailing: int, days: int = TRAILING_DAYS) -> Fraction:
    """How many answers in 24 hours are ordinary after `trailing` of them in the `days` before. Raises ValueError."""
    if trailing < 0 or days < 1:
        raise ValueError("a count of some days is expected")
    return max(Fraction(_ALWAYS_FREE), _TIMES_THE_MEAN * Fraction(trailing, days))


def is_burst(recent: int, trailing: int, days: int = TRAILING_DAYS) -> bool:
    """True if `recent` answers in 24 hours, the newest one included, are more than ordinary."""
    return recent > ceiling(trailing, days)


def held(moments: Sequence[datetime], now: datetime) -> list[datetime]:
    """The answers to hold at `now`: all of the last 24 hours, the first ones of the burst too, or none."""
    begin = now - WINDOW
    recent = sorted(moment for moment in moments if begin < moment <= now)
    trailing = sum(begin - timedelta(days=TRAILING_DAYS) < moment <= begin for moment in moments)
    return recent if is_burst(len(recent), trailing) else []
