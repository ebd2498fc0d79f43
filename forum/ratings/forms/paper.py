"""How a paper sheet is typed: nine digits, a day, and what else the sheet says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from forum.core.forms import Form
from forum.ratings.actions.paper import Typed
from forum.ratings.forms.blocks import NEEDED, tidied
from forum.ratings.forms.fields import group_field
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.rules.makeup import FIELDS
from forum.ratings.words import QUESTIONS

OLDEST = timedelta(days=366)
DIGITS = ("0", "1", "2", "3", "4")
"""0 is "tidak berlaku"."""


class DigitField(StringField):
    """One digit, 0 to 4."""

    def pre_validate(self, _form: Any) -> None:
        """A digit must be there."""
        if (self.data or "").strip() not in DIGITS:
            raise ValidationError(_("Tulis 1, 2, 3 atau 4; 0 bila tidak berlaku."))


class ServiceForm(Form):
    """Which service the sheets of a batch are about."""

    service = SelectField(_l("Layanan"), [NEEDED], coerce=int)


class MarksForm(Form):
    """The nine marks as one person reads them."""

    persyaratan = DigitField(QUESTIONS["persyaratan"].name)
    prosedur = DigitField(QUESTIONS["prosedur"].name)
    waktu = DigitField(QUESTIONS["waktu"].name)
    biaya = DigitField(QUESTIONS["biaya"].name)
    produk = DigitField(QUESTIONS["produk"].name)
    kompetensi = DigitField(QUESTIONS["kompetensi"].name)
    perilaku = DigitField(QUESTIONS["perilaku"].name)
    sarana = DigitField(QUESTIONS["sarana"].name)
    pengaduan = DigitField(QUESTIONS["pengaduan"].name)

    def validate_pengaduan(self, field: Any) -> None:
        """A sheet without a single mark says nothing."""
        if all((self[key].data or "").strip() == "0" for key in ELEMENTS):
            raise ValidationError(_("Beri nilai paling sedikit untuk satu pertanyaan."))

    def marks(self) -> dict[str, int | None]:
        """By element; None = tidak berlaku."""
        return {key: int(self[key].data) or None for key in ELEMENTS}


class SheetForm(MarksForm):
    """The whole sheet."""

    visited_on = DateField(_l("Tanggal kunjungan"), [NEEDED])
    age = group_field("age")
    sex = group_field("sex")
    education = group_field("education")
    occupation = group_field("occupation")
    words = TextAreaField(
        _l("Saran yang tertulis"),
        [Length(max=1000, message=_l("Terlalu panjang: paling banyak 1.000 karakter."))],
        filters=[tidied],
    )
    today: date = date.min

    def validate_visited_on(self, field: Any) -> None:
        """Within the last year."""
        if field.data and not self.today - OLDEST <= field.data <= self.today:
            raise ValidationError(_("Tanggal kunjungan tidak boleh di masa depan atau lebih dari setahun lalu."))

    def typed(self) -> Typed:
        """What was entered."""
        make_up = {name: self[name].data or None for name in FIELDS}
        return Typed(self.visited_on.data, self.marks(), make_up, self.words.data or "")
