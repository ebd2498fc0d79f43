"""Who is told about a deadline, and when: officer -> unit head -> moderator -> inspector -> reporter. Pure."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from forum.core.workdays import working_days_between


@dataclass(frozen=True)
class Ladder:
    """Working days before (remind) and after (the others) a deadline."""

    remind: int = 1
    head: int = 1
    moderator: int = 3
    inspector: int = 5
    ombudsman: int = 10


def steps_due(due_on: date, today: date, ladder: Ladder, days_off: Set[date]) -> list[str]:
    """Every step whose day has come, in order: remind, head, moderator, inspector, ombudsman."""
    if today <= due_on:
        return ["remind"] if working_days_between(today, due_on, days_off) <= ladder.remind else []
    late = working_days_between(due_on, today, days_off)
    after = {"head": ladder.head, "moderator": ladder.moderator, "inspector": ladder.inspector,
             "ombudsman": ladder.ombudsman}  # fmt: skip
    return ["remind", *(step for step, days in after.items() if late >= days)]
