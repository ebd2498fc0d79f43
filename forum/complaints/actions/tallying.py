"""Keeping the counts as things happen."""

from __future__ import annotations

from dataclasses import dataclass

from forum.complaints.models import AnswerDays, AreaTally, BoardTally, Complaint, UnitMonth, UnitTally
from forum.complaints.rules.figures import bucket
from forum.core import clock
from forum.core.db import add_to


@dataclass(frozen=True)
class Place:
    """Where a complaint is counted."""

    government_id: int
    state: str
    unit_id: int | None
    areas: frozenset[str]


def place_of(complaint: Complaint) -> Place:
    """Where it is counted as it stands now; a count must not tell the place of a confidential one."""
    is_told = complaint.is_published and not complaint.is_confidential
    areas = {complaint.village_code, complaint.district_code} if is_told else set()
    unit_id = complaint.unit_id if complaint.assigned_on else None
    return Place(complaint.government_id, complaint.state, unit_id, frozenset(a for a in areas if a))


def move(before: Place | None, after: Place) -> None:
    """Take the complaint out of where it was counted and count it where it is."""
    if before == after:
        return
    for place, step in ((before, -1), (after, 1)):
        if place is None:
            continue
        add_to(BoardTally, {"government_id": place.government_id, "state": place.state}, n=step)
        if place.unit_id is not None:
            add_to(UnitTally, {"unit_id": place.unit_id, "state": place.state}, n=step)
        for area in sorted(place.areas):
            add_to(AreaTally, {"area_code": area, "state": place.state}, n=step)


def count_month(unit_id: int | None, complaint: Complaint, **steps: int) -> None:
    """Count something that happens to a complaint at a unit now, in the month it is where the complaint lives."""
    if unit_id is not None:
        month = f"{clock.today(complaint.government.zone):%Y-%m}"
        add_to(UnitMonth, {"unit_id": unit_id, "month": month}, **steps)


def count_first_answer(unit_id: int, complaint: Complaint, days: int, in_time: bool) -> None:
    """A first answer after so many working days."""
    add_to(AnswerDays, {"unit_id": unit_id, "days": bucket(days)}, n=1)
    count_month(unit_id, complaint, answered=1, in_time=int(in_time))
