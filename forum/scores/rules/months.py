"""Months, the window of three, and when a month is settled. Pure. A month is written "2026-09"."""

from __future__ import annotations

import re
from datetime import date

from forum.scores.rules.version import WINDOW_MONTHS

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])\Z")
"""How a month is written."""


def month_of(day: date) -> str:
    """The month a day lies in."""
    return f"{day.year:04d}-{day.month:02d}"


def shifted(month: str, by: int) -> str:
    """The month so many months later, or earlier below 0."""
    months = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def first_day(month: str) -> date:
    """The first day of a month."""
    return date(int(month[:4]), int(month[5:]), 1)


def window(month: str) -> tuple[str, ...]:
    """The three calendar months up to and including this one, oldest first."""
    return tuple(shifted(month, by) for by in range(1 - WINDOW_MONTHS, 1))


def settled_on(month: str) -> date:
    """The first day on which a month is closed: one full month after its end (September's is 1 November)."""
    return first_day(shifted(month, 2))


def is_settled(month: str, today: date) -> bool:
    """False while the figures are "sementara"."""
    return today >= settled_on(month)
