"""What is written on commitments: the promise itself, words with evidence, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, MultipleFileField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from forum.commitments import rules
from forum.commitments.actions.making import Promise
from forum.commitments.consents import Consent
from forum.core.forms import Form, choices
from forum.core.text import first_sentence, tidy


def tidied(value: str | None) -> str:
    """What was typed, in one form of line ends and characters."""
    return tidy(value) if value else ""


def said(least: int, most: int) -> list[Any]:
    """Required words between two lengths."""
    return [
        DataRequired(_l("Bagian ini perlu diisi.")),
        Length(least, most, _l("Tulis %(min)d sampai %(max)d karakter.")),
    ]


class ActForm(Form):
    """One of several forms on a page, its fields named after the act; the token of the page is checked before."""

    class Meta(Form.Meta):
        """The whole site checks one token per page."""

        csrf = False


class PromiseForm(ActForm):
    """What is promised, how everyone can see it, until when."""

    today: date
    what = TextAreaField(_l("Apa yang dijanjikan"), filters=[tidied], validators=said(20, 500))
    indicator = TextAreaField(_l("Bagaimana warga tahu bahwa ini ditepati"), filters=[tidied], validators=said(10, 400))
    due_on = DateField(_l("Tenggat"), validators=[InputRequired(_l("Pilih tanggal."))])

    def validate_due_on(self, field: Any) -> None:
        """Ahead, and not too far."""
        if field.data is not None and not rules.is_date_ahead(field.data, self.today):
            raise ValidationError(_l("Tenggat harus di depan: mulai besok sampai paling lama 24 bulan lagi."))

    @property
    def promise(self) -> Promise:
        """What was written, once it is valid."""
        if self.due_on.data is None:
            raise ValueError("not valid yet")
        return Promise(str(self.what.data), str(self.indicator.data), self.due_on.data)


class MakeForm(PromiseForm):
    """What a moderator heard in a forum."""

    unit = SelectField(_l("Unit yang berjanji"), validators=[InputRequired(_l("Pilih satu unit."))])
    agreed_in = StringField(_l("Disepakati di forum mana dan kapan"), filters=[tidied], validators=said(10, 200))


class AmendForm(PromiseForm):
    """Other words or another day, with a reason; a day that stays is not weighed again."""

    was_due: date
    reason = TextAreaField(_l("Alasan perubahan"), filters=[tidied], validators=said(10, 1_000))

    def validate_due_on(self, field: Any) -> None:
        """Ahead, unless it stays."""
        if field.data != self.was_due:
            super().validate_due_on(field)


class ReasonForm(ActForm):
    """Why."""

    reason = TextAreaField(_l("Alasan"), filters=[tidied], validators=said(10, 1_000))


class WithdrawForm(ReasonForm):
    """Which decision of a forum it rests on, and why."""

    is_needed = False
    consent = SelectField(_l("Keputusan forum yang mendasarinya"))

    def offer(self, known: Sequence[Consent], is_needed: bool) -> None:
        """What forums decided; without a decision only where the rule allows it."""
        self.is_needed, self.known = is_needed, {each.key: each for each in known}
        told = [(each.key, f"{each.forum}: {first_sentence(each.decided)}") for each in known]
        first = _l("Pilih keputusannya") if is_needed else _l("Tanpa keputusan forum")
        self.consent.choices = choices([("", first), *told])

    def validate_consent(self, field: Any) -> None:
        """One of them, where it is needed."""
        if self.is_needed and not field.data:
            raise ValidationError(_l("Pilih keputusan forum yang menyetujui penarikan ini."))

    @property
    def agreed(self) -> Consent | None:
        """The decision chosen; none for a draft that nobody has read."""
        return self.known.get(str(self.consent.data)) if "consent" in self else None


class WordsForm(ActForm):
    """Progress, or evidence."""

    body = TextAreaField(_l("Tulisan untuk semua orang"), filters=[tidied], validators=said(20, 3_000))
    files = MultipleFileField(_l("Foto atau PDF"))
