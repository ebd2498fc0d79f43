"""What moderators do to a summary: other words, a second reader, publishing."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from forum.core.forms import Form
from forum.dialogues.errors import CorrectionReasonMissing
from forum.dialogues.forms.minutes import tidied
from forum.dialogues.rules.clerks import is_reason

MOST_SUMMARY = 60_000


class _OneOfSeveral(Form):
    """One of several forms on a page; the token of the page is checked before."""

    class Meta(Form.Meta):
        """The whole site checks one token per page."""

        csrf = False


class SummaryForm(_OneOfSeveral):
    """The text, and which one its writer had read."""

    seen = HiddenField()
    body = TextAreaField(
        _l("Teks ringkasan"), filters=[tidied],
        validators=[
            DataRequired(_l("Bagian ini perlu diisi.")),
            Length(40, MOST_SUMMARY, _l("Tulis %(min)d sampai %(max)d karakter.")),
        ],
    )  # fmt: skip


class ReaderForm(_OneOfSeveral):
    """Who is asked to read it before."""

    reader = SelectField(_l("Moderator yang diminta membaca"), validators=[InputRequired(_l("Pilih satu orang."))])


class SeenForm(_OneOfSeveral):
    """Which text was read."""

    seen = HiddenField()


class PublishForm(SeenForm):
    """Publishing; a correction says what changed."""

    is_correction = False
    reason = TextAreaField(
        _l("Apa yang berubah dan mengapa"),
        filters=[tidied],
        validators=[Length(max=1_000, message=_l("Paling banyak %(max)d karakter."))],
    )

    def validate_reason(self, field: TextAreaField) -> None:
        """Words that tell a reader something; the first version needs none."""
        if self.is_correction and not is_reason(field.data or ""):
            raise ValidationError(CorrectionReasonMissing().sentence())
