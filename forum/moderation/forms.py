"""What moderators fill in about anything that is shown."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from forum.core.forms import Form, choices
from forum.core.text import tidy
from forum.moderation.words import GROUNDS

MOST_NOTE = 500


def _tidied(words: str | None) -> str:
    return tidy(words or "")


class HideForm(Form):
    """Why nobody else may read it."""

    once = HiddenField()
    ground = RadioField(
        _l("Alasan menyembunyikan"), choices=choices(GROUNDS.items()),
        validators=[InputRequired(_l("Pilih satu alasan dari daftar."))],
    )  # fmt: skip
    note = StringField(
        _l("Catatan untuk moderator lain"), filters=[_tidied],
        validators=[
            Length(max=MOST_NOTE, message=_l("Terlalu panjang: paling banyak %(most)s karakter.", most=MOST_NOTE))
        ],
    )  # fmt: skip
