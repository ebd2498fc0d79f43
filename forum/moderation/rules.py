"""The closed list of grounds, what may be decided from where, and how long it took. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

GROUNDS = (
    "personal_data",  # tells of somebody what belongs to them alone
    "sara",  # hatred for ethnicity, religion, race or group
    "spam",
    "obscene",
    "defamation",  # accuses by name without facts
    "irrelevant",  # not about public service
)
SOURCES = {"show": frozenset({"waiting", "hidden"}), "hide": frozenset({"waiting", "shown"})}
MOST_DAYS = 60
"""Decisions that took longer are counted here."""


def may_decide(verdict: str, state: str) -> bool:
    """True when the verdict changes anything for a thing in `state`."""
    return state in SOURCES[verdict]


def days_taken(since: datetime, until: datetime) -> int:
    """Whole days (24 hours) between, at most MOST_DAYS."""
    return max(0, min(MOST_DAYS, (until - since).days))


def median_days(counts: Mapping[int, int]) -> int | None:
    """The lower median of days by how often; None without any."""
    total, passed = sum(counts.values()), 0
    for days in sorted(counts):
        passed += counts[days]
        if total and 2 * passed >= total:
            return days
    return None
