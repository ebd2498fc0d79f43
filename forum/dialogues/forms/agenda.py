"""What is written about an agenda: a proposal, and what moderators make of it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core.forms import Form, choices
from forum.core.text import tidy
from forum.dialogues.rules import threads
from forum.moderation.words import GROUNDS


def tidied(value: str | None) -> str:
    """What was typed, in one form of line ends and characters."""
    return tidy(value) if value else ""


class ProposeForm(Form):
    """What to talk about."""

    government_id: int
    complaint: Complaint | None = None
    title = StringField(
        _l("Apa yang perlu dibicarakan?"), filters=[tidied],
        validators=[
            DataRequired(_l("Tulis pokok bahasannya.")),
            Length(threads.LEAST_TITLE, threads.MOST_TITLE, _l("Tulis %(min)d sampai %(max)d karakter.")),
        ],
    )  # fmt: skip
    body = TextAreaField(
        _l("Penjelasan"), filters=[tidied],
        validators=[Length(max=threads.MOST_PROPOSAL, message=_l("Paling banyak %(max)d karakter."))],
    )  # fmt: skip
    unit = SelectField(_l("Unit yang diminta menjawab"))
    complaint_number = StringField(_l("Nomor laporan yang berkaitan"), filters=[tidied], validators=[Length(max=24)])

    def validate_complaint_number(self, field: Any) -> None:
        """One of this government that everyone may read; of others nothing is said."""
        if not field.data:
            return
        found = cases.find_number(field.data)
        is_ours = found is not None and found.government_id == self.government_id
        if found is None or not is_ours or not found.is_published or found.is_confidential:
            raise ValidationError(_l("Tidak ada laporan terbuka dengan nomor itu di sini. Contohnya: MKS-2026-000123."))
        self.complaint = found


class RewordForm(Form):
    """Other words for an item, and why."""

    title = StringField(
        _l("Pokok bahasan"), filters=[tidied],
        validators=[
            DataRequired(_l("Tulis pokok bahasannya.")),
            Length(threads.LEAST_TITLE, threads.MOST_WORDED, _l("Tulis %(min)d sampai %(max)d karakter.")),
        ],
    )  # fmt: skip
    body = TextAreaField(
        _l("Penjelasan"), filters=[tidied],
        validators=[Length(max=threads.MOST_PROPOSAL, message=_l("Paling banyak %(max)d karakter."))],
    )  # fmt: skip
    why = TextAreaField(
        _l("Alasan perubahan, dibaca semua orang"), filters=[tidied],
        validators=[
            DataRequired(_l("Tulis mengapa kata-katanya diubah.")),
            Length(threads.LEAST_REASON, threads.MOST_REASON, _l("Tulis %(min)d sampai %(max)d karakter.")),
        ],
    )  # fmt: skip


class AcceptForm(Form):
    """Who is asked to answer."""

    unit = SelectField(_l("Unit yang diminta menjawab"))


class DeclineForm(Form):
    """Why it is not talked about."""

    reason = TextAreaField(
        _l("Alasan, dibaca semua orang"), filters=[tidied],
        validators=[
            DataRequired(_l("Tulis alasannya: pengusul dan semua orang membacanya.")),
            Length(threads.LEAST_REASON, threads.MOST_REASON, _l("Tulis %(min)d sampai %(max)d karakter.")),
        ],
    )  # fmt: skip
    ground = SelectField(
        _l("Sembunyikan juga isinya"),
        choices=choices([("", _l("Tidak, biarkan terbaca")), *((key, said) for key, said in GROUNDS.items())]),
    )
