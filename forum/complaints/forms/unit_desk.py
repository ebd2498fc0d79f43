"""What a unit's staff may write on a case."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, HiddenField, MultipleFileField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from forum.complaints.forms.fields import tidied
from forum.complaints.rules import placeholders
from forum.core import files
from forum.core.forms import Form

MOST_WORDS = 5_000
FIRST_ANSWER = 30
"""Characters of a first answer: it stops a clock, so it names an action, a date or a reason."""
LATER_WORDS = 10
GROUND = 10
MOST_NOTE = 2_000
MOST_REASON = 1_000


def said(most: int, least: int = 0) -> list[Any]:
    """Required words between two lengths, each refusal with its sentence."""
    too_short = _l("Tulis paling sedikit %(least)s karakter.", least=least)
    return [
        DataRequired(_l("Tulis dulu isinya.")),
        *([Length(min=least, message=too_short)] if least else []),
        Length(max=most, message=_l("Terlalu panjang: paling banyak %(most)s karakter.", most=most)),
    ]


class DeskForm(Form):
    """A form on a case; its key acts once."""

    once = HiddenField()


class ReplyForm(DeskForm):
    """Words for the reporter and the public: an answer, progress, or that it is done."""

    body = TextAreaField(_l("Tulisan untuk pelapor dan publik"), filters=[tidied], validators=said(MOST_WORDS))
    files = MultipleFileField(_l("Foto atau PDF"))
    ground = StringField(
        _l("Dasar tertulis"),
        filters=[tidied],
        validators=[Length(max=300, message=_l("Terlalu panjang: paling banyak %(most)s karakter.", most=300))],
    )
    last = HiddenField()
    onward = BooleanField(_l("Lanjut ke laporan berikutnya"), default=True)

    act = "answer"
    is_first = False

    def demand(self, act: str, is_first: bool) -> ReplyForm:
        """Say which act this is, and whether it stops the answer clock."""
        self.act, self.is_first = act, is_first
        return self

    def validate_body(self, field: Any) -> None:
        """A hollow first answer stops no clock."""
        length = len(field.data or "")
        if self.is_first and length < FIRST_ANSWER:
            raise ValidationError(
                _(
                    "Jawaban pertama menghentikan jam, jadi harus berisi: sebutkan tindakan, tanggal, atau alasan. "
                    "Paling sedikit %(least)s karakter.",
                    least=FIRST_ANSWER,
                )
            )
        if length < LATER_WORDS:
            raise ValidationError(_("Tulis paling sedikit %(least)s karakter.", least=LATER_WORDS))

    def validate_ground(self, field: Any) -> None:
        """Done needs evidence: a file, or a written ground."""
        if self.act == "resolve" and not self.uploads and len(field.data or "") < GROUND:
            raise ValidationError(
                _(
                    "Sertakan bukti: paling sedikit satu foto atau PDF, "
                    "atau dasar tertulis seperti nomor berita acara (paling sedikit %(least)s karakter).",
                    least=GROUND,
                )
            )

    def validate_files(self, _field: Any) -> None:
        """No more than the limit; what they are shows when they are made anew."""
        if len(self.uploads) > files.MAX_FILES:
            raise ValidationError(upload_refusal(files.TooMany()))

    @property
    def uploads(self) -> list[FileStorage]:
        """Files that were really chosen."""
        return [f for f in self.files.data or [] if isinstance(f, FileStorage) and f.filename]

    @property
    def last_seen(self) -> int:
        """The newest message the writer had before their eyes."""
        return int(self.last.data) if str(self.last.data or "").isdecimal() and len(self.last.data) < 18 else 0

    @property
    def words(self) -> str:
        """What is kept and published; the written ground stands below it."""
        ground = self.ground.data if self.act == "resolve" else ""
        return f"{self.body.data}\n\n**Dasar tertulis:** {ground}" if ground else str(self.body.data)


class HandOverForm(DeskForm):
    """Who of the unit holds the case; empty puts it back."""

    officer = SelectField(_l("Petugas penanggung jawab"), coerce=str)


class ForwardForm(DeskForm):
    """To a unit below, with a reason."""

    below = SelectField(_l("Unit di bawah"), validators=[DataRequired(_l("Pilih unit tujuan."))])
    forward_reason = TextAreaField(_l("Alasan"), filters=[tidied], validators=said(MOST_REASON, 10))


class TransferForm(DeskForm):
    """Not ours: the moderator decides whose."""

    target = StringField(
        _l("Unit yang menurut Anda berwenang"),
        filters=[tidied],
        validators=[Length(max=160, message=_l("Terlalu panjang: paling banyak %(most)s karakter.", most=160))],
    )
    transfer_reason = TextAreaField(_l("Alasan bukan kewenangan"), filters=[tidied], validators=said(MOST_REASON, 10))


class NoteForm(DeskForm):
    """Among staff."""

    note = TextAreaField(_l("Catatan internal"), filters=[tidied], validators=said(MOST_NOTE))


class TemplateForm(DeskForm):
    """A ready reply."""

    unit = SelectField(_l("Unit"), coerce=int)
    title = StringField(_l("Judul"), filters=[tidied], validators=said(80, 3))
    template_body = TextAreaField(_l("Isi"), filters=[tidied], validators=said(3_000, 10))

    def validate_template_body(self, field: Any) -> None:
        """Only placeholders that can be filled."""
        unknown = placeholders.unknown_in(field.data or "")
        if unknown:
            raise ValidationError(
                _(
                    "%(unknown)s tidak dikenal. Yang dapat diisi: %(known)s.",
                    unknown=", ".join(f"{{{name}}}" for name in unknown),
                    known=", ".join(f"{{{name}}}" for name in placeholders.NAMES),
                )
            )


_UPLOADS = {
    "empty": _l("Ada berkas yang kosong. Pilih berkas lain."),
    "unknown": _l("Ada berkas yang bukan foto (JPEG, PNG, WebP) dan bukan PDF."),
    "broken": _l("Ada berkas yang rusak dan tidak dapat dibuka. Pilih berkas lain."),
    "locked": _l("Ada PDF yang terkunci dengan sandi. Simpan tanpa sandi, lalu pilih lagi."),
    "too-costly": _l("Ada berkas yang terlalu rumit untuk diperiksa. Kirim sebagai foto."),
    "too-large": _l("Ada berkas yang lebih besar dari 10 MB."),
    "too-many-pixels": _l("Ada foto yang lebih besar dari 24 megapiksel. Kecilkan dulu, lalu pilih lagi."),
    "too-many-pages": _l("Ada PDF yang lebih dari 20 halaman. Kirim bagian yang perlu saja."),
    "too-many-files": _l("Paling banyak 5 berkas sekali kirim."),
}


def upload_refusal(refusal: files.Refused) -> str:
    """Why a file was not taken, and what to do."""
    return str(_UPLOADS.get(refusal.reason, _UPLOADS["broken"]))
