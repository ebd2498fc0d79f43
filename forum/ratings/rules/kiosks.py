"""When a tablet at a counter takes answers. Pure."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BETWEEN = timedelta(seconds=20)
"""One answer at most in this time: a queue of visitors is slower, a hand that stuffs is not."""

WEEKDAYS = "1234567"
"""Monday to Sunday, as date.isoweekday counts."""


def is_open(opens: str, closes: str, weekdays: str, days_off: Set[date], now: datetime, zone: str) -> bool:
    """True within office hours ("08:00" to "16:00", the end not included) of a weekday that is no day off."""
    there = now.astimezone(ZoneInfo(zone))
    is_day = str(there.isoweekday()) in weekdays and there.date() not in days_off
    return is_day and time.fromisoformat(opens) <= there.time() < time.fromisoformat(closes)


def seconds_left(last_at: datetime | None, now: datetime) -> int:
    """Seconds until the tablet takes the next answer; 0 means now."""
    if last_at is None:
        return 0
    return max(0, -(-(last_at + BETWEEN - now) // timedelta(seconds=1)))
