"""What is written in threads, and about what stands there."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from forum.core.forms import Form, choices
from forum.core.uploads import say_files_are_gone, take_files
from forum.dialogues.actions.posting import Picture
from forum.dialogues.forms.agenda import tidied
from forum.dialogues.rules import threads
from forum.moderation.words import GROUNDS

MOST_ALT = 200
MOST_NOTE = 500


def _words() -> Any:
    return TextAreaField(
        _l("Tulisan Anda"), filters=[tidied],
        validators=[
            DataRequired(_l("Tulis dulu isinya.")),
            Length(threads.LEAST_WORDS, threads.MOST_WORDS, _l("Tulis %(min)d sampai %(max)d karakter.")),
        ],
    )  # fmt: skip


def _seen() -> Any:
    return StringField(_l("Apa yang terlihat di foto ini?"), filters=[tidied], validators=[Length(max=MOST_ALT)])


class PostForm(Form):
    """Words for a thread, with up to three pictures."""

    kind = RadioField(_l("Ini adalah"), choices=choices([("post", _l("Pendapat atau keterangan"))]), default="post")
    body = _words()
    named = BooleanField(_l("Tampilkan nama saya"))
    photo_1 = FileField(_l("Foto pertama"))
    words_1 = _seen()
    photo_2 = FileField(_l("Foto kedua"))
    words_2 = _seen()
    photo_3 = FileField(_l("Foto ketiga"))
    words_3 = _seen()

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """Each picture with its words."""
        return [(self[f"photo_{n}"], self[f"words_{n}"]) for n in range(1, threads.MOST_PICTURES + 1)]

    def validate(self, extra_validators: Any = None) -> bool:
        """A picture comes with words for those who do not see it; chosen files are lost when a form comes back."""
        is_valid = super().validate(extra_validators)
        for photo, words in self.pairs:
            if _was_chosen(photo) and not words.data:
                words.errors = [_("Tulis apa yang terlihat, untuk orang yang tidak dapat melihat fotonya.")]
                is_valid = False
        return is_valid or self._without_files()

    def pictures(self) -> list[Picture] | None:
        """The pictures, made anew; None when one was refused, with the reason at its field."""
        made: list[Picture] = []
        for photo, words in self.pairs:
            taken = take_files(photo)
            if taken is None:
                return None
            if any(not each.made.kind.startswith("image/") for each in taken):
                photo.errors = [_("Hanya foto (JPEG, PNG, WebP) yang dapat diterima di sini.")]
                return None
            made += [Picture(each, str(words.data or "")) for each in taken[:1]]
        return made

    def _without_files(self) -> bool:
        for photo, _unused in self.pairs:
            say_files_are_gone(photo)
        return False


def _was_chosen(photo: Any) -> bool:
    return any(each.filename for each in request.files.getlist(photo.name))


class EditForm(Form):
    """Other words."""

    body = _words()


class FlagForm(Form):
    """Which rule a post breaks."""

    ground = RadioField(
        _l("Apa yang salah dengan tulisan ini?"), choices=choices(GROUNDS.items()),
        validators=[InputRequired(_l("Pilih satu alasan dari daftar."))],
    )  # fmt: skip


class HideForm(FlagForm):
    """Why nobody else may read it."""

    note = StringField(
        _l("Catatan untuk moderator lain"), filters=[tidied],
        validators=[Length(max=MOST_NOTE, message=_l("Paling banyak %(max)d karakter."))],
    )  # fmt: skip
