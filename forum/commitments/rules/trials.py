"""How a commitment counts for its unit, in the month of its due date (scoring.md, part C). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

PENDING = "pending"
OVERDUE = "overdue"
"""Pending past its day."""
OUTCOMES = ("kept", "kept_late", "partly", "broken", "withdrawn")
FAILURES = ("kept_late", "partly", "broken", OVERDUE)
"""`withdrawn` is left out, and how many were is told; taken back after its day, a promise counts as broken."""


def outcome(
    state: str, due_on: date, accepted_on: date | None, claimed_on: date | None, settled_on: date | None = None
) -> str | None:
    """What it counts as: None before the unit head agreed, `pending` until it is settled.

    Kept in time is a success only when the evidence came on the due date or before it. What is taken back after its
    day is not left out: otherwise a forum could be asked to make a failure disappear.
    """
    if accepted_on is None:
        return None
    if state == "kept":
        return "kept" if claimed_on is not None and claimed_on <= due_on else "kept_late"
    if state == "withdrawn" and settled_on is not None and settled_on > due_on:
        return "broken"
    return state if state in OUTCOMES else PENDING


@dataclass(frozen=True)
class Share:
    """How many were kept in time of those that fell due, and how many were left out."""

    kept: int
    n: int
    left_out: int = 0

    @property
    def percent(self) -> int | None:
        """Rounded half-up; None without any."""
        return (200 * self.kept + self.n) // (2 * self.n) if self.n else None


def share(counts: Mapping[str, int]) -> Share:
    """The share from counts by outcome, those past their day as `overdue`."""
    kept = counts.get("kept", 0)
    return Share(kept, kept + sum(counts.get(each, 0) for each in FAILURES), counts.get("withdrawn", 0))
