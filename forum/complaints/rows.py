"""One complaint as a line of a list: what the public may read of it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from forum.complaints import words
from forum.complaints.queries import names
from forum.complaints.queries.board import Line
from forum.core.i18n import say_number, say_short_day

MUTED = frozenset({"archived", "merged", "withdrawn"})


@dataclass(frozen=True)
class Row:
    """Ready for the template `complaints/_row.html`."""

    number: str
    title: str
    word: str
    tone: str
    facts: tuple[str, ...]
    is_muted: bool


def rows(
    lines: Iterable[Line], today: date, days_off: Set[date], language: str, districts: Mapping[str, str]
) -> list[Row]:
    """Lines of a list in the reader's language. `districts` names them by code."""
    return [_row(line, today, days_off, language, districts) for line in lines]


def _row(line: Line, today: date, days_off: Set[date], language: str, districts: Mapping[str, str]) -> Row:
    tone = words.tone(line, today)
    return Row(
        number=line.number,
        title=_title(line),
        word=words.state_word(line, today, days_off),
        tone=tone,
        facts=tuple(fact for fact in _facts(line, tone == "late", language, districts) if fact),
        is_muted=line.state in MUTED,
    )


def _title(line: Line) -> str:
    if line.verified_on is None:
        return _("Laporan %(number)s", number=line.number)
    if line.is_confidential:
        return _("Laporan rahasia %(number)s", number=line.number)
    return line.headline or _("Laporan %(number)s", number=line.number)


def _facts(line: Line, is_late: bool, language: str, districts: Mapping[str, str]) -> list[str | None]:
    """Before verification unit and date only; of a confidential complaint no place and no words.

    The badge of a late one says by how much, so its state stands among the facts.
    """
    day = say_short_day(line.submitted_on)
    state = str(words.STATES[line.state]) if is_late else None
    if line.verified_on is None:
        return [state, line.unit_name, day]
    category = names.category_name(line.category_id, language)
    if line.is_confidential:
        return [state, line.unit_name, category, day]
    return [state, line.unit_name, category, districts.get(line.district_code or ""), day, supporters(line)]


def supporters(line: Line) -> str:
    """How many live through it too; empty for nobody."""
    count = line.support_count + line.support_mail_count
    if not count:
        return ""
    return ngettext("%(said)s warga mendukung", "%(said)s warga mendukung", count, said=say_number(count))
