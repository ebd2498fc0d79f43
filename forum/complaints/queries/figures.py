"""How a unit is doing, from what was counted as it happened: complaints and commitments, in one statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, String, bindparam, cast, func, literal, select, union_all

from forum.commitments.queries.tallies import rows_of_unit
from forum.commitments.rules import Share, share
from forum.complaints import rules
from forum.complaints.models import AnswerDays, Complaint, UnitMonth, UnitTally
from forum.complaints.queries.tallies import MOST_COUNTED
from forum.complaints.rules import figures
from forum.core.db import db

COUNTED_OPEN = rules.OPEN - {"submitted", "awaiting_completion"}


@dataclass
class UnitFigures:
    """Counts of a unit; `answered` and `in_time` since the month asked for, `days` a histogram of all first answers.

    `unanswered` are late without any answer: they stand beside the answered, so that silence never looks like success.
    """

    states: dict[str, int] = field(default_factory=dict)
    days: dict[int, int] = field(default_factory=dict)
    answered: int = 0
    in_time: int = 0
    unanswered: int = 0
    overdue: int = 0
    promised: dict[str, int] = field(default_factory=dict)
    """Commitments that fell due since the month asked for, by outcome."""

    @property
    def values(self) -> tuple[object, ...]:
        """Everything that is counted, to compare by."""
        kept = (*self.states.items(), *self.days.items(), *self.promised.items())
        return (*kept, self.answered, self.in_time, self.unanswered, self.overdue)

    @property
    def kept(self) -> Share:
        """Commitments kept in time of those that fell due."""
        return share(self.promised)

    @property
    def open(self) -> int:
        """Cases the unit leads that are not closed."""
        return sum(n for state, n in self.states.items() if state in COUNTED_OPEN)

    @property
    def most(self) -> int:
        """Overdue cases are counted to this number and no further."""
        return MOST_COUNTED

    @property
    def share_in_time(self) -> int | None:
        """First answers within the time limit, in percent of those given and those overdue."""
        return figures.percent(self.in_time, self.n_due)

    @property
    def n_due(self) -> int:
        """First answers that were given or should have been."""
        return self.answered + self.unanswered

    @property
    def median_days(self) -> float | None:
        """Median working days to the first answer."""
        return figures.median(self.days)

    @property
    def n_days(self) -> int:
        """How many first answers the median rests on."""
        return sum(self.days.values())


def unit_figures(unit_id: int, today: date, since: str) -> UnitFigures:
    """What is counted of a unit; months from `since` (YYYY-MM) on."""
    found = UnitFigures()
    first_day = date.fromisoformat(f"{since}-01")
    asked = {"unit_id": unit_id, "today": today, "since": since, "until": f"{today:%Y-%m}", "first_day": first_day}
    for kind, key, n in db.session.execute(COUNTED, asked):
        if kind == "state":
            found.states[key] = n
        elif kind == "days":
            found.days[int(key)] = n
        elif kind == "promise":
            found.promised[key] = int(n)
        else:
            setattr(found, kind, int(n))
    return found


def _counted() -> CompoundSelect[Any]:
    unit_id: BindParameter[int] = bindparam("unit_id")
    late = select(literal(1)).where(
        Complaint.unit_id == unit_id, Complaint.assigned_on.is_not(None), Complaint.due_on < bindparam("today"),
        Complaint.state.in_(rules.OPEN - {"resolved"}),
    )  # fmt: skip
    silent = late.where(Complaint.first_answered_on.is_(None))
    month = (UnitMonth.unit_id == unit_id, UnitMonth.month >= bindparam("since"))
    return union_all(
        select(literal("state"), UnitTally.state, UnitTally.n).where(UnitTally.unit_id == unit_id),
        select(literal("days"), cast(AnswerDays.days, String), AnswerDays.n).where(AnswerDays.unit_id == unit_id),
        select(literal("answered"), literal(""), func.coalesce(func.sum(UnitMonth.answered), 0)).where(*month),
        select(literal("in_time"), literal(""), func.coalesce(func.sum(UnitMonth.in_time), 0)).where(*month),
        select(literal("unanswered"), literal(""), func.count()).select_from(silent.limit(MOST_COUNTED + 1).subquery()),
        select(literal("overdue"), literal(""), func.count()).select_from(late.limit(MOST_COUNTED + 1).subquery()),
        *rows_of_unit(),
    )


COUNTED = _counted()
