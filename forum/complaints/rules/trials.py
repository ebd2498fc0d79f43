"""What one complaint proves about its units: a trial of the first answer (R) and one of the resolution (K). Pure.

Source: design/scoring.md, table "Inputs". A trial belongs to the month of its deadline and counts once. Nothing here
asks what day it is: a trial that is `pending` turns into a failure by itself on the day after its deadline. Readings:

- R is about the first answer; a reopening makes no new trial. An answer that a moderator voided is none. Merged and
  passed on to an outside agency are left out whenever it happened; withdrawn up to the deadline, and closed by a
  moderator up to the deadline while unanswered. After it an unanswered one stays a failure.
- K: a yes counts unless the case was opened again within 14 days; a no, or such a reopening, sticks even when the case
  is mended later. Done without a word is `silent`. Undone after the deadline stays a failure, whatever ends the case.
- A transfer that a moderator agreed to takes the trial away from the unit; the next one begins anew, and its resolution
  is due no sooner than its first answer. What K proved before (a yes that held, a no) stays with who proved it.
- Handing a case on within a unit, or to the successor of a unit that ended, takes a trial along as it is; what was
  proved before stays with who let it pass, and the next unit has no trial of that part.
- A reopening moves the resolution deadline only of a case that nobody had marked as done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from forum.complaints.rules.trial_parts import (
    BEGINNINGS,
    ENDINGS,
    PENDING,
    Event,
    K,
    R,
    Resolution,
    Response,
    Standing,
    Terms,
)

__all__ = ["FAILURES", "LEFT_OUT", "PASSED", "PENDING", "SUCCESS", "VERBS", "Event", "K", "R", "Standing", "Terms",
           "answered_and_done", "has_passed", "outcome_on", "standings"]  # fmt: skip

SUCCESS = {R: "met", K: "solved"}
FAILURES = {R: ("late", "unanswered"), K: ("unsolved", "overdue")}
PASSED = {R: "unanswered", K: "overdue"}
"""What a pending trial has become once its deadline passed."""

LEFT_OUT = {
    R: ("transferred", "forwarded", "merged", "withdrawn", "referred", "closed"),
    K: ("transferred", "forwarded", "merged", "withdrawn", "referred", "closed", "silent"),
}
VERBS = frozenset({
    *BEGINNINGS, *ENDINGS, "forward", "hand_over", "answer", "resolve", "confirm", "dispute", "reopen", "merge",
    "unmerge",
})  # fmt: skip
"""Acts of a complaint's ledger that a trial follows from."""


def standings(events: Iterable[Event], terms: Terms) -> list[Standing]:
    """Every trial that follows from a complaint's acts, oldest act first; none before it was assigned."""
    response, resolution = Response(terms), Resolution(terms)
    for event in events:
        response.meet(event)
        resolution.meet(event)
    return [*response.standings(), *resolution.standings()]


def has_passed(due_on: date, today: date) -> bool:
    """True from the day after the deadline on."""
    return today > due_on


def outcome_on(part: str, outcome: str, due_on: date, today: date) -> str:
    """The outcome as it reads on a day: pending ones past their deadline are failures."""
    return PASSED[part] if outcome == PENDING and has_passed(due_on, today) else outcome


def answered_and_done(counts: Mapping[str, int]) -> tuple[int, int]:
    """Of K outcomes: how often the reporter answered, and how often the unit marked as done. q is their ratio."""
    answered = counts.get("solved", 0) + counts.get("unsolved", 0)
    return answered, answered + counts.get("silent", 0)
