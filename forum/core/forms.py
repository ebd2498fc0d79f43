"""The base of every form: what the library says of itself comes in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice

SAYINGS = {
    "This field is required.": _l("Isi bagian ini."),
    "Not a valid choice.": _l("Pilih salah satu yang ada."),
    "'%(value)s' is not a valid choice for this field.": _l("Pilih hanya dari yang ada."),
    "'%(value)s' are not valid choices for this field.": _l("Pilih hanya dari yang ada."),
    "Not a valid choice": _l("Pilih salah satu yang ada."),
    "Invalid Choice: could not coerce.": _l("Pilih salah satu yang ada."),
    "Not a valid date value.": _l("Tanggal ini tidak dikenali. Tulis tanggal, bulan dan tahun."),
    "Not a valid time value.": _l("Jam ini tidak dikenali. Tulis misalnya 09:00."),
    "Not a valid integer value.": _l("Tulis bilangan bulat."),
    "Invalid email address.": _l("Alamat surel ini belum benar, misalnya nama@contoh.id."),
}


class Sayings:
    """Translations as WTForms asks for them."""

    def gettext(self, words: str) -> str:
        """What the library says, in the reader's words."""
        return str(SAYINGS.get(words, words))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The same for counted things."""
        return self.gettext(one if count == 1 else many)


class Form(FlaskForm):
    """A form that speaks the reader's language."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, _form: Any) -> Sayings:
            """Ours, never the library's."""
            return Sayings()


def choices(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """Options of a list from (value, label) pairs."""
    return [SelectChoice(value, label) for value, label in pairs]
