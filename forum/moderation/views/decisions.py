"""What moderators decided, by ground: numbers, time taken, tombstones. Never the hidden words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import abort, current_app, render_template, request, url_for

from forum.core.access import public
from forum.core.memory import for_everyone
from forum.core.paging import BadCursor
from forum.moderation import queries, rules, words
from forum.moderation.models import DecisionTally
from forum.moderation.views.blueprint import moderation
from forum.units.here import get_here


@dataclass(frozen=True)
class Figures:
    """What the counts say."""

    hidden: Counter[str]
    lifted: Counter[str]
    shown: int
    median: int | None

    @property
    def n(self) -> int:
        """First decisions of every kind."""
        return self.shown + self.hidden.total()


@moderation.get("/moderasi", endpoint="decisions")
@public
@for_everyone
def show_decisions() -> str:
    """The list by ground, of one place."""
    here, ground = get_here(), request.args.get("alasan") or None
    if ground is not None and ground not in rules.GROUNDS:
        abort(404)
    try:
        page = queries.decisions(here.id, request.args.get("hal"), ground)
    except BadCursor:
        abort(404)
    address = {cursor: url_for("moderation.decisions", kota=here.slug, alasan=ground, hal=cursor)
               for cursor in (page.older, page.newer) if cursor}  # fmt: skip
    return render_template(
        "moderation/decisions.html", place=here, page=page, figures=figures(queries.tallies(here.id)), ground=ground,
        words=words, older=address.get(page.older or ""), newer=address.get(page.newer or ""),
        canonical=str(current_app.config["BASE_URL"]) + url_for("moderation.decisions", kota=here.slug),
    )  # fmt: skip


def figures(tallies: Iterable[DecisionTally]) -> Figures:
    """Numbers by ground and the middle of the days taken, over all first decisions."""
    hidden, lifted, days, shown = Counter[str](), Counter[str](), Counter[int](), 0
    for tally in tallies:
        if tally.outcome == "lift":
            lifted[tally.ground] += tally.n
            continue
        days[tally.days] += tally.n
        if tally.outcome == "hide":
            hidden[tally.ground] += tally.n
        else:
            shown += tally.n
    return Figures(hidden, lifted, shown, rules.median_days(days))
