"""How results are said: figures, grades, periods, rises and falls."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.core.i18n import say_day, say_month, say_number, spoken
from forum.ratings import words
from forum.ratings.published import Published
from forum.ratings.queries.results import Period
from forum.ratings.rules.makeup import UNTOLD
from forum.ratings.rules.results import Result, still_needed
from forum.ratings.rules.waiting import more_needed

GRADES = {"A": _l("Sangat baik"), "B": _l("Baik"), "C": _l("Kurang baik"), "D": _l("Tidak baik")}
NO_FIGURE = "–"


def figure(value: Decimal | None) -> str:
    """78,74; a dash where there is none."""
    return NO_FIGURE if value is None else str(format_decimal(value, "0.00", locale=spoken()))


def grade(letter: str | None) -> str:
    """B (baik); a dash where there is none."""
    if letter is None:
        return NO_FIGURE
    return _("%(letter)s (%(words)s)", letter=letter, words=str(GRADES[letter]).lower())


def element(key: str) -> str:
    """The short name of an element."""
    return str(words.QUESTIONS[key].name)


def elements(keys: tuple[str, ...]) -> str:
    """Several of them in a sentence."""
    return ", ".join(element(key).lower() for key in keys)


def field(key: str) -> str:
    """What respondents were asked about themselves."""
    return str(words.GROUPS[key][0])


def group(key: str, value: str) -> str:
    """A group of respondents."""
    return str(words.UNTOLD_WORDS if value == UNTOLD else words.GROUPS[key][1][value])


def group_size(count: int | None) -> str:
    """How many, or that it is not told."""
    return _("tidak ditampilkan") if count is None else say_number(count)


def period(shown: Period) -> str:
    """The title of a round, or a month."""
    return shown.title or say_month(shown.starts_on)


def month(day: date) -> str:
    """November 2026."""
    return say_month(day)


def span(shown: Period) -> str:
    """From which day to which."""
    return _("%(first)s sampai %(last)s", first=say_day(shown.starts_on), last=say_day(shown.ends_on))


def respondents(n: int) -> str:
    """49 responden."""
    return ngettext("%(said)s responden", "%(said)s responden", n, said=say_number(n))


def answered(result: Result) -> str:
    """49 responden; 12 responden, 5 di antaranya menunggu."""
    if not result.waiting:
        return respondents(result.n)
    return _("%(respondents)s, %(waiting)s di antaranya menunggu", respondents=respondents(result.received),
             waiting=say_number(result.waiting))  # fmt: skip


def count(result: Result) -> str:
    """49; 12 (5 menunggu): the same in a column of a table."""
    if not result.waiting:
        return say_number(result.n)
    return _("%(n)s (%(waiting)s menunggu)", n=say_number(result.received), waiting=say_number(result.waiting))


def why_waiting(result: Result) -> str:
    """Why the marks of some are not in the figure yet, and what they wait for; empty where none waits."""
    if not result.waiting:
        return ""
    return _(
        "Nilai dari %(n)s jawaban menunggu sampai cukup banyak agar tak seorang pun terbaca: nilai selalu masuk "
        "bersama, paling sedikit lima jawaban sekaligus.", n=say_number(result.waiting),
    )  # fmt: skip


def change(by: Decimal | None) -> str:
    """Naik 0,12."""
    if by is None:
        return _("belum ada pembanding")
    if not by:
        return _("tetap")
    return _("naik %(by)s", by=figure(by)) if by > 0 else _("turun %(by)s", by=figure(-by))


def enough(population: int | None, result: Result) -> str:
    """Whether the sample is as large as it must be; empty where the population is not known."""
    if not population:
        return ""
    lacking = still_needed(population, result.received)
    if not lacking:
        return _("sampel cukup")
    return _("sampel belum cukup, kurang %(n)s responden", n=say_number(lacking))


def why_none(result: Result) -> str:
    """Why there is no IKM; empty where there is one."""
    if not result.received:
        return _("belum ada jawaban")
    if not result.n:
        return _("belum ditampilkan: %(n)s jawaban menunggu, paling sedikit %(more)s lagi diperlukan",
                 n=say_number(result.waiting), more=say_number(more_needed(result.waiting)))  # fmt: skip
    if result.figure is None:
        return _("tidak dapat dihitung: belum ada jawaban untuk %(elements)s", elements=elements(result.missing))
    return ""


def in_short(shown: Published) -> str:
    """IKM 78,74, mutu B (baik), dari 49 responden."""
    result = shown.result
    if result.figure is None:
        return _("IKM %(why)s", why=why_none(result))
    return _(
        "IKM %(figure)s, mutu %(grade)s, dari %(respondents)s", figure=figure(result.figure),
        grade=grade(result.grade), respondents=answered(result),
    )  # fmt: skip
