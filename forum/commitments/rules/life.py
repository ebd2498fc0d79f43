"""The life of a commitment: which act, by whom, from which state, leads to which. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

STATES = (
    "drafted",  # usulan: a moderator has not accepted the wording yet
    "worded",  # the wording stands; the unit head has not agreed yet
    "accepted",  # disanggupi by the unit head: it counts from here on
    "claimed",  # evidence was handed in; a moderator weighs it
    "kept",  # ditepati
    "partly",  # ditepati sebagian
    "broken",  # tidak ditepati
    "withdrawn",  # ditarik with the forum's consent
    "declined",  # tidak disanggupi
)
WAITING = frozenset({"drafted", "worded"})
OPEN = frozenset({"accepted", "claimed"})
SETTLED = frozenset({"kept", "partly", "broken", "withdrawn", "declined"})
MOST_MONTHS = 24
"""How far ahead a commitment may be due."""

OFFICER, HEAD, MODERATOR = "officer", "head", "moderator"


@dataclass(frozen=True)
class Step:
    """One act: who may take it, from which states, and the state it leads to (None keeps it)."""

    roles: frozenset[str]
    sources: frozenset[str]
    target: str | None


def _step(roles: str, sources: str, target: str | None) -> Step:
    return Step(frozenset(roles.split()), frozenset(sources.split()), target)


LIFE: dict[str, Step] = {
    "revise": _step(f"{OFFICER} {MODERATOR}", "drafted", None),
    "send_back": _step(MODERATOR, "drafted", None),
    "drop": _step(OFFICER, "drafted", "withdrawn"),
    "word": _step(MODERATOR, "drafted", "worded"),
    "accept": _step(HEAD, "worded", "accepted"),
    "decline": _step(HEAD, "worded", "declined"),
    "amend": _step(MODERATOR, "worded accepted", None),
    "progress": _step(OFFICER, "accepted claimed", None),
    "claim": _step(OFFICER, "accepted", "claimed"),
    "keep": _step(MODERATOR, "claimed", "kept"),
    "part": _step(MODERATOR, "claimed", "partly"),
    "return": _step(MODERATOR, "claimed", "accepted"),
    "break": _step(MODERATOR, "accepted claimed", "broken"),
    "withdraw": _step(MODERATOR, "drafted worded accepted claimed", "withdrawn"),
}
"""`break` waits until the due date has passed; `amend` of an accepted one ends with it; see `actions`."""


def may_follow(act: str, role: str, state: str) -> bool:
    """True when `role` may take `act` on a commitment in `state`."""
    step = LIFE[act]
    return role in step.roles and state in step.sources


def next_state(act: str, state: str) -> str:
    """The state after `act`. Raises ValueError when the act does not start from `state`."""
    step = LIFE[act]
    if state not in step.sources:
        raise ValueError(f"{act} does not start from {state}")
    return step.target or state


def needs_consent(origin: str, accepted_on: date | None, due_on: date, today: date) -> bool:
    """True when only a recorded decision of a forum takes a published promise back.

    What a forum heard is always the forum's to let go; what was born in an answer too, once its day has passed.
    """
    return origin == "forum" or (accepted_on is not None and due_on < today)


def is_date_ahead(due_on: date, today: date) -> bool:
    """True for a day after today and at most MOST_MONTHS ahead."""
    ahead = (due_on.year - today.year) * 12 + due_on.month - today.month
    is_too_far = ahead > MOST_MONTHS or (ahead == MOST_MONTHS and due_on.day > today.day)
    return due_on > today and not is_too_far


def is_overdue(state: str, due_on: date, today: date) -> bool:
    """True when it was due before today and nobody settled it."""
    return state in OPEN and due_on < today
