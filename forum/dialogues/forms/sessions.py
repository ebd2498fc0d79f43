"""What moderators say of one session: by hand, its words, another time or place, why it does not take place."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import DateField, TextAreaField, TimeField
from wtforms.validators import Length, ValidationError

from forum.core import clock
from forum.core.forms import Form
from forum.dialogues.actions.sessions import SessionPlan
from forum.dialogues.errors import seats_sentence
from forum.dialogues.forms.meeting import (
    LENGTH,
    NEEDED,
    DistanceForm,
    HostForm,
    MeetingForm,
    WhereForm,
    tidied,
)
from forum.dialogues.models import Session
from forum.dialogues.rules import calendar
from forum.dialogues.rules.calendar import Plan


class WhenForm(WhereForm):
    """A day and two hours, in the clock of the place, and where."""

    day = DateField(_l("Tanggal"), [NEEDED])
    begins = TimeField(_l("Jam mulai"), [NEEDED], default=time(9))
    ends = TimeField(_l("Jam selesai"), [NEEDED], default=time(11))

    def plan(self, zone: str) -> Plan:
        """When and where, once the fields are filled. Raises ValueError."""
        day, begins, ends = self.day.data, self.begins.data, self.ends.data
        if day is None or begins is None or ends is None:
            raise ValueError("not valid yet")
        starts_at = calendar.moment_of(day, f"{begins:%H:%M}", zone)
        ends_at = calendar.moment_of(day, f"{ends:%H:%M}", zone)
        return Plan(starts_at, ends_at, self.mode.data, self.place.data or "", self.link.data or "")


class SessionForm(MeetingForm, WhenForm, HostForm, DistanceForm):
    """A session outside of any series."""

    def is_sound(self, zone: str) -> bool:
        """Whether the fields make sense together; says so beside them."""
        return self.validate() and self.say_faults(calendar.faults(self.plan(zone), clock.now()))

    def wish(self, government_id: int, zone: str) -> SessionPlan:
        """What was entered, once it is valid."""
        return SessionPlan(
            str(self.title.data), self.theme.data or "", self.plan(zone), self.capacity.data or 1,
            self.opens_before.data or 0, self.closes_after.data or 0, self.host_ids(government_id),
        )  # fmt: skip


class EditForm(MeetingForm):
    """Words, seats and units of a session."""

    taken = 0
    """Seats that were given away."""

    def validate_capacity(self, field: Any) -> None:
        """Nobody loses a seat they were promised."""
        if field.data is not None and field.data < self.taken:
            raise ValidationError(seats_sentence(self.taken))


class ReasonForm(Form):
    """Why; everybody who means to come or follows reads it."""

    reason = TextAreaField(_l("Alasannya"), [NEEDED, Length(10, 1_000, LENGTH)], filters=[tidied])


class MoveForm(WhenForm, ReasonForm):
    """Another time or place, and why."""


def when_of(session_: Session) -> dict[str, object]:
    """When and where a session is, as the form shows it."""
    zone = ZoneInfo(session_.government.zone)
    starts, ends = (_minute(moment.astimezone(zone)) for moment in (session_.starts_at, session_.ends_at))
    return {"day": starts.date(), "begins": starts.time(), "ends": ends.time(), "mode": session_.mode,
            "place": session_.place, "link": session_.link}  # fmt: skip


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
