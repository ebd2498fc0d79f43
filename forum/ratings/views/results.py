"""The published IKM: of a unit, and of a government with its units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import Response, abort, current_app, render_template, request, url_for

from forum.core import clock
from forum.core.access import public
from forum.core.memory import for_everyone
from forum.core.paging import BadCursor
from forum.core.sheets import write_sheet
from forum.ratings import report_sheets
from forum.ratings import result_words as words
from forum.ratings.published import Published, UnknownPeriod, government_result, unit_result
from forum.ratings.queries import results
from forum.ratings.queries.results import Listed
from forum.ratings.rules.results import Result
from forum.ratings.views.blueprint import ratings
from forum.units import queries as units
from forum.units.here import Place, get_here
from forum.units.models import Unit
from forum.units.words import KINDS


class Row(NamedTuple):
    """A unit in a government's table."""

    unit: Listed
    result: Result
    population: int | None


@ratings.get("/unit/<kota>/<code>/ikm")
@public
@for_everyone
def unit_ikm(kota: str, code: str) -> str:
    """The IKM of a unit in a round or month."""
    here = get_here()
    unit = units.named_unit(here.id, code)
    if unit is None:
        abort(404)
    shown = _result_of(here, unit.id)
    return render_template(
        "ratings/ikm_unit.html", place=here, unit=unit, shown=shown, stamp=shown.stamp, words=words,
        site=current_app.config["BASE_URL"],
    )  # fmt: skip


@ratings.get("/ikm")
@public
@for_everyone
def ikm() -> str:
    """The IKM of a government, and of each of its units."""
    here, shown = asked_government()
    kind = request.args.get("jenis", "")
    if kind and kind not in KINDS:
        abort(404)
    try:
        page = results.unit_page(here.id, kind, request.args.get("hal"))
    except BadCursor:
        abort(404)
    asked = {"kota": here.slug, "periode": shown.period.key, "jenis": kind or None}
    rows = rows_of(page.rows, shown)
    return render_template(
        "ratings/ikm_government.html", place=here, shown=shown, words=words, kind=kind, kinds=KINDS, asked=asked,
        rows=rows, stamp=tuple((row.unit, row.result.stamp, row.population) for row in rows), older=page.older,
        newer=page.newer, canonical=_canonical("ratings.ikm", kota=here.slug),
    )  # fmt: skip


@ratings.get("/ikm.csv")
@public
def ikm_csv() -> Response:
    """The same table whole, to compute with."""
    here, shown = asked_government()
    listed = results.every_unit(here.id)
    rows = [report_sheets.unit_line(row.unit, row.result, row.population) for row in rows_of(listed, shown)]
    answer = Response(write_sheet(report_sheets.unit_header(), rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="ikm-{here.slug}-{shown.period.key}.csv"'
    return answer


def asked_unit(code: str) -> tuple[Place, Unit, Published]:
    """The place, unit and period that the address names; 404 where one of them is not."""
    here = get_here()
    unit = units.find_unit(here.id, code)
    if unit is None:
        abort(404)
    return here, unit, _result_of(here, unit.id)


def _result_of(here: Place, unit_id: int) -> Published:
    try:
        return unit_result(here.id, unit_id, request.args.get("periode"), clock.today(here.zone))
    except UnknownPeriod:
        abort(404)


def asked_government() -> tuple[Place, Published]:
    """The place and period that the address names; an unknown period is 404."""
    here = get_here()
    try:
        return here, government_result(here.id, request.args.get("periode"), clock.today(here.zone))
    except UnknownPeriod:
        abort(404)


def rows_of(listed: Sequence[Listed], shown: Published) -> list[Row]:
    """Units with what they reached in the period shown."""
    ids = [unit.id for unit in listed]
    reached = {} if shown.period.is_counting else results.of_units(ids, shown.period.key)
    served = results.populations(shown.period.round_id, ids) if shown.period.round_id else {}
    return [Row(unit, reached.get(unit.id) or Result({}), served.get(unit.id)) for unit in listed]


def _canonical(endpoint: str, **values: Any) -> str:
    return str(current_app.config["BASE_URL"]) + url_for(endpoint, **values)
