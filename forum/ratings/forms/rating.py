"""The form on which a resident rates a service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from forum.core import i18n, sealing
from forum.core.forms import Form, choices
from forum.ratings.actions.recording import CONSENT_VERSION, Given
from forum.ratings.forms.fields import group_field, mark_field, tidied
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.rules.makeup import FIELDS
from forum.ratings.rules.tokens import VALID_DAYS, Token, last_day, read
from forum.ratings.words import NOT_APPLICABLE
from forum.units.queries.services import Offered

DAYS_BACK = VALID_DAYS
"""As long as a visit's token holds, and like it not beyond the settling of its month: one late answer would show."""
CHANNELS = {"poster": "poster", "surat": "letter"}
"""How a link to the form says where it stood."""


class RatingForm(Form):
    """Nine marks, and what may be added to them."""

    service = RadioField(
        _l("Layanan mana yang Anda gunakan?"), [InputRequired(_l("Pilih layanan yang Anda nilai."))], coerce=str
    )
    persyaratan = mark_field("persyaratan")
    prosedur = mark_field("prosedur")
    waktu = mark_field("waktu")
    biaya = mark_field("biaya")
    produk = mark_field("produk")
    kompetensi = mark_field("kompetensi")
    perilaku = mark_field("perilaku")
    sarana = mark_field("sarana")
    pengaduan = mark_field("pengaduan")
    words = TextAreaField(
        _l("Ada yang ingin Anda sampaikan?"),
        [Length(max=1000, message=_l("Terlalu panjang: paling banyak 1.000 karakter."))],
        filters=[tidied],
    )
    visited_on = DateField(_l("Tanggal Anda dilayani"), [Optional()])
    token = StringField(
        _l("Kode kunjungan"),
        [Length(max=60, message=_l("Terlalu panjang: kode kunjungan terdiri atas 24 huruf dan angka."))],
        filters=[tidied],
    )
    age = group_field("age")
    sex = group_field("sex")
    education = group_field("education")
    occupation = group_field("occupation")
    titik = HiddenField(validators=[Length(max=40)])
    kanal = HiddenField(validators=[Length(max=10)])

    token_read: Token | None = None

    def __init__(self, services: Sequence[Offered], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.known = {str(service.id): service for service in services}
        self.service.choices = choices((key, service.name) for key, service in self.known.items())
        if len(services) == 1:
            self.service.data = str(services[0].id)
            self.service.raw_data = [self.service.data]

    def validate_visited_on(self, field: DateField) -> None:
        """Not to come, and not so long ago that nobody remembers."""
        if field.data and field.data > self.today:
            raise ValidationError(_("Tanggal ini belum tiba."))
        if field.data and last_day(field.data) < self.today:
            raise ValidationError(_("Pilih tanggal dalam 30 hari terakhir."))

    def validate_token(self, field: StringField) -> None:
        """Empty, or one of ours; whether it was used is asked when it counts."""
        if not field.data:
            return
        self.token_read = read(sealing.token_key(), field.data)
        if self.token_read is None:
            raise ValidationError(
                _("Kode kunjungan ini tidak dikenal. Periksa huruf dan angkanya, atau kosongkan saja.")
            )

    @property
    def chosen(self) -> int:
        """The service rated, by its id, after validation."""
        return self.known[self.service.data].id

    def given(self, channel: str, point_id: int | None) -> Given:
        """What the respondent gave, after validation."""
        marks = {key: _mark(self[key].data) for key in ELEMENTS}
        return Given(
            marks=marks, channel=channel, visited_on=self.visited_on.data or self.today, language=i18n.language(),
            words=self.words.data or "", make_up={name: self[name].data or None for name in FIELDS},
            point_id=point_id, token=self.token_read, consent=CONSENT_VERSION,
        )  # fmt: skip


def _mark(chosen: str) -> int | None:
    return None if chosen == NOT_APPLICABLE else int(chosen)
