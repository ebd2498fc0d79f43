"""Reading what was counted, and counting it anew."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, bindparam, func, literal, select

from forum.complaints import rules
from forum.complaints.models import AnswerDays, AreaTally, BoardTally, Complaint, UnitTally
from forum.core.db import db

MOST_COUNTED = 1_000
BOARD_COUNTS = select(BoardTally.state, BoardTally.n).where(BoardTally.government_id == bindparam("government_id"))


def board_counts(government_id: int) -> dict[str, int]:
    """Complaints of a government by state."""
    return {state: n for state, n in db.session.execute(BOARD_COUNTS, {"government_id": government_id})}


def unit_counts(unit_id: int) -> dict[str, int]:
    """Complaints a unit leads now, by state."""
    return {
        s: n for s, n in db.session.execute(select(UnitTally.state, UnitTally.n).where(UnitTally.unit_id == unit_id))
    }


def area_counts(codes: list[str]) -> dict[str, dict[str, int]]:
    """Published complaints of areas by state."""
    counts: dict[str, dict[str, int]] = {}
    for code, state, n in db.session.execute(
        select(AreaTally.area_code, AreaTally.state, AreaTally.n).where(AreaTally.area_code.in_(codes))
    ):
        counts.setdefault(code, {})[state] = n
    return counts


def answer_histogram(unit_id: int) -> dict[int, int]:
    """Working days to first answer and how often."""
    rows = select(AnswerDays.days, AnswerDays.n).where(AnswerDays.unit_id == unit_id)
    return {days: n for days, n in db.session.execute(rows)}


def recount_board() -> dict[tuple[int, str], int]:
    """What the board tallies must hold, counted from the complaints."""
    rows = select(Complaint.government_id, Complaint.state, func.count()).group_by(
        Complaint.government_id, Complaint.state
    )
    return {(g, s): n for g, s, n in db.session.execute(rows)}


def recount_units() -> dict[tuple[int, str], int]:
    """What the unit tallies must hold."""
    led = select(Complaint.unit_id, Complaint.state, func.count()).where(Complaint.assigned_on.is_not(None))
    rows = db.session.execute(led.group_by(Complaint.unit_id, Complaint.state))
    return {(u, s): n for u, s, n in rows if u is not None}


def recount_areas() -> dict[tuple[str, str], int]:
    """What the area tallies must hold."""
    counts: dict[tuple[str, str], int] = {}
    for column in (Complaint.village_code, Complaint.district_code):
        rows = select(column, Complaint.state, func.count()).where(column.is_not(None))
        told = rows.where(Complaint.verified_on.is_not(None), Complaint.is_confidential.is_(False))
        rows = told.group_by(column, Complaint.state)
        counts |= {(a, s): n for a, s, n in db.session.execute(rows) if a is not None}
    return counts


def overdue_count(today: date, government_id: int) -> Select[int]:
    """The statement that counts a government's cases past the deadline that runs, to 1,001 and no further."""
    late = select(literal(1)).where(
        Complaint.due_on < today, Complaint.state.in_(rules.OPEN - {"resolved"}),
        Complaint.government_id == government_id,
    )  # fmt: skip
    return select(func.count()).select_from(late.limit(MOST_COUNTED + 1).subquery())
