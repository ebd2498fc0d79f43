"""What is entered about blocks of tokens and counted visits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from forum.core.forms import Form
from forum.core.text import tidy
from forum.ratings.actions.blocks import DAYS_AHEAD, LARGEST

NEEDED = InputRequired(_l("Bagian ini perlu diisi."))
FILLED = DataRequired(_l("Bagian ini perlu diisi."))
"""For words: white space is nothing."""
REASON_LONGEST = 500
MOST_VISITS = 100_000


def tidied(value: Any) -> str:
    """What was typed, in plain lines."""
    return "" if value is None else tidy(str(value))


class BlockForm(Form):
    """A block for a service point and a day."""

    point = SelectField(_l("Titik layanan"), [NEEDED], coerce=int)
    day = DateField(_l("Tanggal kunjungan"), [NEEDED])
    size = IntegerField(
        _l("Banyaknya kode"),
        [NEEDED, NumberRange(min=1, max=LARGEST, message=_l("Tulis bilangan dari 1 sampai 2.000."))],
    )
    today: date = date.min

    def validate_day(self, field: Any) -> None:
        """Today, or a month ahead at most."""
        if field.data and not self.today <= field.data <= self.today + timedelta(days=DAYS_AHEAD):
            raise ValidationError(_("Pilih hari ini atau paling jauh 30 hari ke depan."))


class ReasonForm(Form):
    """Why something is done; it is kept."""

    reason = TextAreaField(
        _l("Alasan"),
        [FILLED, Length(max=REASON_LONGEST, message=_l("Paling banyak %(max)d karakter."))],
        filters=[tidied],
    )


class VisitsForm(Form):
    """How many people came to a point on a day."""

    point = SelectField(_l("Titik layanan"), [NEEDED], coerce=int)
    day = DateField(_l("Tanggal"), [NEEDED])
    visits = IntegerField(
        _l("Jumlah kunjungan"),
        [NEEDED, NumberRange(min=0, max=MOST_VISITS, message=_l("Tulis bilangan dari 0 sampai 100.000."))],
    )
    today: date = date.min

    def validate_day(self, field: Any) -> None:
        """Not in the future, and not long ago."""
        if field.data and not self.today - timedelta(days=DAYS_AHEAD) <= field.data <= self.today:
            raise ValidationError(_("Pilih hari ini atau paling lama 30 hari yang lalu."))
