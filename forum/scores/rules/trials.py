"""To which month a trial belongs, and whether it counts: one rule for the kept counters and for the full recount. Pure.

Source: design/scoring.md, "Inputs". Days are plain dates in the government's zone; a deadline ends with its day, so a
trial is "pending" through that day. What happened after `today` is not known yet. Readings of ours:
- A complaint that the reporter withdrew, or the moderator closed while it was unanswered (R) or undone (K), on or
  before the deadline is left out; after the deadline it counts. Merged, transferred and passed on are left out
  whenever it happened, as the table says.
- R looks at the first-answer deadline alone, as it last stood for this unit: a reopening starts no second trial.
- K takes the first word of the reporter: a "no", or a reopening within 14 days of the "yes", stays a failure even if
  the case is solved later, or a false mark would cost nothing. A reporter who reopens without a word has said "no"; a
  reopening by the moderator alone is no word. A case done late whose reporter is silent is silent, not overdue.
- C asks that the evidence was accepted by the due date, not only handed in; partly kept is not accepted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from forum.scores.rules.months import month_of
from forum.scores.rules.version import LEAST_ITEMS, REOPENING_DAYS

Outcome = Literal["success", "failure", "overdue", "counted", "left_out", "pending"]
Ending = Literal["transferred", "merged", "referred", "withdrawn", "closed_by_moderator"]

GONE: Final = frozenset({"transferred", "merged", "referred"})
"""Endings that take the trial away whenever they happen."""

LEFT_OUT: Final[Mapping[str, tuple[str, ...]]] = {
    "r": ("transferred", "merged", "referred", "withdrawn", "closed_by_moderator"),
    "k": ("transferred", "merged", "referred", "withdrawn", "closed_by_moderator", "reporter_silent"),
    "p": ("no_token", "unverified", "own_staff", "held", "too_few_answers"),
    "c": ("withdrawn_with_consent",),
}
"""Every ground on which a trial is left out."""

ENDING_OF: Final[Mapping[str, Ending | None]] = {
    "submitted": None,
    "awaiting_completion": None,
    "archived": None,  # only a case that no unit had: it has no deadline of a unit
    "assigned": None,
    "in_progress": None,
    "resolved": None,
    "confirmed": None,
    "closed_by_system": None,  # the reporter's silence, told by the round without a word
    "closed_by_moderator": "closed_by_moderator",
    "reopened": None,
    "merged": "merged",
    "withdrawn": "withdrawn",
    "referred": "referred",
}
"""The ending each state of a complaint means for its unit; a transfer is an ending for the unit that had it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial of one part. `overdue` weighs q; `ground` says why it was left out."""

    month: str
    outcome: Outcome
    ground: str | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """How and when the case left the unit's hands."""

    ending: Ending
    on: date


@dataclass(frozen=True, slots=True)
class Round:
    """A unit's "done": when, the reporter's word (True solved, False not) and when, and the reopening after it."""

    done_on: date
    solved: bool | None = None
    said_on: date | None = None
    reopened_on: date | None = None


def _known(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def _excused(left: Departure | None, due_on: date, today: date) -> str | None:
    """The ground on which an unanswered or undone case is left out."""
    if left is None or left.on > today:
        return None
    return left.ending if left.ending in GONE or left.on <= due_on else None


def response_trial(
    due_on: date | None, answered_on: date | None, today: date, left: Departure | None = None
) -> Trial | None:
    """R. `answered_on`: the first substantive answer that the reporter can see and no moderator voided."""
    if due_on is None:
        return None
    month, ground = month_of(due_on), _excused(left, due_on, today)
    answered = answered_on is not None and answered_on <= min(due_on, today)
    if ground and not (answered and ground == "closed_by_moderator"):
        return Trial(month, "left_out", ground)
    if today <= due_on:
        return Trial(month, "pending")
    return Trial(month, "success" if answered else "failure")


def resolution_trial(
    due_on: date | None, rounds: Sequence[Round], today: date, left: Departure | None = None
) -> Trial | None:
    """K, from every "done" of the unit in order of time."""
    if due_on is None:
        return None
    month, ground = month_of(due_on), _excused(left, due_on, today)
    if ground in GONE:
        return Trial(month, "left_out", ground)
    if today <= due_on:
        return Trial(month, "pending")
    known = [one for one in rounds if one.done_on <= today]
    word = next((solved for solved in (_word(one, today) for one in known) if solved is not None), None)
    if word is not None:
        return Trial(month, "success" if word else "failure")
    if known and not _known(known[-1].reopened_on, today):
        return Trial(month, "left_out", "reporter_silent")
    return Trial(month, "left_out", ground) if ground else Trial(month, "overdue")


def _word(one: Round, today: date) -> bool | None:
    """Solved, not solved, or nothing said yet: a yes falls with a reopening within 14 days."""
    if one.solved is None or one.said_on is None or one.said_on > today:
        return None
    if one.reopened_on is None or one.reopened_on > today:
        return one.solved
    return one.solved and one.reopened_on - one.said_on > timedelta(days=REOPENING_DAYS)


def satisfaction_trial(
    visited_on: date, answered: int, *, token: bool, verified: bool = True, staff: bool = False, held: bool = False
) -> Trial:
    """P, of the month of the visit; `answered` of the nine items, `staff` of the unit that is rated."""
    grounds = {
        "no_token": not token,
        "unverified": not verified,
        "own_staff": staff,
        "held": held,
        "too_few_answers": answered < LEAST_ITEMS,
    }
    ground = next((name for name, holds in grounds.items() if holds), None)
    return Trial(month_of(visited_on), "left_out" if ground else "counted", ground)


def commitment_trial(due_on: date, accepted_on: date | None, today: date, withdrawn_on: date | None = None) -> Trial:
    """C. `accepted_on`: the moderator accepted the evidence; `withdrawn_on`: with the forum's consent."""
    month = month_of(due_on)
    if _known(withdrawn_on, today):
        return Trial(month, "left_out", "withdrawn_with_consent")
    if today <= due_on:
        return Trial(month, "pending")
    return Trial(month, "success" if accepted_on is not None and accepted_on <= due_on else "failure")
