"""What somebody who was asked sees of a promise."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from forum.commitments import words
from forum.commitments.actions.asking import MOST_LETTERS
from forum.commitments.forms import tidied
from forum.core.forms import Form, choices


class SeenForm(Form):
    """One answer, and a sentence if they like."""

    answer = RadioField(
        _l("Apakah Anda melihat janji ini ditepati?"), choices=choices(words.ANSWERS.items()),
        validators=[InputRequired(_l("Pilih salah satu jawaban."))],
    )  # fmt: skip
    words = TextAreaField(
        _l("Satu kalimat tentang yang Anda lihat"), filters=[tidied],
        validators=[Length(max=MOST_LETTERS, message=_l("Paling banyak %(max)d karakter."))],
    )  # fmt: skip
