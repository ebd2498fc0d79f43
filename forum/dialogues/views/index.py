"""The forum of a place: the next sessions, its series, and what was talked about before."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
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
from forum.dialogues.queries import series as series_known
from forum.dialogues.queries import sessions as known
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.stamps import columns_of
from forum.scores.rules.months import shifted
from forum.units.here import Place, get_here


@dialogues.get("/forum")
@public
@for_everyone
def index() -> str:
    """Next sessions, then series, then a page of past ones."""
    here = get_here()
    packed = request.args.get("hal")
    page = past_page(here.id, packed)
    address = {cursor: url_for("dialogues.index", kota=here.slug, hal=cursor)
               for cursor in (page.older, page.newer) if cursor}  # fmt: skip
    told: dict[str, Any] = {
        "coming": known.coming(here.id, clock.now()) if packed is None else (), "past": page.rows,
        "series": series_known.series_of(here.id) if packed is None else (),
        "older": address.get(page.older or ""), "newer": address.get(page.newer or ""), "is_first": packed is None,
        "may_run": policy.may_run_somewhere(current_user, here.id),
        "month": shifted(f"{clock.today(here.zone):%Y-%m}", -1),
    }  # fmt: skip
    return render_template(
        "dialogues/index.html",
        place=here,
        words=words,
        rows=rows,
        **told,
        stamp=_stamp(here, told),
        canonical=str(current_app.config["BASE_URL"]) + url_for("dialogues.index", kota=here.slug),
    )


def _stamp(here: Place, told: dict[str, Any]) -> Hashable:
    """Everything the page shows, to compare by."""
    return (
        here, _lines(told["coming"]), _lines(told["past"]),
        tuple((columns_of(each), each.subject.ref, each.unit.name) for each in told["series"]),
        *(told[name] for name in ("older", "newer", "is_first", "may_run", "month")),
    )  # fmt: skip


def _lines(sessions: Iterable[Session]) -> Hashable:
    return tuple(tuple(getattr(each, column.key) for column in known.LINE) for each in sessions)


def past_page(government_id: int, packed: str | None, series_id: int | None = None) -> Page[Session]:
    """A page of what is over; 404 for an address changed by hand."""
    try:
        return known.past(government_id, packed, series_id)
    except (BadCursor, ValueError):
        abort(404)


def rows(sessions: Any) -> list[dict[str, Any]]:
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
