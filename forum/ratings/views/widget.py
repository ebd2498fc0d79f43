"""The IKM for other sites: a frame and a badge, live, without cookie or script."""

from __future__ import annotations

import hashlib

from flask import Response, abort, current_app, render_template, request, url_for
from flask_babel import gettext as _

from forum.core import clock
from forum.core.access import public
from forum.core.i18n import LANGUAGES, speaking
from forum.core.security import let_frame
from forum.ratings import result_words as words
from forum.ratings.published import month_of
from forum.ratings.queries import results
from forum.ratings.queries.results import Headline
from forum.ratings.views.blueprint import ratings
from forum.units import queries as units
from forum.units.here import get_here
from forum.units.models import Unit

MINUTES = 5
LETTER = 6.6
"""Mean width of a letter on the badge, in its units."""


@ratings.get("/unit/<kota>/<code>/ikm/widget")
@public
def widget(kota: str, code: str) -> Response:
    """A small page for the frame of another site."""
    unit, shown = _headline(code)
    with speaking(_language()):
        page = render_template(
            "ratings/widget.html", unit=unit, shown=shown, words=words, period=_period(shown), spoken=_language(),
            address=str(current_app.config["BASE_URL"]) + url_for("ratings.unit_ikm", kota=kota, code=code),
        )  # fmt: skip
    return let_frame(_kept(page, "text/html; charset=utf-8"))


@ratings.get("/unit/<kota>/<code>/ikm/lencana.svg")
@public
def badge(kota: str, code: str) -> Response:
    """A line of figure, grade and number of respondents, as a picture."""
    _unit, shown = _headline(code)
    with speaking(_language()):
        left, right = "IKM", _badge_words(shown)
        drawing = render_template(
            "ratings/badge.svg", left=left, right=right, wide=round(18 + LETTER * len(left)),
            whole=round(36 + LETTER * (len(left) + len(right))),
        )  # fmt: skip
    return _kept(drawing, "image/svg+xml; charset=utf-8")


def _headline(code: str) -> tuple[Unit, Headline | None]:
    here = get_here()
    unit = units.find_unit(here.id, code)
    if unit is None:
        abort(404)
    return unit, results.headline("unit", unit.id, here.id, clock.today(here.zone))


def _badge_words(shown: Headline | None) -> str:
    if shown is None or shown.result.figure is None:
        return words.why_none(results.EMPTY if shown is None else shown.result).split(":")[0]
    waiting = "; " + _("%(n)s menunggu", n=shown.result.waiting) if shown.result.waiting else ""
    return f"{words.figure(shown.result.figure)} {shown.result.grade} (n = {shown.result.received}{waiting})"


def _period(shown: Headline | None) -> str:
    if shown is None:
        return ""
    return shown.round_title or words.month(month_of(shown.key).starts_on)


def _language() -> str:
    """What the address says: a frame of another site has no cookie of ours."""
    asked = request.args.get("bahasa", "")
    return asked if asked in LANGUAGES else "id"


def _kept(body: str, kind: str) -> Response:
    """Kept for some minutes by browsers and neighbours; who holds the same gets 304."""
    answer = Response(body, content_type=kind)
    answer.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32])
    answer.headers["Cache-Control"] = f"public, max-age={60 * MINUTES}"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.make_conditional(request)
    return answer
