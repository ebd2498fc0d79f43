"""The shape of a unit's reply to its scorecard."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from forum.core.forms import Form
from forum.core.text import tidy

MOST = 3_000


def _tidied(words: str | None) -> str:
    return tidy(words or "")


class ReplyForm(Form):
    """What the unit says beside its figures."""

    body = TextAreaField(
        _l("Tanggapan unit"),
        filters=[_tidied],
        validators=[
            DataRequired(_l("Tulis tanggapannya lebih dahulu.")),
            Length(max=MOST, message=_l("Terlalu panjang: paling banyak %(most)s karakter.", most=MOST)),
        ],
        description=_l("Tampil di samping angka, dengan nama jabatan dan tanggal. Tidak dapat diubah; dapat ditambah."),
    )
