"""A published figure beside the list behind it: the figure is locked, its cases go on, and what differs is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from forum.commitments.queries import scoring as commitments
from forum.complaints.queries import trial_evidence
from forum.ratings.queries import scoring as ratings

FAILED = {"r": ("late", "unanswered"), "c": ("kept_late", "partly", "broken", "unkept")}
"""Outcomes that a kept figure does not tell apart."""
SUCCEEDED = {"r": "met", "c": "kept"}


class Change(NamedTuple):
    """An outcome that had so many cases when the month was published, and has so many today."""

    outcome: str
    then: int
    now: int


def kept_of(detail: Mapping[str, Any], part: str) -> dict[str, int]:
    """By outcome what the scorecard counts and leaves out in R, K or C; of P all verified visits."""
    kept = detail["parts"][part]
    if part == "p":
        return {"visits": int(float(kept["n"]))}
    left_out = detail.get("left_out", {}).get(part, {})
    if part == "k":
        k = detail["k"]
        return {"solved": k["yes"], "unsolved": k["answered"] - k["yes"], "overdue": k["overdue"], **left_out}
    s, n = int(float(kept["s"])), int(float(kept["n"]))
    return {SUCCEEDED[part]: s, f"failed_{part}": n - s, **left_out}


def now_of(government_id: int, unit_id: int, part: str, months: Sequence[str], today: date) -> dict[str, int]:
    """The same as the lists have it today, in one statement."""
    if part == "p":
        return {"visits": sum(row.n for row in ratings.visits_between(government_id, months[0], months[-1], unit_id))}
    if part == "c":
        found = commitments.outcomes_of(unit_id, months, today)
    else:
        found = trial_evidence.outcomes_of(unit_id, part.upper(), months, today)
    counts: dict[str, int] = {}
    for outcome, n in found.items():
        name = f"failed_{part}" if outcome in FAILED.get(part, ()) else outcome
        counts[name] = counts.get(name, 0) + n
    return counts


def changes(then: Mapping[str, int], now: Mapping[str, int]) -> list[Change]:
    """Outcomes whose number is another one today."""
    names = sorted({*then, *now})
    pairs = [Change(name, then.get(name, 0), now.get(name, 0)) for name in names]
    return [change for change in pairs if change.then != change.now]
