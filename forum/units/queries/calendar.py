"""Reading days off, the years that were decreed, and how often they changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from forum.core.db import db
from forum.core.kept import kept
from forum.units.models import CalendarVersion, DayOff, DecreedYear


def days_off(government_id: int, since: date) -> frozenset[date]:
    """Days that are no working days for a government, from `since` on."""
    return frozenset(db.session.scalars(select(DayOff.day).where(_own(government_id), DayOff.day >= since)))


def shown_days_off(government_id: int) -> frozenset[date]:
    """Every day off of a government, for words on public pages: kept in memory for a minute."""
    return kept(("days_off", government_id), lambda: days_off(government_id, date.min))


def common_days_off() -> Sequence[date]:
    """Days off of all governments."""
    return db.session.scalars(select(DayOff.day).where(DayOff.government_id.is_(None))).all()


def listed_days_off(government_id: int, year: int) -> Sequence[DayOff]:
    """Days off of a year in their order, the common ones and the government's own."""
    days = select(DayOff).where(_own(government_id), DayOff.day.between(date(year, 1, 1), date(year, 12, 31)))
    return db.session.scalars(days.order_by(DayOff.day, DayOff.id)).all()


def years_listed(government_id: int) -> tuple[int, int] | None:
    """The first and the last year that has days off."""
    days = select(func.min(DayOff.day), func.max(DayOff.day)).where(_own(government_id))
    first, last = (day.year if day else None for day in db.session.execute(days).one())
    return None if first is None or last is None else (first, last)


def find_day_off(government_id: int, day: date) -> DayOff | None:
    """The row that makes a day a day off."""
    return db.session.scalar(select(DayOff).where(_own(government_id), DayOff.day == day).limit(1))


def decreed_years(government_id: int) -> frozenset[int]:
    """Years whose collective leave was entered."""
    own = DecreedYear.government_id.in_((0, government_id))
    return frozenset(db.session.scalars(select(DecreedYear.year).where(own)))


def calendar_versions() -> dict[int, int]:
    """How often days off and policies changed, by government (0: those of all)."""
    return {g: v for g, v in db.session.execute(select(CalendarVersion.government_id, CalendarVersion.version))}


def _own(government_id: int) -> ColumnElement[bool]:
    return or_(DayOff.government_id.is_(None), DayOff.government_id == government_id)
