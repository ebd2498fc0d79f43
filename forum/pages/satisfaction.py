"""The IKM in a few words, for the front page and a unit's page: assessors look for it there."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from forum.ratings import result_words as words
from forum.ratings.published import month_of
from forum.ratings.queries.results import shown_headline


class Satisfaction(NamedTuple):
    """A figure and what it rests on, ready to be shown."""

    figure: str
    basis: str
    period: str
    """As an address names it."""


def satisfaction(scope: str, scope_id: int, government_id: int, today: date) -> Satisfaction | None:
    """Of the newest round or month; None while nobody answered."""
    shown = shown_headline(scope, scope_id, government_id, today)
    if shown is None:
        return None
    period = shown.round_title or words.month(month_of(shown.key).starts_on)
    basis = _("%(respondents)s, %(period)s", respondents=words.answered(shown.result), period=period)
    if shown.result.figure is None:
        basis = words.why_none(shown.result) if not shown.result.n else f"{words.why_none(shown.result)}; {basis}"
        return Satisfaction(words.NO_FIGURE, basis, shown.key)
    graded = _("mutu %(grade)s", grade=words.grade(shown.result.grade))
    return Satisfaction(words.figure(shown.result.figure), f"{graded}, {basis}", shown.key)
