"""How long sessions and links last, which roles are held where, and what a device is called. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

CONSENT = "account"
CONSENT_VERSION = "2026-11"

STAFF_IDLE, STAFF_MOST = timedelta(minutes=30), timedelta(hours=12)
RESIDENT_IDLE, RESIDENT_MOST = timedelta(days=30), timedelta(days=180)
STAFF_TOUCH, RESIDENT_TOUCH = timedelta(minutes=5), timedelta(hours=6)

LASTS = {
    "confirm": timedelta(hours=48),
    "reset": timedelta(hours=1),
    "email": timedelta(hours=24),
    "invitation": timedelta(days=7),
    "first_admin": timedelta(hours=24),
    "void": timedelta(0),
}
"""How long a link of each purpose works."""

ROOT_ROLES = frozenset({"moderator", "pembina", "inspector", "administrator"})
"""Held for a whole government, at the root of its tree."""
APART = frozenset({"moderator", "inspector"})
"""Never held by one person: together they open identities, and one decides appeals against the other."""

STEP_SECONDS = 30
ROLES_PER_PERSON = 20


def session_end(since: datetime, seen_at: datetime, is_staff: bool) -> datetime:
    """When a session ends that was opened at `since` and used last at `seen_at`."""
    idle, most = (STAFF_IDLE, STAFF_MOST) if is_staff else (RESIDENT_IDLE, RESIDENT_MOST)
    return min(seen_at + idle, since + most)


def is_touch_due(seen_at: datetime, now: datetime, is_staff: bool) -> bool:
    """True when the use of a session is worth writing down again."""
    return now - seen_at >= (STAFF_TOUCH if is_staff else RESIDENT_TOUCH)


def may_hold(held: set[str], role: str) -> bool:
    """True when somebody with the roles `held` may be given `role` too."""
    return not (role in APART and held & (APART - {role}))


def time_step(now: datetime) -> int:
    """The step of RFC 6238 that `now` lies in."""
    return int(now.timestamp()) // STEP_SECONDS


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("UCBrowser", "UC Browser"),
            ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
           ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


def device_of(user_agent: str) -> str:
    """Browser family and system, such as "Chrome, Android"; nothing that tells one device from another."""
    named = [next((name for sign, name in kinds if sign in user_agent), "") for kinds in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in named if name)
