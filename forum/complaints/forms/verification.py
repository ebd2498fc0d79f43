"""What a moderator sends from the verification desk."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from forum.complaints import rules, words
from forum.complaints.forms.fields import DeskForm, PickField, at_most, between, needed, options, tidied
from forum.complaints.queries import verification
from forum.core import masking
from forum.core.masked_copy import hides_only

REASON = (5, 1_000)
UNIT_FIELDS = ("lead", "first", "second", "third", "to", "unit")
AGENCIES = ("PLN", "PDAM", "BPJS Kesehatan", "BPJS Ketenagakerjaan", "Telkom", "Pertamina", "Kepolisian",
            "Badan Pertanahan Nasional", "Kantor Imigrasi", "Kantor Pajak", "Kementerian Agama")  # fmt: skip


def reason(label: Any) -> TextAreaField:
    """Why, in words that people will read."""
    return TextAreaField(label, [needed(), between(*REASON)], filters=[tidied])


def remark() -> TextAreaField:
    """A remark that may stay empty."""
    return TextAreaField(_l("Catatan untuk riwayat publik"), [at_most(1_000)], filters=[tidied])


class AssignForm(DeskForm):
    """Verify and hand over."""

    name = "disposisi"
    suggested = RadioField(_l("Saran"), [Optional()], choices=[], validate_choice=False)
    lead = PickField(_l("Unit utama lain"), [at_most(220)])
    first = PickField(_l("Unit pendukung 1"), [at_most(220)])
    second = PickField(_l("Unit pendukung 2"), [at_most(220)])
    third = PickField(_l("Unit pendukung 3"), [at_most(220)])
    note = remark()

    @property
    def lead_id(self) -> int | None:
        """The unit typed, else the suggestion taken."""
        suggested = str(self.suggested.data or "")
        taken = int(suggested) if suggested.isdecimal() else None
        return self.lead.picked or (taken if taken in self.lead.known.values() else None)

    @property
    def supporting(self) -> list[int]:
        """Ids of the supporting units, each once, the lead left out."""
        named = [f.picked for f in (self.first, self.second, self.third) if f.picked is not None]
        return [unit for unit in dict.fromkeys(named) if unit != self.lead_id]

    def validate_lead(self, field: PickField) -> None:
        """One unit leads."""
        if self.lead_id is None and not field.errors:
            raise ValidationError(_("Pilih unit yang menangani."))


class ReviseForm(DeskForm):
    """Class, category, place and service."""

    name = "klasifikasi"
    class_ = SelectField(_l("Jenis"), choices=options(words.CLASSES.items()))
    category = SelectField(_l("Kategori"), choices=[], coerce=lambda value: int(value) if value else None)
    village = PickField(_l("Kelurahan atau desa"), [at_most(260)])
    service = PickField(_l("Layanan"), [at_most(340)])


class MaskForm(DeskForm):
    """The masked copy; words may be hidden, never changed."""

    name = "penyamaran"
    body = TextAreaField(_l("Salinan yang dibaca publik"), [needed(), at_most(12_000)], filters=[tidied])
    place = StringField(_l("Patokan lokasi di salinan"), [at_most(600)], filters=[tidied])
    stands = BooleanField(_l("Yang masih ditandai boleh terbaca publik"))
    original: tuple[str, str] = ("", "")

    def validate(self, extra_validators: Any = None) -> bool:
        """Nothing but hiding, and nothing personal left unless the moderator says so."""
        is_valid = bool(super().validate(extra_validators))
        for field, said in zip((self.body, self.place), self.original, strict=True):
            if not field.errors and not hides_only(said, field.data):
                field.errors = [_("Kata pelapor tidak boleh diubah. Ganti yang perlu ditutup dengan [disamarkan].")]
                is_valid = False
        left = [self.body.data[f.start : f.end] for f in masking.find(self.body.data)]
        if is_valid and left and not self.stands.data:
            self.stands.errors = [_("Masih ada yang tampak seperti data pribadi: %(what)s.", what=", ".join(left[:5]))]
            is_valid = False
        return is_valid


class CompletionForm(DeskForm):
    """Ask for what is missing."""

    name = "kelengkapan"
    question = TextAreaField(_l("Apa yang perlu dilengkapi pelapor?"), [needed(), between(10, 2_000)], filters=[tidied])


class ArchiveForm(DeskForm):
    """Put away, with a ground of the closed list."""

    name = "arsip"
    ground = RadioField(
        _l("Alasan"), [InputRequired(_l("Pilih satu alasan."))],
        choices=options((key, words.GROUNDS[key]) for key in rules.ARCHIVE_GROUNDS),
    )  # fmt: skip
    note = remark()


class MergeForm(DeskForm):
    """Carry a duplicate in another complaint."""

    name = "penggabungan"
    into = StringField(_l("Nomor laporan tujuan"), [needed(), at_most(24)], filters=[lambda v: tidied(v).upper()])
    government_id: int = 0
    into_id: int = 0

    def validate_into(self, field: StringField) -> None:
        """The other complaint is of the same government."""
        found = verification.find_id_in(self.government_id, field.data)
        if found is None:
            raise ValidationError(_("Nomor itu tidak dikenal di pemerintah daerah ini."))
        self.into_id = found


class UnmergeForm(DeskForm):
    """Take a merge apart."""

    name = "pemisahan"
    reason = reason(_l("Mengapa dipisahkan kembali?"))


class ReferForm(DeskForm):
    """Pass on to an agency outside the system."""

    name = "rujukan"
    agency = StringField(_l("Instansi"), [needed(), between(2, 120)], filters=[tidied])
    reference = StringField(_l("Nomor rujukan di sana"), [at_most(80)], filters=[tidied])
    contact = StringField(_l("Kontak untuk pelapor"), [at_most(200)], filters=[tidied])
    note = remark()


class TransferForm(DeskForm):
    """Move to another lead unit."""

    name = "pemindahan"
    to = PickField(_l("Unit tujuan"), [needed(), at_most(220)])
    reason = reason(_l("Alasan pemindahan"))


class DecideForm(DeskForm):
    """Decide a unit's transfer proposal."""

    name = "usulan"
    decision = RadioField(
        _l("Keputusan"), [InputRequired(_l("Pilih setuju atau tolak."))],
        choices=options([("agree", _l("Setuju, pindahkan")), ("refuse", _l("Tolak, unit tetap menangani"))]),
    )  # fmt: skip
    to = PickField(_l("Unit tujuan bila setuju"), [at_most(220)])
    reason = reason(_l("Alasan keputusan"))

    def validate_to(self, field: PickField) -> None:
        """Agreeing needs a unit that takes the case."""
        if self.decision.data == "agree" and not (field.data or "").strip():
            raise ValidationError(_("Pilih unit yang menerima laporan ini."))


class CloseForm(DeskForm):
    """Close a case."""

    name = "penutupan"
    reason = reason(_l("Alasan penutupan, dibaca semua orang"))


class ReopenForm(DeskForm):
    """Open a closed case again."""

    name = "pembukaan"
    reason = reason(_l("Alasan pembukaan kembali, dibaca semua orang"))


class SupportUnitForm(DeskForm):
    """One more unit that helps."""

    name = "pendukung"
    unit = PickField(_l("Unit pendukung"), [needed(), at_most(220)])


class DropSupportForm(DeskForm):
    """One unit helps no longer."""

    name = "pelepasan"
    unit = RadioField(_l("Unit yang tidak lagi mendukung"), [InputRequired(_l("Pilih satu unit."))], choices=[])
    reason = reason(_l("Alasan, dibaca semua orang"))


class NoteForm(DeskForm):
    """A note among staff."""

    name = "catatan"
    body = TextAreaField(_l("Tulis catatan"), [needed(), between(2, 2_000)], filters=[tidied])
