"""The board: every complaint of a place, searchable, narrowed by the address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, current_app, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from forum.complaints import rules, words
from forum.complaints.queries import board, names, tallies
from forum.complaints.queries.board import SORTS, Line, Wish
from forum.complaints.rows import rows
from forum.complaints.views.blueprint import complaints
from forum.core import clock
from forum.core.access import public
from forum.core.i18n import language, say_month, say_number
from forum.core.memory import for_everyone
from forum.core.paging import BadCursor, Page
from forum.core.text import tidy
from forum.units import queries as units
from forum.units.here import Place, get_here
from forum.units.models import Unit

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
LONGEST_QUESTION = 200
NARROWING = ("kecamatan", "desa", "unit", "kategori", "keadaan", "terlambat", "bulan", "jenis")


@dataclass(frozen=True)
class Asked:
    """What the address asks for, checked, and what it names."""

    wish: Wish
    unit: Unit | None
    args: dict[str, str]

    @property
    def active(self) -> int:
        """How many filters narrow the list."""
        return sum(name in self.args for name in NARROWING) + (self.args.get("urut", "terbaru") != "terbaru")


@complaints.get("/pengaduan", endpoint="board")
@public
@for_everyone
def show_board() -> str:
    """A page of the board."""
    here = get_here()
    asked, today = _asked(here), clock.today(here.zone)
    try:
        page = board.page_of(asked.wish, request.args.get("hal"))
    except (BadCursor, ValueError):
        abort(404)
    days_off, months = units.shown_days_off(here.id), _months(today)
    villages = names.villages(asked.wish.district) if asked.wish.district else {}
    return render_template(
        "complaints/board.html", asked=asked, here=here, chosen=_chosen(here, asked, villages, months),
        state_choices=list(words.STATES.items()),
        class_choices=list(words.CLASSES.items()),
        rows=rows(page.rows, today, days_off, language(), names.districts(here.area_code)),
        count=_count_words(asked, page, here.id), older=_address(here, asked, page.older),
        newer=_address(here, asked, page.newer),
        categories=_category_choices(), districts=names.districts(here.area_code),
        villages=villages, months=months, canonical=_canonical(here),
    )  # fmt: skip


def _asked(here: Place) -> Asked:
    """Unknown values are 404: an address either means something or nothing."""
    args = {k: v.strip() for k, v in request.args.items() if v.strip() and k in (*NARROWING, "q", "urut")}
    _agree_on_area(args)
    unit = units.find_unit(here.id, args["unit"]) if "unit" in args else None
    category = names.category_id(args["kategori"]) if "kategori" in args else None
    if ("unit" in args and unit is None) or ("kategori" in args and category is None):
        abort(404)
    wish = Wish(
        government_id=here.id, q=tidy(args.get("q", ""))[:LONGEST_QUESTION], district=_area(args, "kecamatan"),
        village=_area(args, "desa"), unit_id=unit.id if unit else None, category_id=category,
        state=_one_of(args, "keadaan", rules.STATES), class_=_one_of(args, "jenis", rules.CLASSES),
        overdue_on=clock.today(here.zone) if "terlambat" in args else None, month=_month(args),
        sort=_one_of(args, "urut", SORTS) or "terbaru",
    )  # fmt: skip
    return Asked(wish, unit, args)


def _agree_on_area(args: dict[str, str]) -> None:
    """A village names its district; a village left over from another district is let go."""
    district = args.get("desa", "").rpartition(".")[0]
    if district and args.setdefault("kecamatan", district) != district:
        del args["desa"]


def _chosen(
    here: Place, asked: Asked, villages: dict[str, str], months: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """What narrows the list, in words, each with the address of the list without it."""
    said: dict[str, dict[str, Any]] = {
        "kecamatan": names.districts(here.area_code), "desa": villages, "kategori": dict(_category_choices()),
        "keadaan": words.STATES, "jenis": words.CLASSES, "bulan": dict(months),
        "terlambat": {asked.args.get("terlambat", ""): _("Terlambat")},
        "unit": {asked.unit.code: asked.unit.name} if asked.unit else {},
    }  # fmt: skip
    return [
        (said[name].get(value, value), url_for("complaints.board", **_without(here, asked, name)))
        for name, value in asked.args.items()
        if name in said
    ]


def _without(here: Place, asked: Asked, name: str) -> dict[str, Any]:
    """Without the district its village goes too."""
    gone = (name, "desa") if name == "kecamatan" else (name,)
    values = {k: v for k, v in asked.args.items() if k not in gone}
    if name == "desa":
        values["kecamatan"] = asked.args["kecamatan"]
    return {"kota": here.slug, **values}


def _one_of(args: dict[str, str], name: str, known: tuple[str, ...]) -> str | None:
    value = args.get(name)
    if value is not None and value not in known:
        abort(404)
    return value


def _area(args: dict[str, str], name: str) -> str | None:
    value = args.get(name)
    if value is not None and not re.fullmatch(r"[\d.]{2,13}", value):
        abort(404)
    return value


def _month(args: dict[str, str]) -> str | None:
    value = args.get("bulan")
    if value is not None and not MONTH.fullmatch(value):
        abort(404)
    return value


def _count_words(asked: Asked, page: Page[Line], government_id: int) -> str:
    if asked.wish.only_state:
        counts = tallies.board_counts(government_id)
        count = counts.get(asked.wish.state, 0) if asked.wish.state else sum(counts.values())
    else:
        count = board.count_of(asked.wish)
    if not page.rows:
        return ""
    if count > tallies.MOST_COUNTED and not asked.wish.only_state:
        return _("Menampilkan %(shown)s dari lebih dari 1.000 laporan", shown=len(page.rows))
    return ngettext(
        "Menampilkan %(shown)s dari %(count)s laporan", "Menampilkan %(shown)s dari %(count)s laporan", count,
        shown=len(page.rows), count=say_number(count),
    )  # fmt: skip


def _address(here: Place, asked: Asked, cursor: str | None) -> str | None:
    """The same list further on; the place is named, so that the address can be passed on."""
    values: dict[str, Any] = {"kota": here.slug, **asked.args, "hal": cursor}
    return url_for("complaints.board", **values) if cursor else None


def _canonical(here: Place) -> str:
    return str(current_app.config["BASE_URL"]) + url_for("complaints.board", kota=here.slug)


def _category_choices() -> list[tuple[str, str]]:
    return [(key, english if language() == "en" else name) for key, name, english in names.categories().values()]


def _months(today: date) -> list[tuple[str, str]]:
    """The last twelve months, newest first, with their names."""
    first = today.year * 12 + today.month - 1
    days = [date((first - k) // 12, (first - k) % 12 + 1, 1) for k in range(12)]
    return [(f"{day:%Y-%m}", say_month(day)) for day in days]
