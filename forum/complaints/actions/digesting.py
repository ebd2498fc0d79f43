"""The morning letter: what waits at each officer's units, at seven on working days, once a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import update

from forum.complaints.models import Complaint
from forum.complaints.queries import digests
from forum.core import clock
from forum.core.db import db
from forum.core.workdays import ONE_DAY, add_working_days, is_working_day, working_days_between
from forum.core.worker import JobTurn
from forum.notifications import actions as notifications
from forum.units import queries as units
from forum.units.models import Government

HOUR = time(7)
KIND = "digest"


def queue_digests() -> int:
    """Queue the letters of every government whose seven o'clock has come; how many. The caller commits."""
    return sum(queue_digests_of(government) for government in units.open_governments() if _take_morning(government))


def queue_digests_of(government: Government) -> int:
    """Queue today's letters of one government; none on a day off, none to officers without work."""
    day = clock.today(government.zone)
    days_off = units.days_off(government.id, day - timedelta(days=800))
    if not is_working_day(day, days_off):
        return 0
    told: dict[tuple[str, ...], dict[str, Any]] = {}
    queued = 0
    for account_id, paths in digests.readers(government.id).items():
        if paths not in told:
            told[paths] = _content(government, paths, day, days_off)
        if told[paths]["any"]:
            notifications.write_to(("account", account_id), KIND, **told[paths])
            queued += 1
    return queued


def _take_morning(government: Government) -> bool:
    """True once for each seven o'clock: the turn is moved on in the same transaction as the letters."""
    name, moment = f"digest:{government.slug}", clock.now()
    following = _next_morning(moment, government.zone)
    if db.session.get(JobTurn, name) is None:
        db.session.add(JobTurn(name=name, due_at=following))
        return False
    due = update(JobTurn).where(JobTurn.name == name, JobTurn.due_at <= moment).values(due_at=following)
    return db.session.execute(due.returning(JobTurn.name)).first() is not None


def _next_morning(moment: datetime, zone: str) -> datetime:
    there = moment.astimezone(ZoneInfo(zone))
    day = there.date() if there.time() < HOUR else there.date() + ONE_DAY
    return datetime.combine(day, HOUR, ZoneInfo(zone)).astimezone(UTC)


def _content(government: Government, paths: tuple[str, ...], day: date, days_off: frozenset[date]) -> dict[str, Any]:
    unit_ids = digests.unit_ids_at(government.id, paths)
    tomorrow = add_working_days(day, 1, days_off)
    since = _working_day_before(day, days_off)
    late, late_cases = digests.some(unit_ids, digests.overdue(day))
    near, near_cases = digests.some(unit_ids, digests.near(day, tomorrow))
    new, new_cases = digests.some(unit_ids, digests.came(since))
    return {
        "government": government.name, "any": bool(late or near or new), "late": late, "near": near, "new": new,
        "late_cases": _told(late_cases, day, days_off), "near_cases": _told(near_cases, day, days_off),
        "new_cases": _told(new_cases, day, days_off),
    }  # fmt: skip


def _working_day_before(day: date, days_off: frozenset[date]) -> date:
    before = day - ONE_DAY
    while not is_working_day(before, days_off):
        before -= ONE_DAY
    return before


def _told(complaints: Sequence[Complaint], day: date, days_off: frozenset[date]) -> list[dict[str, Any]]:
    """Number, headline (none of a confidential one) and working days left, negative when late."""
    return [
        {
            "number": each.number,
            "headline": "" if each.is_confidential else each.headline,
            "left": working_days_between(day, each.due_on, days_off) if each.due_on else 0,
        }
        for each in complaints
    ]
