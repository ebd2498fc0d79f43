"""Every commitment of a place, narrowed by the address, and how units keep their word."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, current_app, render_template, request, url_for

from forum.commitments import words
from forum.commitments.queries import board, tallies
from forum.commitments.queries.board import Line, Wish
from forum.commitments.views.blueprint import commitments
from forum.core import clock
from forum.core.access import public
from forum.core.i18n import say_month
from forum.core.memory import for_everyone
from forum.core.paging import BadCursor
from forum.units import queries as units
from forum.units.here import Place, get_here
from forum.units.models import Unit

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
NARROWING = ("unit", "keadaan", "terlambat", "bulan")
MONTHS = 12
LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """What the address asks for, checked, and the unit it names."""

    wish: Wish
    unit: Unit | None
    args: dict[str, str]


@commitments.get("/komitmen")
@public
@for_everyone
def index() -> str:
    """A page of commitments with the kept share."""
    here = get_here()
    today = clock.today(here.zone)
    asked = _asked(here, today)
    try:
        page = board.page_of(asked.wish, request.args.get("hal"))
    except (BadCursor, ValueError):
        abort(404)
    days_off = units.shown_days_off(here.id)
    return render_template(
        "commitments/index.html", place=here, asked=asked, share=_share(here, asked.unit, today),
        rows=[row(line, today, days_off) for line in page.rows], words=words, months=_months(today),
        states=[(key, words.STATES[key]) for key in words.PUBLIC_STATES],
        older=_address(here, asked, page.older), newer=_address(here, asked, page.newer),
        canonical=str(current_app.config["BASE_URL"]) + url_for("commitments.index", kota=here.slug),
    )  # fmt: skip


@commitments.get("/komitmen/unit")
@public
@for_everyone
def by_unit() -> str:
    """How every unit keeps its word, with what the share rests on; in the order of names, never of shares."""
    here = get_here()
    today = clock.today(here.zone)
    try:
        page = tallies.units_with_commitments(here.id, request.args.get("hal"))
    except BadCursor:
        abort(404)
    shares = tallies.shares_of(here.id, [unit.id for unit in page.rows], last_months(today), today)
    address = {cursor: url_for("commitments.by_unit", kota=here.slug, hal=cursor)
               for cursor in (page.older, page.newer) if cursor}  # fmt: skip
    return render_template(
        "commitments/by_unit.html", place=here, rows=[(unit, shares[unit.id]) for unit in page.rows], words=words,
        older=address.get(page.older or ""), newer=address.get(page.newer or ""),
        canonical=str(current_app.config["BASE_URL"]) + url_for("commitments.by_unit", kota=here.slug),
    )  # fmt: skip


def row(line: Line, today: date, days_off: frozenset[date]) -> dict[str, Any]:
    """A line in words."""
    return {
        "line": line,
        "url": url_for("commitments.show", ref=line.ref),
        "word": words.state_word(line.state, line.due_on, line.claimed_on, today),
        "tone": words.tone(line.state, line.due_on, today),
        "due": words.due_words(line.state, line.due_on, today, days_off),
    }


def last_months(today: date) -> list[str]:
    """The last twelve months, this one included, in order."""
    this = today.year * 12 + today.month - 1
    return [f"{k // 12}-{k % 12 + 1:02d}" for k in range(this - MONTHS + 1, this + 1)]


def _share(here: Place, unit: Unit | None, today: date) -> Any:
    if unit is None:
        return tallies.government_share(here.id, last_months(today), today)
    return tallies.shares_of(here.id, [unit.id], last_months(today), today)[unit.id]


def _asked(here: Place, today: date) -> Asked:
    """Unknown values are 404: an address either means something or nothing."""
    args = {k: v.strip()[:LONGEST] for k, v in request.args.items() if v.strip() and k in NARROWING}
    unit = units.find_unit(here.id, args["unit"]) if "unit" in args else None
    if "unit" in args and unit is None:
        abort(404)
    if args.get("keadaan", "worded") not in words.PUBLIC_STATES:
        abort(404)
    first, last = _days_of(args.get("bulan"))
    wish = Wish(
        here.id, unit_id=unit.id if unit else None, state=args.get("keadaan"),
        overdue_on=today if "terlambat" in args else None, first=first, last=last,
    )  # fmt: skip
    return Asked(wish, unit, args)


def _days_of(month: str | None) -> tuple[date | None, date | None]:
    if month is None:
        return None, None
    if not MONTH.fullmatch(month):
        abort(404)
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def _address(here: Place, asked: Asked, cursor: str | None) -> str | None:
    values: dict[str, Any] = {"kota": here.slug, **asked.args, "hal": cursor}
    return url_for("commitments.index", **values) if cursor else None


def _months(today: date) -> list[tuple[str, str]]:
    """Months of due dates around today: six ahead, then back a year."""
    this = today.year * 12 + today.month - 1
    days = [date(k // 12, k % 12 + 1, 1) for k in range(this + 6, this - MONTHS, -1)]
    return [(f"{day:%Y-%m}", say_month(day)) for day in days]
