"""Forms of one's own account, and of an administrator over people."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from forum.accounts.forms.fields import email_field, known_password_field, name_field, new_password_field, tidied
from forum.accounts.models import ROLES as ALL_ROLES
from forum.accounts.words import ROLES
from forum.core.forms import Form, choices
from forum.core.i18n import LANGUAGES


class ProfileForm(Form):
    """Name, language, mail."""

    name = name_field(_l("Nama Anda"))
    language = RadioField(_l("Bahasa halaman dan surel"), choices=choices(LANGUAGES.items()))
    mail = BooleanField(_l("Kirim surel tentang pengaduan saya dan yang saya ikuti"))


class ChangePasswordForm(Form):
    """The password of now, and the new one."""

    current = known_password_field(_l("Kata sandi sekarang"))
    password = new_password_field()
    own_words: tuple[str, ...] = ()


class ChangeEmailForm(Form):
    """A new address; the password proves who asks."""

    email = email_field(_l("Alamat surel baru"))
    password = known_password_field(_l("Kata sandi sekarang"))


class EraseForm(Form):
    """Erase one's account."""

    password = known_password_field(_l("Kata sandi sekarang"))
    sure = BooleanField(
        _l("Saya mengerti bahwa ini tidak dapat dibatalkan"), [InputRequired(_l("Centang bila Anda yakin."))]
    )


class RoleForm(Form):
    """A role, and where."""

    role = RadioField(
        _l("Peran"), [InputRequired(_l("Pilih peran."))], choices=choices((key, ROLES[key]) for key in ALL_ROLES)
    )
    unit = SelectField(_l("Unit (untuk petugas dan kepala unit)"), coerce=int)


class InviteForm(RoleForm):
    """Who is invited, and for what."""

    email = email_field(_l("Alamat surel orang yang diundang"))


class ReasonForm(Form):
    """Why."""

    reason = StringField(
        _l("Alasan"),
        [InputRequired(_l("Tulis alasannya.")),
         Length(min=5, max=300, message=_l("Tulis alasan dengan 5 sampai 300 karakter."))],
        filters=[tidied],
    )  # fmt: skip
