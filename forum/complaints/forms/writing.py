"""The form a complaint is written on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Email, InputRequired, Length, Optional, Regexp, ValidationError

from forum.complaints.actions.identity import Identity
from forum.complaints.actions.writing import Story
from forum.complaints.queries import addressees, cases
from forum.core import clock, i18n
from forum.core.forms import Form, choices
from forum.core.text import tidy
from forum.units.here import Place
from forum.units.models import Area, Service, Unit
from forum.units.rules import fold

NAMING = [
    ("hidden", _l("Sembunyikan nama saya")),
    ("anonymous", _l("Anonim")),
    ("unit", _l("Tampilkan nama saya kepada unit")),
    ("public", _l("Tampilkan nama saya kepada semua orang")),
]
CLASSES = [
    ("", _l("Biar moderator yang menentukan")),
    ("complaint", _l("Pengaduan: ada yang tidak beres")),
    ("supervisory", _l("Pengaduan pengawasan: ada dugaan penyalahgunaan wewenang atau uang")),
    ("aspiration", _l("Aspirasi: saya mengusulkan sesuatu")),
    ("information", _l("Permintaan informasi: saya ingin tahu sesuatu")),
]
PHONE = r"^\+?[0-9][0-9 ().-]{6,22}$"
OLDEST_YEARS = 10


def tidied(value: str | None) -> str:
    """Plain line ends and no stray marks, before any length is measured."""
    return tidy(value or "")


def name_field(label: Any, most: int, *more: Any, **kwargs: Any) -> StringField:
    """One line of text."""
    return StringField(label, [*more, Length(max=most, message=too_long(most))], filters=[tidied], **kwargs)


def too_long(most: int) -> Any:
    """What a text that is too long hears."""
    return _l("Terlalu panjang: paling banyak %(most)s karakter.", most=most)


class StoryForm(Form):
    """What happened, where, when, to whom it goes, and how the reporter wants to be seen."""

    body = TextAreaField(
        _l("Ceritakan dengan kata-kata Anda"),
        [
            InputRequired(_l("Ceritakan dulu apa yang terjadi.")),
            Length(20, 5000, _l("Ceritakan dalam 20 sampai 5.000 karakter.")),
        ],
        filters=[tidied],
    )
    village = name_field(_l("Kelurahan atau desa"), 120)
    village_code = HiddenField(validators=[Length(max=13)])
    place = name_field(_l("Patokan atau alamat"), 200)
    happened_on = DateField(_l("Tanggal kejadian"), [Optional()])
    happened = name_field(_l("Keterangan waktu"), 100)
    addressee = name_field(_l("Unit atau layanan"), 160)
    addressee_code = HiddenField(validators=[Length(max=12)])
    class_ = SelectField(_l("Jenis laporan"), choices=choices(CLASSES), default="")
    category = SelectField(_l("Kategori"), default="")
    files = MultipleFileField(_l("Foto atau PDF"))
    naming = RadioField(
        _l("Siapa yang boleh tahu nama Anda?"),
        [InputRequired(_l("Pilih salah satu."))],
        choices=choices(NAMING),
        default="hidden",
    )
    is_confidential = BooleanField(_l("Rahasiakan isi laporan ini dari publik"))
    name = name_field(_l("Nama"), 100)
    email = name_field(
        _l("Surel untuk kabar"), 254, Optional(), Email(_l("Alamat surel ini belum benar, misalnya nama@contoh.id."))
    )
    phone = name_field(
        _l("Nomor telepon"), 24, Optional(), Regexp(PHONE, message=_l("Tulis nomor telepon dengan angka."))
    )
    consent = BooleanField(
        _l("Saya setuju data ini diolah untuk menangani laporan saya"),
        [InputRequired(_l("Kami memerlukan persetujuan Anda untuk menerima laporan ini."))],
    )

    def __init__(self, here: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = here
        self.village_area: Area | None = None
        self.district_area: Area | None = None
        self.target: Unit | Service | None = None
        self.villages: Sequence[addressees.Village] = ()
        self.targets: Sequence[Unit | Service] = ()
        english = i18n.language() == "en"
        named = [(str(each.id), each.name_en if english else each.name) for each in cases.open_categories()]
        self.category.choices = choices([("", _("Biar moderator yang menentukan")), *named])

    def validate_village(self, field: Field) -> None:
        """Exactly one village of this place; several lead to a question."""
        if not field.data:
            self.village_code.data = ""
            return
        chosen = addressees.village_of(self.here.area_code, self.village_code.data or "")
        # A choice counts while the words still belong to it.
        if chosen and fold(field.data.partition(",")[0]) in chosen[0].folded:
            found: Sequence[addressees.Village] = [chosen]
        else:
            found = addressees.villages_named(self.here.area_code, field.data)
        self._take_village(found)

    def _take_village(self, found: Sequence[addressees.Village]) -> None:
        if len(found) == 1:
            self.village_area, self.district_area = found[0]
            self.village_code.data = found[0][0].code
            return
        self.villages, self.village_code.data = found, ""
        raise ValidationError(
            _("Ada beberapa yang cocok. Pilih salah satu.")
            if found
            else _(
                "Kami tidak menemukan nama itu di %(place)s. Periksa ejaannya, atau kosongkan.", place=self.here.name
            )
        )

    def validate_addressee(self, field: Field) -> None:
        """Exactly one open unit or service; several lead to a question."""
        if not field.data:
            self.addressee_code.data = ""
            return
        chosen = addressees.addressee_of(self.here.id, self.addressee_code.data or "")
        # A choice counts while the words still belong to it.
        same = chosen is not None and fold(field.data) in fold(_said(chosen))
        found = [chosen] if same and chosen else addressees.addressees_named(self.here.id, field.data)
        if len(found) == 1:
            self.target, self.addressee_code.data = found[0], code_of(found[0])
            return
        self.targets, self.addressee_code.data = found, ""
        raise ValidationError(
            _("Ada beberapa yang cocok. Pilih salah satu.")
            if found
            else _("Kami tidak menemukan unit itu. Kosongkan saja: moderator akan memilihkannya.")
        )

    @property
    def village_options(self) -> list[tuple[str, str]]:
        """Villages that fit what was typed, to choose from."""
        return [(village.code, f"{village.name}, {district.name}") for village, district in self.villages]

    @property
    def addressee_options(self) -> list[tuple[str, str]]:
        """Units and services that fit what was typed, to choose from."""
        return [(code_of(each), _said(each)) for each in self.targets]

    def validate_happened_on(self, field: Field) -> None:
        """Not in the future, not before memory."""
        today = clock.today(self.here.zone)
        if field.data and field.data > today:
            raise ValidationError(_("Tanggal ini belum tiba. Pilih hari ini atau sebelumnya."))
        if field.data and field.data.year < today.year - OLDEST_YEARS:
            raise ValidationError(_("Tanggal ini terlalu lama. Tulis waktunya di keterangan."))

    def validate_name(self, field: Field) -> None:
        """A name to show must be there."""
        if self.naming.data in ("unit", "public") and not field.data:
            raise ValidationError(_("Tulis nama yang ingin Anda tampilkan, atau pilih untuk menyembunyikannya."))

    def identity(self, account_id: int | None, contact_id: int | None) -> Identity:
        """Who wrote it, as far as they said."""
        return Identity(self.name.data or "", self.phone.data or "", account_id, contact_id)

    def story(self, identity: Identity, language: str, channel: str = "web") -> Story:
        """What was written, once the form is valid."""
        unit = self.target.unit if isinstance(self.target, Service) else self.target
        naming = self.naming.data
        return Story(
            body=cast(str, self.body.data), class_=self.class_.data or "complaint", place=self.place.data or "",
            happened=self.happened.data or "", happened_on=self.happened_on.data,
            village_code=self.village_area.code if self.village_area else None,
            district_code=self.district_area.code if self.district_area else None,
            category_id=int(self.category.data) if self.category.data else None,
            service_id=self.target.id if isinstance(self.target, Service) else None,
            unit_id=unit.id if unit else None, is_anonymous=naming == "anonymous",
            is_confidential=bool(self.is_confidential.data), name_to_unit=naming in ("unit", "public"),
            name_to_public=naming == "public", language=language, channel=channel, identity=identity,
        )  # fmt: skip


class WritingForm(StoryForm):
    """A complaint written by the reporter: somewhere, or at least about some unit."""

    def validate_place(self, field: Field) -> None:
        """Without any word on where, nobody can find it."""
        if not (field.data or self.village.data or self.addressee.data):
            raise ValidationError(_("Tulis kelurahan, patokan, atau unitnya, supaya petugas tahu tempatnya."))


def code_of(target: Unit | Service) -> str:
    """How a form names a unit or a service."""
    return f"{'s' if isinstance(target, Service) else 'u'}{target.id}"


def _said(target: Unit | Service) -> str:
    return f"{target.name}, {target.unit.name}" if isinstance(target, Service) else target.name
