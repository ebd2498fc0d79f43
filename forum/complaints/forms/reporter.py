"""What the reporter may say afterwards."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField, RadioField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional

from forum.complaints.forms.writing import tidied, too_long
from forum.core.forms import Form, choices

STARS = [
    ("5", _l("5 bintang: sangat baik")),
    ("4", _l("4 bintang: baik")),
    ("3", _l("3 bintang: cukup")),
    ("2", _l("2 bintang: kurang")),
    ("1", _l("1 bintang: buruk")),
]


class TrackForm(Form):
    """Number and code: the key to one's own case."""

    number = StringField(
        _l("Nomor laporan"), [InputRequired(_l("Tulis nomor laporan.")), Length(max=24, message=too_long(24))],
        filters=[tidied],
    )  # fmt: skip
    code = StringField(
        _l("Kode lacak"), [InputRequired(_l("Tulis kode lacak.")), Length(max=80, message=too_long(80))],
        filters=[tidied],
    )  # fmt: skip


class LostCodeForm(Form):
    """Number and the confirmed address, to get a new code."""

    number = StringField(
        _l("Nomor laporan"), [InputRequired(_l("Tulis nomor laporan.")), Length(max=24, message=too_long(24))],
        filters=[tidied],
    )  # fmt: skip
    email = StringField(
        _l("Surel yang Anda tulis di laporan"),
        [InputRequired(_l("Tulis alamat surel.")), Length(max=254), Email(_l("Alamat surel ini belum benar."))],
        filters=[tidied],
    )


class ReplyForm(Form):
    """More words and files."""

    body = TextAreaField(
        _l("Keterangan Anda"),
        [InputRequired(_l("Tulis keterangan Anda.")), Length(3, 5000, _l("Tulis 3 sampai 5.000 karakter."))],
        filters=[tidied],
    )
    files = MultipleFileField(_l("Foto atau PDF"))


class ConfirmForm(Form):
    """Yes, it is solved."""

    stars = RadioField(_l("Bagaimana penanganannya?"), [Optional()], choices=choices(STARS))
    words = TextAreaField(
        _l("Kesan Anda"), [Optional(), Length(max=1000, message=too_long(1000))], filters=[tidied]
    )  # fmt: skip


class ReasonForm(Form):
    """Why it is not solved, or is to be opened again."""

    reason = TextAreaField(
        _l("Apa yang belum beres?"),
        [
            InputRequired(_l("Tulis alasannya, supaya unit tahu apa yang kurang.")),
            Length(10, 2000, _l("Tulis 10 sampai 2.000 karakter.")),
        ],
        filters=[tidied],
    )


class WithdrawForm(Form):
    """Taking the complaint back; saying why is optional."""

    reason = TextAreaField(
        _l("Alasan"), [Optional(), Length(max=1000, message=too_long(1000))], filters=[tidied]
    )  # fmt: skip


class ContactForm(Form):
    """An address for news of the case."""

    email = StringField(
        _l("Surel untuk kabar"),
        [InputRequired(_l("Tulis alamat surel.")), Length(max=254), Email(_l("Alamat surel ini belum benar."))],
        filters=[tidied],
    )
