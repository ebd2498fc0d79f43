"""What moderators and units fill in about open answers."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length

from forum.core import masking
from forum.core.forms import Form
from forum.core.masked_copy import hides_only
from forum.ratings.forms.fields import tidied

LEAST_REPLY, MOST_REPLY = 10, 5_000
MOST_COPY = 6_000
"""An answer has at most 2,000 characters; labels make its copy longer."""


class CopyForm(Form):
    """The copy that everybody will read."""

    once = HiddenField()
    body = TextAreaField(
        _l("Salinan yang dibaca umum"), filters=[tidied],
        validators=[DataRequired(_l("Tulis dulu isinya.")), Length(max=MOST_COPY)],
    )  # fmt: skip
    stands = BooleanField(_l("Biarkan; bukan data pribadi"))

    original = ""

    def validate(self, extra_validators: Any = None) -> bool:
        """Nothing but hiding, and nothing personal left unless the moderator says so."""
        if not super().validate(extra_validators):
            return False
        if not hides_only(self.original, self.body.data):
            self.body.errors = [_("Kata warga tidak boleh diubah. Ganti yang perlu ditutup dengan [disamarkan].")]
            return False
        left = [self.body.data[f.start : f.end] for f in masking.find(self.body.data)]
        if left and not self.stands.data:
            self.stands.errors = [_("Masih ada yang tampak seperti data pribadi: %(what)s.", what=", ".join(left[:5]))]
            return False
        return True


class ReplyForm(Form):
    """What the unit says to it."""

    once = HiddenField()
    reply = TextAreaField(
        _l("Jawaban unit"), filters=[tidied],
        validators=[
            DataRequired(_l("Tulis dulu isinya.")),
            Length(min=LEAST_REPLY, message=_l("Tulis paling sedikit %(least)s karakter.", least=LEAST_REPLY)),
            Length(max=MOST_REPLY, message=_l("Terlalu panjang: paling banyak %(most)s karakter.", most=MOST_REPLY)),
        ],
    )  # fmt: skip
