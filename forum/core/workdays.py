"""Working days: Monday to Friday, less the given days off. Pure."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def is_working_day(day: date, days_off: Set[date]) -> bool:
    """True unless Saturday, Sunday or a day off."""
    return day.weekday() < 5 and day not in days_off


def add_working_days(start: date, days: int, days_off: Set[date]) -> date:
    """The `days`-th working day after `start`; `start` itself is day 0. Raises ValueError below 0."""
    if days < 0:
        raise ValueError("days must not be negative")
    day = start
    while days > 0:
        day += ONE_DAY
        days -= is_working_day(day, days_off)
    return day


def working_days_between(start: date, end: date, days_off: Set[date]) -> int:
    """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
    if end < start:
        return -working_days_between(end, start, days_off)
    whole_weeks, rest = divmod((end - start).days, 7)
    tail = sum((start + ONE_DAY * k).weekday() < 5 for k in range(1, rest + 1))
    off = sum(1 for d in days_off if start < d <= end and d.weekday() < 5)
    return whole_weeks * 5 + tail - off
