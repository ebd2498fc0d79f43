"""The board: every complaint of a place, searchable, narrowed by the address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, current_app, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from forum.complaints import rules, words
from forum.complaints.queries import board, names, tallies
from forum.complaints.queries.board import SORTS, Line, Wish
from forum.complaints.rows import Reading, cards
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


Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """What the filters are made from, and what they offer: (value, word) each."""

    here: Place
    args: Pairs
    unit: tuple[str, str] | None
    month: date
    categories: Pairs
    districts: Pairs
    villages: Pairs
    open_units: Pairs

    @property
    def units(self) -> Pairs:
        """Units to choose from; a closed one only while it is chosen."""
        closed = self.unit is not None and self.unit[0] not in dict(self.open_units)
        return (self.unit, *self.open_units) if closed and self.unit else self.open_units

    @property
    def states(self) -> list[tuple[str, LazyString]]:
        return list(words.STATES.items())

    @property
    def classes(self) -> list[tuple[str, LazyString]]:
        return list(words.CLASSES.items())

    @property
    def months(self) -> list[tuple[str, str]]:
        """The last twelve months, newest first, with their names."""
        first = self.month.year * 12 + self.month.month - 1
        days = [date((first - k) // 12, (first - k) % 12 + 1, 1) for k in range(12)]
        return [(f"{day:%Y-%m}", say_month(day)) for day in days]

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """What narrows the list, in words, each with the address of the list without it."""
        said: dict[str, dict[str, Any]] = {
            "kecamatan": dict(self.districts), "desa": dict(self.villages), "kategori": dict(self.categories),
            "keadaan": words.STATES, "jenis": words.CLASSES, "bulan": dict(self.months),
            "terlambat": {dict(self.args).get("terlambat", ""): _("Terlambat")},
            "unit": dict([self.unit] if self.unit else []),
        }  # fmt: skip
        return [
            (said[name].get(value, value), url_for("complaints.board", **self._without(name)))
            for name, value in self.args
            if name in said
        ]

    def _without(self, name: str) -> dict[str, Any]:
        """Without the district its village goes too."""
        gone = (name, "desa") if name == "kecamatan" else (name,)
        values = {k: v for k, v in self.args if k not in gone}
        if name == "desa":
            values["kecamatan"] = dict(self.args)["kecamatan"]
        return {"kota": self.here.slug, **values}


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
    reading = Reading(today, units.shown_days_off(here.id), language())
    districts = names.districts(here.area_code)
    return render_template(
        "complaints/board.html", asked=asked, here=here, choices=_choices(here, asked, today),
        cards=cards(page.rows, reading, districts, level=2), count=_count_words(asked, page, here.id),
        older=_address(here, asked, page.older), newer=_address(here, asked, page.newer), canonical=_canonical(here),
    )  # fmt: skip


def _choices(here: Place, asked: Asked, today: date) -> Choices:
    district, unit = asked.wish.district, asked.unit
    return Choices(
        here, tuple(asked.args.items()), (unit.code, unit.name) if unit else None, today.replace(day=1),
        tuple(names.category_choices(language())), tuple(names.districts(here.area_code).items()),
        tuple(names.villages(district).items()) if district else (), names.units(here.id),
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
