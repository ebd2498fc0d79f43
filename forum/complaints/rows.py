"""One complaint as a line of a list: what the public may read of it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from forum.complaints import words
from forum.complaints.queries import names
from forum.complaints.queries.board import Line
from forum.core.fragments import keeper
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


class Reading(NamedTuple):
    """What the words of a line depend on besides the line: the day, the days off, the reader's language."""

    today: date
    days_off: frozenset[date]
    language: str


def cards(lines: Iterable[Line], reading: Reading, districts: Mapping[str, str], level: int = 3) -> Markup:
    """Lines as list items, each kept while nothing it shows has changed. `districts` names them by code."""
    items, categories, keep = [], names.category_names(reading.language), keeper("case")
    for line in lines:
        category = categories.get(line.category_id, "")
        district = districts.get(line.district_code or "", "")
        shown = (line, reading, category, district, level)
        items.append(keep(partial(_card, *shown), *shown))
    return Markup().join(items)


def _card(line: Line, reading: Reading, category: str, district: str, level: int) -> str:
    template = current_app.jinja_env.get_template("complaints/_row.html")
    return str(template.module.complaint_row(_row(line, reading, category, district), level))  # type: ignore[attr-defined]


def _row(line: Line, reading: Reading, category: str, district: str) -> Row:
    tone = words.tone(line, reading.today)
    return Row(
        number=line.number,
        title=_title(line),
        word=words.state_word(line, reading.today, reading.days_off),
        tone=tone,
        facts=tuple(fact for fact in _facts(line, tone == "late", category, district) if fact),
        is_muted=line.state in MUTED,
    )


def _title(line: Line) -> str:
    if line.verified_on is None:
        return _("Laporan %(number)s", number=line.number)
    if line.is_confidential:
        return _("Laporan rahasia %(number)s", number=line.number)
    return line.headline or _("Laporan %(number)s", number=line.number)


def _facts(line: Line, is_late: bool, category: str, district: str) -> list[str | None]:
    """Before verification unit and date only; of a confidential complaint no place and no words.

    The badge of a late one says by how much, so its state stands among the facts.
    """
    day = say_short_day(line.submitted_on)
    state = str(words.STATES[line.state]) if is_late else None
    if line.verified_on is None:
        return [state, line.unit_name, day]
    if line.is_confidential:
        return [state, line.unit_name, category, day]
    return [state, line.unit_name, category, district, day, supporters(line)]


def supporters(line: Line) -> str:
    """How many live through it too; empty for nobody."""
    count = line.support_count + line.support_mail_count
    if not count:
        return ""
    return ngettext("%(said)s warga mendukung", "%(said)s warga mendukung", count, said=say_number(count))
