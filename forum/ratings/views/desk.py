"""The survey at a glance for the staff: how far the round is, what waits, what was issued and used."""

from __future__ import annotations

from flask import render_template
from flask_login import current_user

from forum.core import clock
from forum.core.access import requires
from forum.ratings import policy
from forum.ratings.queries import bursts, paper, rounds, visits
from forum.ratings.queries.reach import within
from forum.ratings.views.blocks import WORKERS, cursor_of
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.reach import STAFF, reach


@ratings.get("/meja/survei", endpoint="survey_desk")
@requires(*STAFF)
def survey_desk() -> str:
    """Units in reach with their progress; nothing is added up here, every figure was kept as answers came."""
    own = reach(*STAFF)
    today = clock.today(own.place.zone)
    page = visits.listed_units(
        visits.units_by_name(own.place.id).where(within(own.paths)), cursor_of(str, int), visits.UNITS_ON_PAGE
    )
    ids = [unit.id for unit in page.rows]
    made = rounds.nearest_round(own.place.id, today)
    moderates = policy.may_moderate(current_user, own.place.id)
    return render_template(
        "ratings/desk.html", place=own.place, page=page, made=made, today=today, moderates=moderates,
        plans=policy.may_plan(current_user, own.place.id), works=current_user.holds(*WORKERS),
        progress=rounds.progress_of(made.id, ids) if made else {},
        watched=visits.watched_of(ids, today.replace(day=1)),
        held=bursts.held_in(own.place.id) if moderates else None,
        waiting=paper.waiting_within(own.place.id, own.paths, current_user.id) if current_user.holds(*WORKERS) else 0,
    )  # fmt: skip
