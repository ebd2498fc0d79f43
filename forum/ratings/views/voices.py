"""What residents said in the open question, as everybody reads it."""

from __future__ import annotations

from flask import abort, current_app, render_template, request, url_for

from forum.core.access import public
from forum.core.memory import for_everyone
from forum.core.paging import BadCursor
from forum.moderation import queries as moderated
from forum.moderation import words as grounds
from forum.ratings import result_words as words
from forum.ratings.queries import voices
from forum.ratings.views.blueprint import ratings
from forum.units import queries as units
from forum.units.here import get_here


@ratings.get("/unit/<kota>/<code>/suara")
@public
@for_everyone
def open_answers(kota: str, code: str) -> str:
    """Published words with the unit's replies; of hidden ones the ground."""
    here = get_here()
    unit = units.find_unit(here.id, code)
    if unit is None:
        abort(404)
    try:
        page = voices.published(unit.id, request.args.get("hal"))
    except BadCursor:
        abort(404)
    hidden = [voice.subject_id for voice in page.rows if voice.state == "hidden"]
    return render_template(
        "ratings/voices.html", place=here, words=words, unit=unit, page=page, newer=_address(kota, code, page.newer),
        older=_address(kota, code, page.older), replies=voices.replies_to([voice.id for voice in page.rows]),
        decisions=moderated.last_decisions(hidden), grounds=grounds,
        canonical=str(current_app.config["BASE_URL"]) + url_for("ratings.open_answers", kota=kota, code=code),
    )  # fmt: skip


def _address(kota: str, code: str, packed: str | None) -> str | None:
    return url_for("ratings.open_answers", kota=kota, code=code, hal=packed) if packed else None
