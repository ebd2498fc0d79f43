"""What the system suggests to talk about: how many of each reason, and their titles as content. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

MOST_SUPPORTED = 3
LEAST_SUPPORT = 2
"""One supporter is the reporter's neighbour; a second makes it a matter of several."""
MOST_OVERDUE = 100
"""At once: every promise that was not kept returns, and the next run brings what is over this."""
MOST_ELEMENTS = 2
LEAST_ANSWERS = 10
"""Fewer answers of an element say too little to spend a meeting on."""
MOST_SIGNALS = 3

SIGNAL_ORDER = ("pile", "bounce", "hollow", "trend")


def month_before(today: date) -> str:
    """The last whole month."""
    this = today.year * 12 + today.month - 2
    return f"{this // 12}-{this % 12 + 1:02d}"


def bad_signals(signals: Iterable[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Those that call for a talk, the plainest first: a month better than usual does not."""
    bad = [one for one in signals if one["kind"] != "trend" or one.get("side") == "down"]
    return sorted(bad, key=lambda one: SIGNAL_ORDER.index(str(one["kind"])))
