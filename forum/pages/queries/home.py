"""What the front page of a place counts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from forum.complaints.models import UnitMonth
from forum.core.db import db
from forum.units.models import Unit


@dataclass(frozen=True)
class Sums:
    """What happened at all units of a government in some months."""

    answered: int
    in_time: int
    resolved: int
    confirmed: int


def sums_since(government_id: int, month: str) -> Sums:
    """Sums of the unit months from `month` (YYYY-MM) on."""
    columns = (UnitMonth.answered, UnitMonth.in_time, UnitMonth.resolved, UnitMonth.confirmed)
    summed = select(*(func.coalesce(func.sum(c), 0) for c in columns)).join(Unit, Unit.id == UnitMonth.unit_id)
    row = db.session.execute(summed.where(Unit.government_id == government_id, UnitMonth.month >= month)).one()
    return Sums(*(int(n) for n in row))
