"""What participants and moderators fill in about statements and in the hall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from forum.core import masking
from forum.core.forms import Form, choices
from forum.core.text import tidy
from forum.dialogues.rules.statements import LEAST, MOST, alike
from forum.dialogues.words import KINDS
from forum.moderation.words import GROUNDS

LEAST_QUESTION, MOST_QUESTION = 10, 500
MOST_NOTE = 500
TOO_LONG = _l("Terlalu panjang: paling banyak %(max)d karakter.")
TOO_SHORT = _l("Tulis paling sedikit %(min)d karakter.")


def tidied(value: str | None) -> str:
    """Plain line ends and no stray marks, before any length is measured."""
    return tidy(value or "")


def one_line(value: str | None) -> str:
    """The same, on one line."""
    return " ".join(tidied(value).split())


class StatementForm(Form):
    """One sentence to which others answer setuju, tidak setuju or lewati."""

    once = HiddenField()
    body = StringField(
        _l("Pernyataan Anda"), filters=[one_line],
        validators=[
            DataRequired(_l("Tulis dulu pernyataannya.")), Length(min=LEAST, message=TOO_SHORT),
            Length(max=MOST, message=TOO_LONG),
        ],
    )  # fmt: skip
    different = BooleanField(_l("Maksud saya berbeda dari yang di atas; kirim juga"))

    known: Sequence[tuple[str, str]] = ()
    """(reference, sentence) of statements that everybody may read."""
    alike: Sequence[tuple[str, str]] = ()
    """Those that say nearly the same, once the form was weighed."""

    def validate(self, extra_validators: Any = None) -> bool:
        """A sentence without personal data; near duplicates are pointed out once."""
        if not super().validate(extra_validators):
            return False
        body = self.body.data
        found = [body[f.start : f.end] for f in masking.find(body)]
        if found:
            self.body.errors = [_("Jangan menyebut data pribadi: %(what)s.", what=", ".join(found[:3]))]
            return False
        self.alike = alike(body, self.known)
        if self.alike and not self.different.data:
            self.body.errors = [_("Sudah ada yang mirip. Bila maksudnya sama, jawab saja yang sudah ada itu.")]
            return False
        return True


class DeclineForm(Form):
    """Why a statement is not shown."""

    once = HiddenField()
    ground = RadioField(
        _l("Alasan menolak"), choices=choices(GROUNDS.items()),
        validators=[InputRequired(_l("Pilih satu alasan dari daftar."))],
    )  # fmt: skip
    note = StringField(
        _l("Catatan untuk moderator lain"), filters=[tidied], validators=[Length(max=MOST_NOTE, message=TOO_LONG)]
    )


class CheckInForm(Form):
    """The code of the hall, and as what one comes; an account needs no code."""

    once = HiddenField()
    code = StringField(_l("Kode masuk"), filters=[lambda value: (value or "")[:40]])
    kind = RadioField(
        _l("Anda datang sebagai"), choices=choices(KINDS.items()), default="user",
        validators=[InputRequired(_l("Pilih salah satu."))],
    )  # fmt: skip


class QuestionForm(Form):
    """A question for the meeting."""

    once = HiddenField()
    body = TextAreaField(
        _l("Pertanyaan Anda"), filters=[tidied],
        validators=[
            DataRequired(_l("Tulis dulu pertanyaannya.")), Length(min=LEAST_QUESTION, message=TOO_SHORT),
            Length(max=MOST_QUESTION, message=TOO_LONG),
        ],
    )  # fmt: skip
