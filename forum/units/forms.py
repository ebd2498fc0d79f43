"""What administrators may enter, and within which limits."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import DateField, FileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional, Regexp, ValidationError

from forum.core.forms import Form, choices
from forum.core.text import tidy
from forum.units import queries, sheets
from forum.units.actions.governments import GovernmentDetails
from forum.units.actions.services import ServiceDetails
from forum.units.actions.tree import UnitDetails
from forum.units.words import DAY_KINDS, KINDS

NEEDED = InputRequired(_l("Bagian ini perlu diisi."))
WEB = Regexp(r"https?://[^\s<>\"']+\Z", message=_l("Tulis alamat lengkap, diawali https://."))
MAIL = Email(_l("Alamat surel ini belum benar, misalnya nama@contoh.id."))


def _tidied(value: Any) -> str:
    return "" if value is None else tidy(str(value))


def _most(length: int) -> Length:
    return Length(max=length, message=_l("Paling banyak %(max)d karakter."))


def _line(label: Any, most: int, *validators: Any) -> StringField:
    """One line; optional unless a validator demands it."""
    checks = [*validators] if NEEDED in validators else [Optional(), *validators]
    return StringField(label, [*checks, _most(most)], filters=[_tidied])


def _words(label: Any, most: int, *validators: Any) -> TextAreaField:
    return TextAreaField(label, [*validators, _most(most)], filters=[_tidied])


class UnitForm(Form):
    """A unit as administrators describe it."""

    name = _line(_l("Nama unit"), 160, NEEDED)
    code = _line(
        _l("Kode"), 40, NEEDED, Regexp(r"[a-z0-9-]+\Z", message=_l("Hanya huruf kecil a-z, angka, dan tanda hubung."))
    )
    kind = SelectField(_l("Jenis"), choices=choices(KINDS.items()), default="dinas")
    parent = SelectField(_l("Unit induk"), [NEEDED], validate_choice=True)
    does = _words(_l("Apa yang dikerjakan unit ini"), 4_000)
    area_code = _line(_l("Kode wilayah kerja"), 13)
    address = _line(_l("Alamat"), 300)
    lat = _line(_l("Lintang"), 12)
    lon = _line(_l("Bujur"), 12)
    phone = _line(_l("Telepon"), 40)
    email = _line(_l("Surel"), 254, MAIL)
    website = _line(_l("Laman"), 200, WEB)
    hours = _line(_l("Jam layanan"), 200)

    def validate_area_code(self, field: Any) -> None:
        """The area must exist."""
        if field.data and queries.find_area(field.data) is None:
            raise ValidationError(_("Wilayah dengan kode itu tidak ada. Contoh kode: 73.71.09 atau 73.71.09.1002."))

    def validate_lat(self, field: Any) -> None:
        """A number between the poles."""
        _check_degrees(field, 90, self.lon.data)

    def validate_lon(self, field: Any) -> None:
        """A number around the globe."""
        _check_degrees(field, 180, self.lat.data)

    def details(self) -> UnitDetails:
        """What was entered."""
        return UnitDetails(
            code=self.code.data, kind=self.kind.data, name=self.name.data, does=self.does.data or "",
            area_code=self.area_code.data or None, address=self.address.data or "",
            lat=sheets.number(self.lat.data or ""), lon=sheets.number(self.lon.data or ""),
            phone=self.phone.data or "", email=self.email.data or "", website=self.website.data or "",
            hours=self.hours.data or "",
        )  # fmt: skip


def _check_degrees(field: Any, most: float, other: str | None) -> None:
    try:
        value = sheets.number(field.data or "")
    except ValueError as error:
        raise ValidationError(_("Tulis angka, misalnya -5,1477.")) from error
    if value is None and other:
        raise ValidationError(_("Lintang dan bujur diisi keduanya atau tidak sama sekali."))
    if value is not None and abs(value) > most:
        raise ValidationError(_("Angka ini berada di luar bumi."))


class MoveForm(Form):
    """Where a unit or a service goes."""

    to = SelectField(_l("Pindahkan ke bawah"), [NEEDED])


class ServiceForm(Form):
    """A service with its standard."""

    name = _line(_l("Nama layanan"), 160, NEEDED)
    requirements = _words(_l("Persyaratan"), 4_000)
    procedure = _words(_l("Prosedur"), 4_000)
    time = _line(_l("Jangka waktu"), 200)
    cost = _line(_l("Biaya"), 200)
    product = _line(_l("Produk layanan"), 200)

    def details(self) -> ServiceDetails:
        """What was entered."""
        return ServiceDetails(**{name: self[name].data or "" for name in ServiceDetails.__dataclass_fields__})


class GovernmentForm(Form):
    """A government's name and how it is reached."""

    name = _line(_l("Nama pemerintah daerah"), 120, NEEDED)
    emergency = _line(
        _l("Nomor darurat"), 20, NEEDED, Regexp(r"[0-9+ -]{3,20}\Z", message=_l("Tulis nomor telepon, misalnya 112."))
    )
    address = _line(_l("Alamat"), 300)
    phone = _line(_l("Telepon"), 40)
    email = _line(_l("Surel"), 254, MAIL)
    website = _line(_l("Laman"), 200, WEB)
    hours = _line(_l("Jam layanan"), 200)

    def details(self) -> GovernmentDetails:
        """What was entered."""
        return GovernmentDetails(**{name: self[name].data or "" for name in GovernmentDetails.__dataclass_fields__})


class DayOffForm(Form):
    """A day off of one government."""

    day = DateField(_l("Tanggal"), [NEEDED])
    name = _line(_l("Nama hari libur"), 160, NEEDED)
    kind = RadioField(_l("Jenis"), choices=choices(DAY_KINDS.items()), default="daerah")


class UploadForm(Form):
    """A CSV of units or services."""

    kind = RadioField(
        _l("Isi berkas"),
        [NEEDED],
        choices=choices([("units", lazy_pgettext("menu", "Unit")), ("services", lazy_pgettext("menu", "Layanan"))]),
        default="units",
    )
    file = FileField(_l("Berkas CSV"))

    def validate_file(self, field: Any) -> None:
        """A file must be there."""
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(_("Pilih berkas CSV dahulu."))
