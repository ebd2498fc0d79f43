"""Forms about the counters of a unit, and the tablets at them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectField, SelectMultipleField, StringField, TimeField
from wtforms.validators import InputRequired, Length, Regexp, ValidationError
from wtforms.widgets import CheckboxInput

from forum.core import passwords
from forum.core.forms import Form, choices
from forum.ratings.actions.kiosks import Hours
from forum.ratings.forms.fields import tidied
from forum.ratings.models import ServicePoint
from forum.ratings.words import WEEKDAYS


class PointForm(Form):
    """The name of a counter."""

    name = StringField(
        _l("Nama loket"),
        [
            InputRequired(_l("Beri nama loket ini.")),
            Length(max=80, message=_l("Terlalu panjang: paling banyak 80 karakter.")),
        ],
        filters=[tidied],
    )


class KioskForm(Form):
    """Where the tablet stands, when it takes answers, and what leads out of it."""

    point = SelectField(_l("Loket"), [InputRequired(_l("Pilih loket tempat tablet ini berdiri."))])
    opens = TimeField(_l("Mulai pukul"), [InputRequired(_l("Isi jam mulai."))])
    closes = TimeField(_l("Sampai pukul"), [InputRequired(_l("Isi jam selesai."))])
    weekdays = SelectMultipleField(
        _l("Hari layanan"),
        [InputRequired(_l("Pilih paling sedikit satu hari."))],
        choices=choices(WEEKDAYS.items()),
        option_widget=CheckboxInput(),
    )
    pin = PasswordField(
        _l("PIN untuk keluar"),
        [InputRequired(_l("Buat PIN.")), Regexp(r"^[0-9]{4,8}$", message=_l("PIN terdiri atas 4 sampai 8 angka."))],
    )

    def __init__(self, points: Sequence[ServicePoint], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {point.ref: point for point in points}
        self.point.choices = choices((p.ref, f"{p.unit.name}, {p.name}") for p in points)

    def validate_closes(self, field: TimeField) -> None:
        """After it opens."""
        if field.data and self.opens.data and field.data <= self.opens.data:
            raise ValidationError(_("Jam selesai harus sesudah jam mulai."))

    def validate_pin(self, field: PasswordField) -> None:
        """None that a visitor would try first."""
        if field.data and passwords.is_common(field.data):
            raise ValidationError(_("PIN ini mudah ditebak, seperti 1234 atau 0000. Pilih yang lain."))

    def hours(self) -> Hours:
        """When answers are taken, after validation."""
        days = "".join(sorted(self.weekdays.data or []))
        return Hours(f"{self.opens.data:%H:%M}", f"{self.closes.data:%H:%M}", days)
