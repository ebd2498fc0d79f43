"""Fields that the desks share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from forum.core.forms import Form
from forum.core.text import tidy


def tidied(value: str | None) -> str:
    """What was typed, in one form of line ends and characters."""
    return tidy(value) if value else ""


def needed(sentence: Any = None) -> InputRequired:
    """The field must be filled."""
    return InputRequired(sentence or _l("Bagian ini perlu diisi."))


def between(least: int, most: int) -> Length:
    """The text has so many characters."""
    return Length(least, most, _l("Tulis %(min)d sampai %(max)d karakter."))


def at_most(most: int) -> Length:
    """The text has no more characters."""
    return Length(max=most, message=_l("Paling banyak %(max)d karakter."))


def options(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """(value, label) pairs as the fields take them."""
    return [SelectChoice(value, label) for value, label in pairs]


class PickField(StringField):
    """One of a long list, typed or taken from a <datalist>; `picked` is what it means."""

    known: Mapping[str, Any] = {}
    picked: Any = None

    def pre_validate(self, _form: Any) -> None:
        """Find what the words mean."""
        typed = (self.data or "").strip().casefold()
        self.picked = self.known.get(typed)
        if typed and self.picked is None:
            raise ValidationError(_("Tidak ada di daftar. Ketik sebagian namanya, lalu pilih satu dari daftar."))


class DeskForm(Form):
    """One of several forms on a page: its fields carry its `name`; the token of the page is checked before."""

    class Meta(Form.Meta):
        """The whole site checks one token per page."""

        csrf = False

    name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"{self.name}-", **kwargs)
