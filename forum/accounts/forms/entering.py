"""Forms of the way in: signing in, joining, new passwords, second factors, invitations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from forum.accounts.forms.fields import email_field, known_password_field, name_field, new_password_field, tidied
from forum.accounts.words import ZONES
from forum.core.forms import Form, choices


class SignInForm(Form):
    """Address and password."""

    email = email_field()
    password = known_password_field()
    stay = BooleanField(_l("Tetap masuk di perangkat ini"))
    next = HiddenField()


class RegisterForm(Form):
    """A resident joins."""

    name = name_field(_l("Nama Anda"))
    email = email_field()
    password = new_password_field(_l("Kata sandi"))
    consent = BooleanField(
        _l("Saya setuju nama dan alamat surel saya disimpan untuk akun ini"),
        [InputRequired(_l("Tanpa persetujuan ini kami tidak dapat menyimpan akun. Anda tetap dapat mengadu."))],
    )


class EmailForm(Form):
    """Where a link is sent to."""

    email = email_field()


class KnownPasswordForm(Form):
    """The password, to prove who asks."""

    password = known_password_field()


class NewPasswordForm(Form):
    """A new password by a link."""

    password = new_password_field()
    own_words: tuple[str, ...] = ()


class CodeForm(Form):
    """A code of the authenticator, or a recovery code."""

    code = StringField(
        _l("Kode"),
        [InputRequired(_l("Tulis kodenya.")), Length(max=40, message=_l("Kode ini terlalu panjang."))],
        filters=[tidied],
    )
    next = HiddenField()


class JoinForm(Form):
    """An invited person without an account."""

    name = name_field(_l("Nama Anda"))
    password = new_password_field(_l("Kata sandi"))
    consent = BooleanField(
        _l("Saya setuju nama dan alamat surel saya disimpan untuk akun ini"),
        [InputRequired(_l("Tanpa persetujuan ini kami tidak dapat menyimpan akun."))],
    )
    own_words: tuple[str, ...] = ()


class BeginForm(RegisterForm):
    """The first administrator of a government that exists."""


class FoundForm(BeginForm):
    """The first administrator, and the government."""

    place = StringField(
        _l("Nama pemerintah daerah"),
        [InputRequired(_l("Tulis nama daerah.")),
         Length(min=3, max=120, message=_l("Tulis nama dengan 3 sampai 120 karakter."))],
        filters=[tidied],
    )  # fmt: skip
    prefix = StringField(
        _l("Awalan nomor pengaduan"),
        [InputRequired(_l("Tulis awalan nomor.")),
         Regexp(r"^[A-Z]{2,5}$", message=_l("Awalan terdiri dari 2 sampai 5 huruf, misalnya MKS."))],
        filters=[lambda value: (value or "").strip().upper()],
    )  # fmt: skip
    zone = SelectField(_l("Zona waktu"), choices=choices(ZONES.items()))
    area_code = StringField(
        _l("Kode wilayah Kemendagri"),
        [InputRequired(_l("Tulis kode wilayah.")),
         Regexp(r"^\d\d(\.\d\d)?$", message=_l("Tulis kode provinsi (31) atau kota/kabupaten (73.71)."))],
        filters=[lambda value: (value or "").strip()],
    )  # fmt: skip
