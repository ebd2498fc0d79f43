"""Answers wait for each other, so that no two looks at a figure are a single respondent apart. Pure.

Who reads a figure before and after one visitor's answer could subtract the one from the other and hold that visitor's
marks. So the marks about one service, of one month of visits, from one source (with a token or without) enter figures
in groups of at least five: when ten wait, the oldest five go in and five stay back. What stays back until the month is
settled is then never fewer than five, unless the whole month had fewer.
"""

from __future__ import annotations

from datetime import date, timedelta

LEAST = 5
"""Fewer marks than this never enter a figure together while they are awaited."""
FULL = 2 * LEAST
"""So many must wait before any goes in."""


def released(waiting: int) -> int:
    """How many of the waiting go in now, the oldest first: as many as leave LEAST behind, or none."""
    return waiting - LEAST if waiting >= FULL else 0


def settled(waiting: int, shown: int) -> int:
    """How many go in once the month is settled, with so many shown already: all, unless few come to others."""
    return waiting if waiting >= LEAST or not shown else 0


def may_leave(waiting: int, shown: int) -> int:
    """How many of the newest may be taken out of the waiting, to be held: the rest must not become few."""
    return max(0, waiting - LEAST) if shown else waiting


def readable(held: int) -> int:
    """Of how many held answers, the first ones, the marks may be read together: five by five."""
    return held - held % LEAST


def more_needed(waiting: int) -> int:
    """How many more answers it takes at the least until some of the waiting go in."""
    return max(1, FULL - waiting)


def settled_on(month: str) -> date:
    """The day a month of visits (2026-09) takes no more answers and nothing of it waits: a full month after its end."""
    months = int(month[:4]) * 12 + int(month[5:]) + 1
    return date(months // 12, months % 12 + 1, 1)


def is_whole_months(first: date, last: date) -> bool:
    """True for a span from the first day of a month to the last one of the same or another.

    Rounds are such: where a round parts a month, the few answers on one side of the line could be had by subtraction.
    """
    return first.day == (last + timedelta(days=1)).day == 1


def last_settled(today: date) -> str:
    """The newest month that is settled."""
    months = today.year * 12 + today.month - 3
    return f"{months // 12:04d}-{months % 12 + 1:02d}"
