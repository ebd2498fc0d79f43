"""What the survey's forms share."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from forum.core.forms import choices
from forum.core.text import tidy
from forum.ratings.rules.elements import SCALE
from forum.ratings.words import GROUPS, NOT_APPLICABLE, NOT_APPLICABLE_WORDS, QUESTIONS


def tidied(value: str | None) -> str:
    """Plain line ends and no stray marks, before any length is measured."""
    return tidy(value or "")


def mark_field(element: str) -> RadioField:
    """Four worded answers, and one for what did not concern the respondent."""
    asked = QUESTIONS[element]
    marks = [(str(mark), asked.answers[mark - 1]) for mark in SCALE]
    need = InputRequired(_l("Pilih satu jawaban, atau Tidak berlaku."))
    return RadioField(asked.asks, [need], choices=choices([*marks, (NOT_APPLICABLE, NOT_APPLICABLE_WORDS)]))


def group_field(name: str) -> SelectField:
    """A group the respondent may name or leave out."""
    label, groups = GROUPS[name]
    left_out: tuple[str, Any] = ("", _l("Tidak saya sebut"))
    return SelectField(label, choices=choices([left_out, *groups.items()]), default="")
