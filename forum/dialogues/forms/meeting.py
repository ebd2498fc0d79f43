"""What every form about a meeting shares: words, place, mode, units that are asked."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput

from forum.core.forms import Form, choices
from forum.core.text import tidy
from forum.dialogues import words
from forum.dialogues.errors import plan_sentence
from forum.units import queries as units

NEEDED = InputRequired(_l("Bagian ini perlu diisi."))
LENGTH = _l("Tulis %(min)d sampai %(max)d karakter.")
MOST = _l("Paling banyak %(max)d karakter.")
RANGE = _l("Tulis bilangan %(min)s sampai %(max)s.")
FIELDS = {
    "ends-first": "ends", "too-long": "ends", "past": "day", "too-far": "day", "no-place": "place",
    "no-link": "link", "bad-link": "link", "bad-rule": "nth", "bad-clock": "begins",
}  # fmt: skip
"""Beside which field a fault of a plan is said."""


def tidied(value: Any) -> str:
    """What was typed, in one form of line ends and characters."""
    return "" if value is None else tidy(str(value))


def counted(label: Any, least: int, most: int, default: int) -> IntegerField:
    """A number between two others."""
    return IntegerField(label, [NEEDED, NumberRange(least, most, RANGE)], default=default)


class MeetingForm(Form):
    """Title, theme and the units that are asked to be there."""

    title = StringField(_l("Nama forum"), [NEEDED, Length(5, 160, LENGTH)], filters=[tidied])
    theme = TextAreaField(_l("Tema"), [Optional(), Length(max=2_000, message=MOST)], filters=[tidied])
    capacity = counted(_l("Jumlah tempat"), 1, 5_000, 100)
    hosts = SelectMultipleField(_l("Unit yang diminta hadir dan menjawab"), [Optional()], option_widget=CheckboxInput())

    def offer_units(self, government_id: int) -> None:
        """Open units to choose from; the root is asked by itself."""
        self.hosts.choices = choices(units.unit_choices(government_id)[1:])

    def host_ids(self, government_id: int) -> tuple[int, ...]:
        """Ids of the units that were chosen."""
        found = (units.find_unit(government_id, code) for code in self.hosts.data or [])
        return tuple(unit.id for unit in found if unit is not None)


class WhereForm(Form):
    """In a hall, online or both, and where."""

    mode = RadioField(_l("Cara bertemu"), [NEEDED], choices=choices(words.MODES.items()), default="hall")
    place = StringField(_l("Tempat"), [Optional(), Length(max=300, message=MOST)], filters=[tidied])
    link = StringField(_l("Tautan daring"), [Optional(), Length(max=300, message=MOST)], filters=[tidied])

    def say_faults(self, faults: list[str]) -> bool:
        """Say beside the fields what cannot be; True when there is nothing to say."""
        for fault in faults:
            field = self[FIELDS[fault]]
            field.errors = [*field.errors, plan_sentence(fault)]
        return not faults


class HostForm(Form):
    """Whose forum it is."""

    host = SelectField(_l("Penyelenggara"), [NEEDED])


class DistanceForm(Form):
    """How long before and after a meeting its threads are open."""

    opens_before = counted(_l("Diskusi dibuka berapa hari sebelumnya"), 0, 60, 14)
    closes_after = counted(_l("Diskusi ditutup berapa hari sesudahnya"), 0, 60, 7)
