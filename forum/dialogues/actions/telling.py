"""Who hears of a session: who follows it or its series, and who means to come."""

from __future__ import annotations

from typing import Any

from forum.core import clock, sealing
from forum.dialogues.models import Registration, Session
from forum.dialogues.queries import registrations
from forum.dialogues.rules.calendar import Plan, wall_clock
from forum.notifications import actions as notifications
from forum.notifications.actions import Reader

KIND = "session"


def former(plan: Plan, zone: str) -> dict[str, str]:
    """When and where a session was to be, for whoever hears that it was moved."""
    return {
        "was_on": clock.local_date(plan.starts_at, zone).isoformat(), "was_begins": wall_clock(plan.starts_at, zone),
        "was_ends": wall_clock(plan.ends_at, zone), "was_place": plan.place if plan.mode != "online" else "",
    }  # fmt: skip


def said_of(session_: Session, step: str, reason: str = "") -> dict[str, Any]:
    """What a notice or a letter of it holds; days and hours are said in the reader's language."""
    zone = session_.government.zone
    return {
        "step": step, "title": session_.title, "government": session_.government.name,
        "kota": session_.government.slug, "year": session_.year, "no": session_.number,
        "on": clock.local_date(session_.starts_at, zone).isoformat(), "begins": wall_clock(session_.starts_at, zone),
        "ends": wall_clock(session_.ends_at, zone), "zone": zone, "mode": session_.mode, "place": session_.place,
        "link": "", "reason": reason, "manage": "", "entry": "",
    }  # fmt: skip


def tell_all(session_: Session, step: str, reason: str = "", was: dict[str, str] | None = None) -> None:
    """Everybody who follows the session or its series, and everybody registered or waiting, each once."""
    coming = {reader_of(each): each for each in registrations.people_of(session_.id)}
    readers = notifications.readers_of(session_.subject_id) | coming.keys()
    if session_.series is not None:
        readers |= notifications.readers_of(session_.series.subject_id)
    for reader in sorted(readers):
        if reader in coming:
            tell_registered(session_, coming[reader], step, reason, was)
        else:
            notifications.tell(reader, KIND, **said_of(session_, step, reason), **(was or {}))


def tell_series_followers(session_: Session) -> None:
    """A new session of a series."""
    if session_.series is not None:
        for reader in sorted(notifications.readers_of(session_.series.subject_id)):
            notifications.tell(reader, KIND, **said_of(session_, "planned"))


def tell_registered(
    session_: Session, registration: Registration, step: str, reason: str = "", was: dict[str, str] | None = None
) -> None:
    """One who means to come; only who has a seat gets the link of an online meeting."""
    said = said_of(session_, step, reason) | (was or {}) | {"entry": str(registration.id)}
    if registration.state == "registered":
        said["link"] = session_.link
    if registration.contact_id is not None:
        said["manage"] = manage_path(registration.id)
    notifications.tell(reader_of(registration), KIND, **said)


def reader_of(registration: Registration) -> Reader:
    """The account or the address behind a registration."""
    if registration.account_id is not None:
        return ("account", registration.account_id)
    return ("contact", registration.contact_id or 0)


def manage_path(registration_id: int) -> str:
    """Where somebody without an account sees and cancels their registration."""
    return f"/forum/pendaftaran/{registration_id}/{tag_of(registration_id)}"


def tag_of(registration_id: int) -> str:
    """What proves that the link came from a letter about this registration."""
    return sealing.tag(str(registration_id), "dialogue-registration")[:32]
