"""Bursts of untokened answers: held until a moderator decides. Staff of units have no say here."""

from __future__ import annotations

from flask import abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user

from forum.core.access import requires
from forum.core.edge import acting_once
from forum.ratings import policy
from forum.ratings.actions import holding
from forum.ratings.forms.bursts import DecisionForm
from forum.ratings.queries import bursts as known
from forum.ratings.queries.bursts import Seen
from forum.ratings.rules.waiting import readable
from forum.ratings.views.blocks import cursor_of
from forum.ratings.views.blueprint import ratings
from forum.ratings.views.reach import reach
from forum.ratings.words import QUESTIONS
from forum.units.here import places


@ratings.get("/meja/survei/lonjakan", endpoint="bursts")
@requires("moderator")
def bursts() -> str:
    """What waits, and what was decided."""
    place = reach("moderator").place
    cursor = cursor_of(int)
    waiting = known.bursts_of(place.id, True) if cursor is None else None
    return render_template("ratings/bursts.html", place=place, waiting=waiting,
                           decided=known.bursts_of(place.id, False, cursor))  # fmt: skip


@ratings.get("/meja/survei/lonjakan/<int:burst_id>")
@requires("moderator")
def burst(burst_id: int) -> str:
    """One burst: how many, how many were usual, which marks."""
    return _page(_own(burst_id), DecisionForm())


@ratings.post("/meja/survei/lonjakan/<int:burst_id>/keputusan")
@requires("moderator")
def decide_burst(burst_id: int) -> ResponseReturnValue:
    """Decide, with a reason."""
    seen, form = _own(burst_id), DecisionForm()
    if not policy.may_judge(current_user, seen.unit):
        abort(403)
    if not form.validate_on_submit():
        return _page(seen, form), 422

    def act() -> str:
        is_counted = form.decision.data == "counted"
        by = current_user.acting("moderator")
        number = holding.decide(seen.burst, is_counted, form.reason.data, by=by)
        said = (
            ngettext("%(num)s jawaban ikut dihitung.", "%(num)s jawaban ikut dihitung.", number)
            if is_counted
            else ngettext("%(num)s jawaban tidak dihitung.", "%(num)s jawaban tidak dihitung.", number)
        )
        flash(said, "done")
        return url_for("ratings.bursts", kota=_slug(seen))

    return acting_once(act)


def _own(burst_id: int) -> Seen:
    seen = known.find_burst(burst_id)
    if seen is None:
        abort(404)
    if not policy.may_moderate(current_user, seen.burst.government_id):
        abort(403)
    return seen


def _slug(seen: Seen) -> str | None:
    return next((place.slug for place in places().values() if place.id == seen.burst.government_id), None)


def _page(seen: Seen, form: DecisionForm) -> str:
    place = next((place for place in places().values() if place.id == seen.burst.government_id), None)
    shown = readable(seen.burst.n)
    marks = known.marks_of(seen.burst.id, shown) if shown else {}
    return render_template("ratings/bursts_one.html", seen=seen, form=form, marks=marks, shown=shown,
                           questions=QUESTIONS, may_decide=policy.may_judge(current_user, seen.unit), place=place,
                           zone=place.zone if place else "Asia/Jakarta")  # fmt: skip
