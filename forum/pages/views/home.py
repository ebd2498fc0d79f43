"""The front page: what can I do here, what happened to what others said, how do I follow my case."""

from __future__ import annotations

from datetime import date

from flask import current_app, render_template, url_for
from markupsafe import Markup

from forum.complaints.queries import board, names, tallies
from forum.complaints.rows import Reading, cards
from forum.core import clock
from forum.core.access import public
from forum.core.i18n import language
from forum.core.memory import for_everyone
from forum.dialogues import words as forum_words
from forum.dialogues.queries.sessions import next_session
from forum.pages.queries import home as counted
from forum.pages.satisfaction import satisfaction
from forum.pages.views.blueprint import pages
from forum.units import queries as units
from forum.units.here import Place, find_here, places

MONTHS = 3


@pages.get("/")
@public
@for_everyone
def home() -> str:
    """A place's front page, or the choice of places."""
    here = find_here()
    if here is None:
        return render_template("pages/choose_first.html", places=list(places().values()))
    today, meeting = clock.today(here.zone), next_session(here.id, clock.now())
    sums = counted.sums_since(here.id, first_month(today), today)
    return render_template(
        "pages/home.html", here=here, sums=sums, overdue=sums.overdue, most=tallies.MOST_COUNTED,
        answered=_newest(here, today), ikm=satisfaction("government", here.id, here.id, today),
        canonical=current_app.config["BASE_URL"] + url_for("pages.home", kota=here.slug), meeting=meeting,
        meeting_on=forum_words.span_words(meeting.starts_at, meeting.ends_at, here.zone) if meeting else "",
    )  # fmt: skip


def first_month(today: date) -> str:
    """The first of the last three months, this one included."""
    month = today.year * 12 + today.month - MONTHS
    return f"{month // 12}-{month % 12 + 1:02d}"


def _newest(here: Place, today: date) -> Markup:
    reading = Reading(today, units.shown_days_off(here.id), language())
    return cards(board.newest_answered(here.id), reading, names.districts(here.area_code))
