"""What moderators say of a series."""

from __future__ import annotations

from datetime import time

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TimeField

from forum.core.forms import choices
from forum.dialogues import words
from forum.dialogues.actions.series import SeriesPlan
from forum.dialogues.forms.meeting import NEEDED, DistanceForm, HostForm, MeetingForm, WhereForm, counted
from forum.dialogues.models import Series
from forum.dialogues.queries import series as known
from forum.dialogues.rules import calendar


class SeriesForm(MeetingForm, WhereForm, HostForm, DistanceForm):
    """A forum that comes back."""

    nth = SelectField(_l("Minggu keberapa"), [NEEDED], coerce=int, choices=choices(words.NTHS.items()), default=2)
    weekday = SelectField(_l("Hari"), [NEEDED], coerce=int, choices=choices(enumerate(words.WEEKDAYS)), default=3)
    begins = TimeField(_l("Jam mulai"), [NEEDED], default=time(9))
    minutes = counted(_l("Lamanya, dalam menit"), 15, 720, 120)

    def plan(self, government_id: int) -> SeriesPlan:
        """What was entered, once it is valid."""
        return SeriesPlan(
            title=str(self.title.data), theme=self.theme.data or "", nth=self.nth.data, weekday=self.weekday.data,
            begins=f"{self.begins.data:%H:%M}", minutes=self.minutes.data or 0, mode=self.mode.data,
            place=self.place.data or "", link=self.link.data or "", capacity=self.capacity.data or 1,
            opens_before=self.opens_before.data or 0, closes_after=self.closes_after.data or 0,
            host_ids=self.host_ids(government_id),
        )  # fmt: skip

    def is_sound(self) -> bool:
        """Whether the fields make sense together; says so beside them."""
        where = calendar.where_faults(self.mode.data, self.place.data or "", self.link.data or "")
        return self.validate() and self.say_faults(where)


def values_of(series: Series) -> dict[str, object]:
    """A series as the form shows it."""
    names = ("title", "theme", "nth", "weekday", "minutes", "mode", "place", "link", "capacity", "opens_before",
             "closes_after")  # fmt: skip
    return {name: getattr(series, name) for name in names} | {
        "begins": time.fromisoformat(series.begins), "host": series.unit.code,
        "hosts": [unit.code for unit in known.asked_units(series.id)],
    }  # fmt: skip
