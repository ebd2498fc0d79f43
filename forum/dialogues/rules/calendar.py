"""When is met: every nth weekday of a month, in the wall clock of a place; what a meeting needs. Pure."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

NTHS = (1, 2, 3, 4, -1)
"""-1 is the last of the month."""
LONGEST = timedelta(hours=12)
FORGOTTEN_AFTER = timedelta(hours=12)
"""Past its end, a meeting that nobody closed is closed."""
MONTHS_AHEAD = 2
FARTHEST = timedelta(days=550)
"""A meeting by hand lies at most a year and a half ahead: a mistyped year is noticed."""
REMINDERS = (timedelta(days=3), timedelta(days=1))
LONGEST_LINK = 300
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class Plan:
    """When and where a meeting is to be."""

    starts_at: datetime
    ends_at: datetime
    mode: str
    place: str = ""
    link: str = ""


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth (1 to 4, or -1 for the last) of a weekday (0 is Monday) in a month. Raises ValueError."""
    if nth not in NTHS or not 0 <= weekday <= 6:
        raise ValueError("nth is 1 to 4 or -1, a weekday 0 to 6")
    if nth == -1:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def occurrences(nth: int, weekday: int, first: date, last: date) -> list[date]:
    """Every such day from `first` to `last`, both included."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = [nth_weekday(k // 12, k % 12 + 1, nth, weekday) for k in months]
    return [day for day in days if first <= day <= last]


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    k = day.year * 12 + day.month - 1 + months
    year, month = k // 12, k % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def moment_of(day: date, clock: str, zone: str) -> datetime:
    """The moment at which a wall clock in a zone shows HH:MM on a day, in UTC. Raises ValueError.

    An hour that the zone skips is taken as if it were not skipped; of an hour that comes twice, the first.
    """
    if not CLOCK.fullmatch(clock):
        raise ValueError("a time of day is HH:MM")
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)).astimezone(UTC)


def wall_clock(moment: datetime, zone: str) -> str:
    """HH:MM of a moment as clocks in the zone show it."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def faults(plan: Plan, now: datetime) -> list[str]:
    """What is wrong with a plan, by code: ends-first, too-long, past, too-far, no-place, no-link, bad-link."""
    wrong = {
        "ends-first": plan.ends_at <= plan.starts_at,
        "too-long": plan.ends_at - plan.starts_at > LONGEST,
        "past": plan.starts_at <= now,
        "too-far": plan.starts_at > now + FARTHEST,
    }
    return [code for code, is_so in wrong.items() if is_so] + where_faults(plan.mode, plan.place, plan.link)


def where_faults(mode: str, place: str, link: str) -> list[str]:
    """A hall needs a place, an online meeting a link by https, a hybrid one both."""
    wrong = {
        "no-place": mode in ("hall", "hybrid") and not place.strip(),
        "no-link": mode in ("online", "hybrid") and not link.strip(),
        "bad-link": bool(link.strip()) and not is_safe_link(link.strip()),
    }
    return [code for code, is_so in wrong.items() if is_so]


def is_safe_link(link: str) -> bool:
    """An https address of a named host, without a password in it."""
    if len(link) > LONGEST_LINK or not link.isprintable() or any(c in link for c in " <>\"'`\\"):
        return False
    try:
        parts = urlsplit(link)
        _port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme == "https" and "." in host.strip(".") and parts.username is None


def discussion(starts_on: date, ends_on: date, opens_before: int, closes_after: int) -> tuple[date, date]:
    """The first and the last day on which the threads of a meeting are open."""
    return starts_on - timedelta(days=opens_before), ends_on + timedelta(days=closes_after)


def is_open_for_talk(first: date, last: date, state: str, today: date) -> bool:
    """Whether the threads and statements of a meeting take new words today."""
    return state != "cancelled" and first <= today <= last


def reminder_due(starts_at: datetime, heard_at: datetime, now: datetime) -> bool:
    """Whether somebody who last heard of a meeting at `heard_at` is to be reminded now: 3 days and 1 day before."""
    return now < starts_at and any(heard_at < starts_at - ahead <= now for ahead in REMINDERS)


def reminders_to_come(starts_at: datetime, now: datetime) -> int:
    """How many reminders somebody gets who hears of a meeting now."""
    return sum(now < starts_at - ahead for ahead in REMINDERS)


def is_forgotten(ends_at: datetime, now: datetime) -> bool:
    """Whether a meeting that nobody closed is long over."""
    return now >= ends_at + FORGOTTEN_AFTER
