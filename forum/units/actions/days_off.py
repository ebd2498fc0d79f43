"""Changing days off. Every change raises the calendar's version: deadlines are computed anew after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from forum.core.db import add_to, db
from forum.ledger.rules import Actor
from forum.units import queries
from forum.units.actions.trail import note_change
from forum.units.errors import AlreadyOff
from forum.units.models import CalendarVersion, DayOff, DecreedYear

ALL = 0
"""Stands for every government."""


def seed_days_off(years: Iterable[int]) -> int:
    """National holidays and collective leave of the years, for all governments, from the `holidays` library."""
    import holidays

    wanted = sorted(set(years))
    known = set(queries.common_days_off())
    public = holidays.country_holidays("ID", years=wanted, categories=("public",), language="id")
    leave = holidays.country_holidays("ID", years=wanted, categories=("government",), language="id")
    kinds = [("libur", public), ("cuti-bersama", leave)]
    rows = {day: DayOff(day=day, name=name[:160], kind=kind) for kind, days in kinds for day, name in days.items()}
    fresh = [row for day, row in sorted(rows.items()) if day not in known]
    db.session.add_all(fresh)
    for year in {day.year for day in leave} - queries.decreed_years(ALL):
        db.session.add(DecreedYear(year=year, government_id=ALL))
    bump(ALL)
    db.session.flush()
    return len(fresh)


def keep_days_off(days: Iterable[date]) -> None:
    """These days off for all governments, whatever a library says: for a calendar that must not move."""
    wanted = sorted(set(days))
    db.session.add_all(DayOff(day=day, name="Hari libur", kind="libur") for day in wanted)
    db.session.add_all(DecreedYear(year=year, government_id=ALL) for year in sorted({day.year for day in wanted}))
    bump(ALL)
    db.session.flush()


def add_day_off(government_id: int, day: date, name: str, kind: str, *, by: Actor) -> DayOff:
    """A day off of one government. Raises AlreadyOff."""
    if queries.find_day_off(government_id, day) is not None:
        raise AlreadyOff
    row = DayOff(government_id=government_id, day=day, name=name, kind=kind)
    db.session.add(row)
    note_change(government_id, "add_day_off", f"{day.isoformat()} {name}", by=by)
    bump(government_id)
    db.session.flush()
    return row


def remove_day_off(row: DayOff, government_id: int, *, by: Actor) -> None:
    """Take a government's own day off away again."""
    if row.government_id != government_id:
        raise ValueError("a common day off belongs to all governments")
    note_change(government_id, "remove_day_off", f"{row.day.isoformat()} {row.name}", by=by)
    bump(government_id)
    db.session.delete(row)


def decree_year(government_id: int, year: int, *, by: Actor) -> bool:
    """The collective leave of a year is complete; False when it was said before."""
    if year in queries.decreed_years(government_id):
        return False
    db.session.add(DecreedYear(year=year, government_id=government_id))
    note_change(government_id, "decree_year", str(year), by=by)
    return True


def bump(government_id: int) -> None:
    """Days off or policies changed: whoever keeps deadlines computes them anew."""
    add_to(CalendarVersion, {"government_id": government_id}, version=1)
