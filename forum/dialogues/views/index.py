"""The forum of a place: the next sessions, its series, and what was talked about before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from babel.dates import format_date
from flask import abort, current_app, render_template, request, url_for
from flask_login import current_user

from forum.core import clock
from forum.core.access import public
from forum.core.i18n import spoken
from forum.core.memory import for_everyone
from forum.core.paging import BadCursor, Page
from forum.dialogues import policy, words
from forum.dialogues.models import Session
from forum.dialogues.queries import public_talk
from forum.dialogues.queries import sessions as known
from forum.dialogues.queries.sessions import Line
from forum.dialogues.views.blueprint import dialogues
from forum.scores.rules.months import shifted
from forum.units.here import get_here


@dialogues.get("/forum")
@public
@for_everyone
def index() -> str:
    """Next sessions, then series, then a page of past ones."""
    here = get_here()
    packed = request.args.get("hal")
    page = past_page(here.id, packed)
    told: dict[str, Any] = {
        "coming": known.coming(here.id, clock.now()) if packed is None else (), "past": tuple(page.rows),
        "series": public_talk.series_of(here.id) if packed is None else (),
        "older": page.older, "newer": page.newer, "is_first": packed is None,
        "may_run": policy.may_run_somewhere(current_user, here.id),
        "month": shifted(f"{clock.today(here.zone):%Y-%m}", -1),
    }  # fmt: skip
    return render_template(
        "dialogues/index.html",
        place=here,
        words=words,
        rows=rows,
        **told,
        stamp=(here, *told.values()),
        canonical=str(current_app.config["BASE_URL"]) + url_for("dialogues.index", kota=here.slug),
    )


def past_page(government_id: int, packed: str | None, series_id: int | None = None) -> Page[Line]:
    """A page of what is over; 404 for an address changed by hand."""
    try:
        return known.past(government_id, packed, series_id)
    except (BadCursor, ValueError):
        abort(404)


def rows(sessions: Iterable[Line | Session]) -> list[dict[str, Any]]:
    """Sessions in words."""
    return [
        {
            "session": each, "when": words.span_words(each.starts_at, each.ends_at, each.government.zone),
            "day": clock.local_date(each.starts_at, each.government.zone),
            "month": format_date(clock.local_date(each.starts_at, each.government.zone), "MMM", locale=spoken()),
            "url": url_for("dialogues.session", kota=each.government.slug, year=each.year, number=each.number),
            "word": words.STATES[each.state], "tone": words.STATE_TONES[each.state],
            "mode": words.MODES[each.mode], "left": max(0, each.capacity - each.registered),
        }
        for each in sessions
    ]  # fmt: skip
