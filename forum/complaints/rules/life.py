"""The life of a complaint: which act, by whom, from which state, leads to which. Pure.

The table below is the whole rule; it follows design/domain.md, "A complaint".
"""

from __future__ import annotations

from dataclasses import dataclass

STATES = (
    "submitted",  # menunggu verifikasi
    "awaiting_completion",  # menunggu kelengkapan: the verifying clock is paused
    "archived",  # diarsipkan, with a ground
    "assigned",  # didisposisikan
    "in_progress",  # ditindaklanjuti: a first substantive answer was given
    "resolved",  # selesai menurut unit: waits for the reporter's yes
    "confirmed",  # dikonfirmasi pelapor
    "closed_by_system",  # ditutup sistem after the reporter's silence
    "closed_by_moderator",  # ditutup moderator
    "reopened",  # dibuka kembali
    "merged",  # digabung into another
    "withdrawn",  # dicabut by the reporter
    "referred",  # diteruskan to an agency outside the system
)
OPEN = frozenset({"submitted", "awaiting_completion", "assigned", "in_progress", "resolved", "reopened"})
CLOSED = frozenset({"archived", "confirmed", "closed_by_system", "closed_by_moderator", "withdrawn", "referred"})
UNIT_TURN = frozenset({"assigned", "in_progress", "reopened"})
MERGEABLE = frozenset({"submitted", "awaiting_completion", "assigned", "in_progress", "reopened"})

CLASSES = ("complaint", "supervisory", "aspiration", "information")
CHANNELS = ("web", "counter", "phone", "message")
ARCHIVE_GROUNDS = (
    "incomplete",  # not completed in time
    "not_public_service",  # not about a public service
    "no_substance",  # no checkable substance
    "spam",
    "in_court",  # the same matter is before a court
    "already_handled",  # the same matter of the same reporter was settled
)

REPORTER, OFFICER, MODERATOR, SYSTEM = "reporter", "officer", "moderator", "system"


@dataclass(frozen=True)
class Step:
    """One act: who may take it, from which states, and the state it leads to (None keeps it)."""

    roles: frozenset[str]
    sources: frozenset[str]
    target: str | None


def _step(roles: str, sources: frozenset[str] | str, target: str | None) -> Step:
    states = frozenset(sources.split()) if isinstance(sources, str) else sources
    return Step(frozenset(roles.split()), states, target)


LIFE: dict[str, Step] = {
    "ask_completion": _step(MODERATOR, "submitted", "awaiting_completion"),
    "complete": _step(REPORTER, "awaiting_completion", "submitted"),
    "expire": _step(SYSTEM, "awaiting_completion", "archived"),
    "archive": _step(MODERATOR, "submitted awaiting_completion", "archived"),
    "assign": _step(MODERATOR, "submitted", "assigned"),
    "transfer": _step(MODERATOR, UNIT_TURN, "assigned"),
    "forward": _step(OFFICER, UNIT_TURN, None),
    "take": _step(OFFICER, UNIT_TURN, None),
    "propose_transfer": _step(OFFICER, UNIT_TURN, None),
    "refuse_transfer": _step(MODERATOR, UNIT_TURN | {"resolved"}, None),
    "answer": _step(OFFICER, "assigned reopened in_progress", "in_progress"),
    "progress": _step(OFFICER, "in_progress", None),
    "resolve": _step(OFFICER, UNIT_TURN, "resolved"),
    "confirm": _step(REPORTER, "resolved closed_by_system", "confirmed"),
    "dispute": _step(REPORTER, "resolved confirmed closed_by_system closed_by_moderator", "reopened"),
    "close_silent": _step(SYSTEM, "resolved", "closed_by_system"),
    "close": _step(MODERATOR, UNIT_TURN | {"resolved"}, "closed_by_moderator"),
    "reopen": _step(f"{REPORTER} {MODERATOR}", CLOSED, "reopened"),
    "reply": _step(REPORTER, OPEN, None),
    "withdraw": _step(REPORTER, OPEN, "withdrawn"),
    "merge": _step(MODERATOR, MERGEABLE, "merged"),
    "unmerge": _step(MODERATOR, "merged", None),
    "refer": _step(MODERATOR, MERGEABLE, "referred"),
    "revise": _step(MODERATOR, OPEN, None),
    "support_unit": _step(MODERATOR, UNIT_TURN | {"resolved"}, None),
    "drop_support": _step(MODERATOR, UNIT_TURN | {"resolved"}, None),
}
"""`reopen` of a case that was never assigned leads back to `submitted`, and `unmerge` to the state before:
see `next_state`."""


def may_follow(act: str, role: str, state: str) -> bool:
    """True when `role` may take `act` on a complaint in `state`."""
    step = LIFE[act]
    return role in step.roles and state in step.sources


def next_state(act: str, state: str, was_assigned: bool = True, before: str | None = None) -> str:
    """The state after `act`. Raises ValueError when the act does not start from `state`."""
    step = LIFE[act]
    if state not in step.sources:
        raise ValueError(f"{act} does not start from {state}")
    if act == "reopen" and not was_assigned:
        return "submitted"
    if act == "unmerge":
        if before not in MERGEABLE:
            raise ValueError("a merged complaint returns to the state it had")
        return before
    return step.target or state
