"""Units of one kind beside each other: ranges, not ranks."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort, current_app, render_template, request, url_for

from forum.core import sheets
from forum.core.access import public
from forum.core.memory import for_everyone
from forum.scores import figures
from forum.scores.models import UnitScore
from forum.scores.queries import months as known
from forum.scores.rules.months import first_day, window
from forum.scores.views.asking import asked_month, asked_version
from forum.scores.views.blueprint import scores
from forum.scores.words import PARTS, STATES
from forum.units.here import get_here
from forum.units.words import KINDS

CSV = "text/csv; charset=utf-8"
MOST_SHOWN = 1_000
"""Units of one kind on a page; the CSV has all of them."""
HEADER = ("bulan", "versi", "keadaan", "kode", "unit", "jenis", "nilai", "rendah", "tinggi", "urutan_dari",
          "urutan_sampai", "mutu", "bukti")  # fmt: skip


@scores.get("/rapor")
@public
@for_everyone
def compare() -> str:
    """Every unit of a kind with its range; units without enough evidence by name, without numbers."""
    here = get_here()
    versions = known.shown_months(here.id)
    chosen = known.choose(versions, asked_month(), asked_version())
    if chosen is None and (asked_month() or asked_version() is not None):
        abort(404)
    listed = figures.Listed(lambda: _listed(chosen))
    return render_template(
        "scores/compare.html", place=here, versions=versions, chosen=chosen, listed=listed, words=KINDS,
        asked=_asked_kind(), states=STATES, first_day=first_day,
        span=[first_day(m) for m in window(chosen.month)] if chosen else [],
        canonical=current_app.config["BASE_URL"] + url_for("scores.compare", kota=here.slug),
    )  # fmt: skip


def _listed(chosen: known.Choice | None) -> tuple[dict[str, int], str, Sequence[UnitScore]]:
    """Kinds with their numbers of units, the kind that is shown, and its units."""
    kinds = known.kinds_in(chosen.id) if chosen else {}
    kind = _asked_kind() or max(kinds, key=lambda kind: kinds[kind], default="")
    return kinds, kind, known.scores_of(chosen.id, kind, MOST_SHOWN) if chosen and kind else []


def _asked_kind() -> str:
    """The kind asked for; none means the one with most units. An unknown one is 404."""
    asked = request.args.get("jenis", "")
    if asked and asked not in KINDS:
        abort(404)
    return asked


@scores.get("/rapor.csv")
@public
def compare_csv() -> Response:
    """All units of a month as a table; a unit without enough evidence has no number there either."""
    here = get_here()
    chosen = known.choose(known.shown_months(here.id), asked_month(), asked_version())
    if chosen is None:
        abort(404)
    rows = [_cells(chosen, row) for row in known.scores_of(chosen.id)]
    header = [*HEADER, *(f"{part}_{what}" for part in PARTS for what in ("s", "n", "rata"))]
    name = f"rapor-{here.slug}-{chosen.month}.csv"
    return Response(
        sheets.write_sheet(header, rows),
        content_type=CSV,
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _cells(chosen: known.Choice, row: UnitScore) -> list[object]:
    numbers = [f"{value / 100:.2f}" if value is not None else "" for value in (row.points, row.low, row.high)]
    kept = row.detail.get("parts", {}) if row.is_published else {}
    parts = [kept[part][what] if part in kept else "" for part in PARTS for what in ("s", "n", "mean")]
    bands = "/".join(row.detail.get("bands", []))
    return [chosen.month, chosen.version, chosen.state, row.unit.code, row.unit.name, row.unit.kind, *numbers,
            row.rank_low or "", row.rank_high or "", bands, row.evidence, *parts]  # fmt: skip
