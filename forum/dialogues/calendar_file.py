"""Sessions as a calendar file (RFC 5545): read by phones, mail programs and other towns' calendars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from forum.dialogues.models import Session

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Rembuk Warga//Forum Warga//ID"
STATUS = {"planned": "CONFIRMED", "running": "CONFIRMED", "ended": "CONFIRMED", "cancelled": "CANCELLED"}


def calendar_file(
    name: str, zone: str, sessions: Sequence[Session], changed: Mapping[int, datetime], addresses: Mapping[int, str]
) -> bytes:
    """The calendar of some sessions of one zone, with that zone's rules; `changed` by subject, `addresses` by id.

    The link of an online meeting is not in it: it goes to those who registered.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    for session_ in sessions:
        moment = changed.get(session_.subject_id, session_.made_at)
        calendar.add_component(_event(session_, ZoneInfo(zone), moment, addresses[session_.id]))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(session_: Session, zone: ZoneInfo, changed: datetime, address: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{session_.subject.ref}@rembuk-warga")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("created", session_.made_at)
    event.add("sequence", session_.sequence)
    event.add("status", STATUS[session_.state])
    event.add("dtstart", session_.starts_at.astimezone(zone))
    event.add("dtend", session_.ends_at.astimezone(zone))
    event.add("summary", session_.title)
    event.add(
        "description", "\n\n".join(part for part in (session_.theme, _("Agenda dan pendaftaran:"), address) if part)
    )
    event.add("location", session_.place if session_.mode != "online" else _("Daring"))
    event.add("url", address)
    return event
