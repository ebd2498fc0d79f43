"""What the front page of a place counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, literal, select

from forum.complaints import rules
from forum.complaints.models import Complaint, UnitMonth
from forum.complaints.queries import tallies
from forum.complaints.queries.tallies import MOST_COUNTED
from forum.complaints.rules import figures
from forum.core.db import db
from forum.units.models import Unit


@dataclass(frozen=True)
class Sums:
    """What happened at all units of a government in some months."""

    answered: int
    unanswered: int
    """Late without any answer, counted to 1,001 and no further."""
    in_time: int
    resolved: int
    confirmed: int
    overdue: int
    """Past the deadline that runs, counted likewise."""

    @property
    def n_due(self) -> int:
        """First answers that were given or should have been: silence never looks like success."""
        return self.answered + self.unanswered

    @property
    def share_in_time(self) -> int | None:
        """First answers within the time limit, in percent."""
        return figures.percent(self.in_time, self.n_due)


def sums_since(government_id: int, month: str, today: date) -> Sums:
    """Sums of the unit months from `month` (YYYY-MM) on, and what is late today, in one statement."""
    columns = (UnitMonth.answered, UnitMonth.in_time, UnitMonth.resolved, UnitMonth.confirmed)
    silent = select(literal(1)).where(
        Complaint.government_id == government_id, Complaint.due_on < today, Complaint.first_answered_on.is_(None),
        Complaint.assigned_on.is_not(None), Complaint.state.in_(rules.UNIT_TURN),
    )  # fmt: skip
    unanswered = select(func.count()).select_from(silent.limit(MOST_COUNTED + 1).subquery()).scalar_subquery()
    overdue = tallies.overdue_count(today, government_id).scalar_subquery()
    summed = select(unanswered, overdue, *(func.coalesce(func.sum(c), 0) for c in columns))
    summed = summed.select_from(UnitMonth).join(Unit, Unit.id == UnitMonth.unit_id)
    row = db.session.execute(summed.where(Unit.government_id == government_id, UnitMonth.month >= month)).one()
    unanswered_n, late, answered, in_time, resolved, confirmed = (int(n) for n in row)
    return Sums(answered, unanswered_n, in_time, resolved, confirmed, late)
