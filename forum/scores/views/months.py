"""The months: what was published and when, the open files, the script that checks them, and how it is all computed."""

from __future__ import annotations

from pathlib import Path

from flask import Response, abort, current_app, render_template, request, url_for

from forum.core.access import public
from forum.core.memory import for_everyone
from forum.scores import example
from forum.scores.figures import say
from forum.scores.queries import months as known
from forum.scores.rules.limits import LIMITS
from forum.scores.rules.months import first_day, shifted
from forum.scores.rules.version import FORMULA, WEIGHTS
from forum.scores.views.asking import MONTH, this_month
from forum.scores.views.blueprint import scores
from forum.scores.words import LIMITS as LIMIT_WORDS
from forum.scores.words import PARTS, STATES
from forum.units.here import get_here

CHECKER = Path(__file__).parent.parent / "score_check.py"
DAY = 86_400


@scores.get("/rapor/bulan")
@public
@for_everyone
def months() -> str:
    """Every published month with its versions and files, and what is still open."""
    here = get_here()
    rows = known.months_of(here.id)
    public = {row.month for row in rows if row.state == "published"}
    rows = [row for row in rows if row.version != known.LIVE or row.month not in public]
    return render_template(
        "scores/months.html", place=here, rows=rows, said=known.publications_of([row.id for row in rows]),
        states=STATES, first_day=first_day, shifted=shifted, now_month=this_month(here),
        canonical=current_app.config["BASE_URL"] + url_for("scores.months", kota=here.slug),
    )  # fmt: skip


@scores.get("/rapor/bulan/<month>/<int:version>/masukan.json")
@public
def month_file(month: str, version: int) -> Response:
    """The open file of a published month: never changes, so its hash is its tag."""
    here = get_here()
    if not MONTH.match(month):
        abort(404)
    row = known.find_month(here.id, month, version)
    said = known.publication_of(row.id) if row and row.state == "published" else None
    if said is None:
        abort(404)
    response = Response(said.file, content_type="application/json")
    response.headers["Content-Disposition"] = f"attachment; filename=skor-{here.slug}-{month}-v{version}.json"
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    response.set_etag(said.file_hash)
    response.make_conditional(request)
    return response


@scores.get("/rapor/pemeriksa")
@public
def score_check() -> Response:
    """The script that computes a published month again; the standard library is all it needs."""
    response = Response(CHECKER.read_bytes(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename=score_check.py"
    return response


@scores.get("/rapor/metode")
@public
@for_everyone
def method() -> str:
    """The method in plain words, with the worked example computed by the very code."""
    return render_template(
        "scores/method.html", worked=example.worked(), weights=WEIGHTS, names=PARTS, formula=FORMULA, say=say,
        limits=[LIMIT_WORDS[key] for key in LIMITS],
        canonical=current_app.config["BASE_URL"] + url_for("scores.method"),
    )  # fmt: skip
