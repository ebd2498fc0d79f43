"""What is written down during a session: minutes, findings, promises, photos."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, MultipleFileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from forum.commitments.forms import PromiseForm
from forum.core.forms import Form, choices
from forum.core.text import tidy
from forum.dialogues.actions.minuting import MOST_LETTERS, Base

FINDINGS = {
    "decision": _l("Keputusan"),
    "agreement": _l("Kesepakatan"),
    "difference": _l("Perbedaan yang masih terbuka"),
}


def tidied(value: str | None) -> str:
    """What was typed, in one form of line ends and characters."""
    return tidy(value) if value else ""


class _OneOfSeveral(Form):
    """One of several forms on a page; the token of the page is checked before."""

    class Meta(Form.Meta):
        """The whole site checks one token per page."""

        csrf = False


class MinutesForm(_OneOfSeveral):
    """The minutes of one item, and what they came from."""

    body = TextAreaField(_l("Notulensi"), validators=[Length(max=2 * MOST_LETTERS, message=_l("Terlalu panjang."))])
    base = HiddenField(default="0")
    as_sent = HiddenField(default="")
    reason = StringField(
        _l("Alasan perubahan"),
        filters=[tidied],
        validators=[Length(max=600, message=_l("Paling banyak %(max)d karakter."))],
    )
    """Asked for once the summary is public."""

    @property
    def came_from(self) -> Base:
        """What the clerk's text was before; anything odd is the empty beginning."""
        digits = str(self.base.data or "0")
        return Base(int(digits) if digits.isdecimal() and len(digits) < 9 else 0, as_sent=self.as_sent.data == "1")


class FindingForm(_OneOfSeveral):
    """Something decided, agreed or left open."""

    kind = RadioField(
        _l("Apa ini?"), choices=choices(FINDINGS.items()), validators=[InputRequired(_l("Pilih salah satu."))]
    )
    words = TextAreaField(
        _l("Isinya, dalam satu atau dua kalimat"), filters=[tidied],
        validators=[
            DataRequired(_l("Bagian ini perlu diisi.")), Length(10, 600, _l("Tulis %(min)d sampai %(max)d karakter.")),
        ],
    )  # fmt: skip


class StrikeForm(_OneOfSeveral):
    """Why a finding is struck."""

    why = StringField(
        _l("Mengapa dicoret"), filters=[tidied],
        validators=[
            DataRequired(_l("Bagian ini perlu diisi.")), Length(10, 600, _l("Tulis %(min)d sampai %(max)d karakter.")),
        ],
    )  # fmt: skip


class MeetingPromiseForm(PromiseForm):
    """What a unit promises in the meeting."""

    unit = SelectField(_l("Unit yang berjanji"), validators=[InputRequired(_l("Pilih satu unit."))])


class PhotosForm(_OneOfSeveral):
    """Pictures of the meeting, and what is to be seen."""

    photos = MultipleFileField(_l("Foto"), validators=[InputRequired(_l("Pilih paling sedikit satu foto."))])
    words = StringField(
        _l("Apa yang terlihat"), filters=[tidied],
        validators=[
            DataRequired(_l("Ceritakan isi foto untuk yang tidak dapat melihatnya.")),
            Length(10, 200, _l("Tulis %(min)d sampai %(max)d karakter.")),
        ],
    )  # fmt: skip

    def refuse_documents(self, kinds: list[str]) -> bool:
        """True when something other than a picture came, said beside the field."""
        if all(kind.startswith("image/") for kind in kinds):
            return False
        field: Any = self.photos
        field.errors = [_l("Di sini hanya foto (JPEG, PNG, WebP).")]
        return True
