"""Fields that several forms share."""

from __future__ import annotations

import unicodedata
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, PasswordField, StringField
from wtforms.validators import Email, InputRequired, Length, ValidationError

from forum.core import passwords
from forum.core.forms import Form
from forum.core.text import tidy

LONGEST_EMAIL = 254


def tidied(value: str | None) -> str:
    """What was typed, in one Unicode form, on one line."""
    return " ".join(tidy(value).split()) if value else ""


def lowered(value: str | None) -> str:
    """An address as it is kept."""
    return unicodedata.normalize("NFKC", value).strip().lower() if value else ""


def email_field(label: Any = None) -> EmailField:
    """An address that looks like one; whether it lives, a letter shows."""
    return EmailField(
        label or _l("Alamat surel"),
        [
            InputRequired(_l("Tulis alamat surel.")),
            Length(max=LONGEST_EMAIL, message=_l("Alamat surel paling panjang %(max)d karakter.")),
            Email(_l("Alamat surel ini belum benar, misalnya nama@contoh.id.")),
        ],
        filters=[lowered],
    )


def name_field(label: Any = None) -> StringField:
    """A person's name."""
    return StringField(
        label or _l("Nama"),
        [
            InputRequired(_l("Tulis nama.")),
            Length(min=2, max=100, message=_l("Tulis nama dengan 2 sampai 100 karakter.")),
        ],
        filters=[tidied],
    )


def known_password_field(label: Any = None) -> PasswordField:
    """A password that exists already: any length up to the longest we hash."""
    return PasswordField(
        label or _l("Kata sandi"),
        [
            InputRequired(_l("Tulis kata sandi.")),
            Length(max=passwords.LONGEST, message=_l("Kata sandi paling panjang %(max)d karakter.")),
        ],
    )


class Uncommon:
    """Refuses common passwords and the person's own name or address."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raise ValidationError with what to do instead."""
        own = [getattr(form, name).data or "" for name in ("name", "email") if name in form]
        own += [word.split("@")[0] for word in own]
        if passwords.is_common(field.data or "", *own, *getattr(form, "own_words", ())):
            raise ValidationError(
                _("Kata sandi ini mudah ditebak. Pakailah beberapa kata yang tidak berhubungan, atau biarkan "
                  "pengelola kata sandi membuatkannya.")
            )  # fmt: skip


def new_password_field(label: Any = None) -> PasswordField:
    """A new password: long, of any characters, not a common one."""
    return PasswordField(
        label or _l("Kata sandi baru"),
        [
            InputRequired(_l("Tulis kata sandi.")),
            Length(
                min=passwords.SHORTEST, max=passwords.LONGEST,
                message=_l("Kata sandi perlu %(min)d sampai %(max)d karakter; spasi dan huruf apa pun boleh."),
            ),
            Uncommon(),
        ],
    )  # fmt: skip
