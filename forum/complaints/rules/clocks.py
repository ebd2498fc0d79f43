"""The clocks of a complaint, in working days of the government's calendar. Pure.

Source: design/domain.md, "Clocks" (limits are rows of a policy table; these are the formulas). Day 0 is the day of
the starting event; a deadline ends at 23:59 of its day in the government's zone, so a deadline is a plain date.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from forum.core.workdays import add_working_days, working_days_between


@dataclass(frozen=True)
class Limits:
    """Time limits of a policy, in working days (1 to 250)."""

    verify: int = 3
    answer: int = 5
    resolve: int = 14
    silence: int = 10
    completion: int = 10
    reopen: int = 5


@dataclass(frozen=True)
class ClockFacts:
    """What happened when, in days of the government's zone."""

    state: str
    submitted_on: date
    verify_from: date | None = None
    asked_on: date | None = None
    paused_days: int = 0
    assigned_on: date | None = None
    answer_from: date | None = None
    answered_on: date | None = None
    reopened_on: date | None = None
    resolved_on: date | None = None


@dataclass(frozen=True)
class Deadlines:
    """Last days; None where a clock does not run. `running` is the one against moderator or unit."""

    verify: date | None
    completion: date | None
    answer: date | None
    resolve: date | None
    silence: date | None
    running: date | None


def paused_working_days(asked_on: date, ended_on: date, limits: Limits, days_off: Set[date], used: bool) -> int:
    """Working days that waiting for completion adds: those it lasted, at most the limit, and only once."""
    lasted = working_days_between(asked_on, ended_on, days_off)
    return 0 if used else max(0, min(lasted, limits.completion))


def deadlines(facts: ClockFacts, limits: Limits, days_off: Set[date]) -> Deadlines:
    """Every deadline that follows from the facts."""
    answer, resolve = _unit_deadlines(facts, limits, days_off)
    verify = add_working_days(facts.verify_from or facts.submitted_on, limits.verify + facts.paused_days, days_off)
    completion = silence = None
    if facts.state == "awaiting_completion" and facts.asked_on:
        completion = add_working_days(facts.asked_on, limits.completion, days_off)
    if facts.state == "resolved" and facts.resolved_on:
        silence = add_working_days(facts.resolved_on, limits.silence, days_off)
    running = {
        "submitted": verify,
        "assigned": _first(answer, resolve),
        "reopened": answer,
        "in_progress": resolve,
    }.get(facts.state)
    return Deadlines(verify, completion, answer, resolve, silence, running)


def _unit_deadlines(facts: ClockFacts, limits: Limits, days_off: Set[date]) -> tuple[date | None, date | None]:
    if facts.assigned_on is None:
        return None, None
    resolve = add_working_days(facts.assigned_on, limits.resolve, days_off)
    if facts.reopened_on is None:
        return add_working_days(facts.answer_from or facts.assigned_on, limits.answer, days_off), resolve
    start = max(facts.reopened_on, facts.answer_from or facts.reopened_on)
    allowed = limits.answer if start > facts.reopened_on else limits.reopen
    answer = add_working_days(start, allowed, days_off)
    return answer, max(resolve, answer)


def _first(*days: date | None) -> date | None:
    return min((d for d in days if d is not None), default=None)


def is_overdue(running: date | None, today: date) -> bool:
    """True from the day after the deadline on."""
    return running is not None and today > running
