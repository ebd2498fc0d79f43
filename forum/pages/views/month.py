"""A month of a place on one page: sessions, commitments, scores. It can be printed and handed to the council."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import abort, current_app, render_template, url_for

from forum.commitments import rules as promises
from forum.commitments import words as commitment_words
from forum.core import clock
from forum.core.access import public
from forum.core.memory import for_everyone
from forum.dialogues import words as session_words
from forum.pages.queries import month as known
from forum.pages.queries.month import Promise
from forum.pages.views.blueprint import pages
from forum.scores import figures
from forum.scores.queries import months as scores
from forum.scores.rules.months import shifted
from forum.units.here import Place, get_here

MOST_UNITS = 500
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")


@pages.get("/bulan/<kota>/<month>")
@public
@for_everyone
def month(kota: str, month: str) -> str:
    """Everything of a month that has begun."""
    here = get_here()
    today = clock.today(here.zone)
    if not _MONTH.fullmatch(month) or month > f"{today:%Y-%m}":
        abort(404)
    first, after = _first(month), _first(shifted(month, 1))
    last = after - timedelta(days=1)
    found = known.promises(here.id, first, last)
    due = [each for each in found if first <= each.due_on <= last]
    made = [each for each in found if each.worded_on and first <= each.worded_on <= last]
    return render_template(
        "pages/month.html", place=here, month=month, first=first, before=shifted(month, -1),
        after=shifted(month, 1) if after <= today else None, today=today,
        meetings=known.meetings(here.id, _midnight(first, here), _midnight(after, here)), states=session_words.STATES,
        tones=session_words.STATE_TONES, due=_said(due, today), made=_said(made, today),
        is_cut=len(found) == known.MOST_PROMISES, share=_share(due, today),
        closes_on=_first(shifted(month, 2)), **_scores(here, month),
        canonical=str(current_app.config["BASE_URL"]) + url_for("pages.month", kota=kota, month=month),
    )  # fmt: skip


def _share(due: Sequence[Promise], today: date) -> promises.Share:
    """The same count as everywhere: what nobody agreed to is not in it, what is open counts once its day has passed."""
    said = [promises.outcome(p.state, p.due_on, p.accepted_on, p.claimed_on, p.settled_on) for p in due]
    late = [promises.OVERDUE for p, each in zip(due, said, strict=True)
            if each == promises.PENDING and p.due_on < today]  # fmt: skip
    return promises.share(Counter([*(each for each in said if each), *late]))


def _said(rows: Sequence[Promise], today: date) -> list[tuple[Promise, str]]:
    return [(p, commitment_words.state_word(p.state, p.due_on, p.claimed_on, today)) for p in rows]


def _scores(here: Place, month: str) -> dict[str, object]:
    """Published figures only: a preview is nothing to hand to anybody."""
    found = scores.find_month(here.id, month)
    if found is None or found.state != "published":
        return {"score_month": None, "lines": [], "hidden": []}
    rows = scores.scores_of(found.id, most=MOST_UNITS)
    lines = [(row, figures.line_of(row)) for row in rows if row.is_published]
    return {"score_month": found, "lines": lines, "hidden": [row for row in rows if not row.is_published]}


def _first(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def _midnight(day: date, here: Place) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(here.zone))
