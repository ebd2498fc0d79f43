"""The map of a town: complaints by district and village, drawn from the boundaries, with the list beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from forum.complaints import rules
from forum.complaints.queries import names, tallies
from forum.core.access import public
from forum.core.geometry import Drawing
from forum.core.i18n import say_number
from forum.core.memory import for_everyone
from forum.pages.drawings import drawing_of
from forum.pages.rules import bounds, level
from forum.pages.views.blueprint import pages
from forum.units.here import Place, get_here


@dataclass(frozen=True)
class Counted:
    """An area with what was said about it."""

    code: str
    name: str
    total: int
    open: int
    url: str

    @property
    def words(self) -> str:
        """ "12 laporan, 3 masih berjalan"."""
        if not self.total:
            return _("belum ada laporan")
        total = ngettext("%(said)s laporan", "%(said)s laporan", self.total, said=say_number(self.total))
        return _("%(total)s, %(open)s masih berjalan", total=total, open=say_number(self.open))


@pages.get("/peta")
@public
@for_everyone
def town_map() -> str:
    """Districts, or with ?kecamatan= the villages of one."""
    here = get_here()
    district = request.args.get("kecamatan", "")
    districts = names.districts(here.area_code)
    if district and district not in districts:
        abort(404)
    areas = names.villages(district) if district else districts
    drawing = drawing_of(district or here.area_code, "village" if district else "district")
    counts = tallies.area_counts(list(areas))
    rows = [_counted(here, district, code, name, counts.get(code, {})) for code, name in areas.items()]
    rows.sort(key=lambda row: (-row.total, row.name))
    upper = bounds(row.total for row in rows)
    return render_template(
        "pages/map.html", place=here, district=district, district_name=districts.get(district, ""), rows=rows,
        drawing=drawing, shapes=_shapes(drawing, rows, upper), legend=_legend(upper),
        total=sum(row.total for row in rows), still_open=sum(row.open for row in rows),
    )  # fmt: skip


def _counted(here: Place, district: str, code: str, name: str, states: dict[str, int]) -> Counted:
    narrowed: dict[str, Any] = {"kota": here.slug, "desa" if district else "kecamatan": code}
    board = url_for("complaints.board", **narrowed)
    deeper = board if district else url_for("pages.town_map", kota=here.slug, kecamatan=code)
    still_open = sum(n for state, n in states.items() if state in rules.OPEN)
    return Counted(code, name, sum(states.values()), still_open, deeper)


def _shapes(
    drawing: Drawing | None, rows: list[Counted], upper: list[int]
) -> list[tuple[str, int, str, str, str, bool]]:
    """What the macro draws: path, class, name, words, address, is here."""
    paths = drawing.paths if drawing else {}
    return [
        (paths[row.code], level(row.total, upper), row.name, row.words, row.url, False)
        for row in rows
        if row.code in paths
    ]


def _legend(upper: list[int]) -> list[tuple[int, str]]:
    """The classes in words: "0", "1-3", "4-9"."""
    said, least = [(0, "0")], 1
    for bound in upper:
        words = say_number(bound) if bound == least else f"{say_number(least)}–{say_number(bound)}"
        said.append((level(bound, upper), words))
        least = bound + 1
    return said
