"""Somebody means to come, and how many were there."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import Email, InputRequired, Length, NumberRange

from forum.core.forms import Form, choices
from forum.dialogues import words
from forum.dialogues.actions.attending import MOST_TOKENS
from forum.dialogues.forms.meeting import NEEDED, RANGE, tidied

WRONG = _l("Alamat surel ini belum benar. Contohnya: nama@contoh.id.")
CHOOSE = InputRequired(_l("Pilih satu yang paling sesuai."))
BY_PUBLIC = [(kind, said) for kind, said in words.KINDS.items() if kind != "unit"]


class RegisterForm(Form):
    """As whom one comes; only staff come as a unit."""

    kind = RadioField(_l("Anda datang sebagai"), [CHOOSE], choices=choices(BY_PUBLIC), default="user")

    def open_to_staff(self) -> None:
        """Staff may come for their unit."""
        self.kind.choices = choices(words.KINDS.items())


class RegisterByMailForm(RegisterForm):
    """Without an account: an address too."""

    email = StringField(
        _l("Alamat surel Anda"),
        [InputRequired(_l("Tulis alamat surel Anda.")), Length(max=254, message=WRONG), Email(WRONG)],
        filters=[tidied],
    )


class PeopleForm(Form):
    """Some people of a kind, as counted at the door."""

    kind = SelectField(_l("Mereka datang sebagai"), [CHOOSE], choices=choices(words.KINDS.items()))
    people = IntegerField(_l("Berapa orang"), [NEEDED, NumberRange(1, 5_000, RANGE)])


class TokensForm(Form):
    """How many check-in codes to make."""

    count = IntegerField(_l("Berapa kode"), [NEEDED, NumberRange(1, MOST_TOKENS, RANGE)], default=48)
