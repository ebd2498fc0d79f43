"""Score months around the stories, by the house's own acts: closed, published, answered by a unit, corrected once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from forum.core import clock
from forum.core.db import db
from forum.scores.actions import closing, replying
from forum.scores.models import ScoreMonth
from forum.scores.rules.months import month_of, shifted
from forum.seeds import promising
from forum.seeds.deeds import Around, Deed
from forum.seeds.history import MONTH
from forum.seeds.past import published_on
from forum.units.models import Government

CORRECTED, REPLIED_AFTER = 6, 3
REPLIES = "dukcapil"


def deeds_of(around: Around) -> Iterator[Deed]:
    """All of it, with moments."""
    months = list(_months(around))
    for month, moment in months:
        yield Deed(moment, lambda month=month: _publish(around, month))  # type: ignore[misc]
    if not months:
        return
    month, moment = months[-1]
    yield Deed(moment + timedelta(days=REPLIED_AFTER), lambda: _reply(around, month))
    is_late = month == promising.late_month(around) and moment < promising.weighed_at(around)
    if around.place.book.slug == "makassar" and is_late:
        yield Deed(around.at(CORRECTED, 11), lambda: _correct(around, month))


def _months(around: Around) -> Iterator[tuple[str, datetime]]:
    """(month, moment of publication) of every month of the history, the first ones with little to go by."""
    today = clock.local_date(around.anchor, around.place.book.zone)
    month = month_of(today - timedelta(days=around.place.book.history.months * MONTH))
    while (moment := around.on(published_on(month), 9)) < around.anchor:
        yield month, moment
        month = shifted(month, 1)


def _publish(around: Around, month: str) -> None:
    government, by = around.place.government, around.place.moderator(0)
    around.history.count()
    row = _close(closing.ask_closing(government, month, by=by), government)
    closing.publish(government, month, row.version, by=by)


def _correct(around: Around, month: str) -> None:
    government, by = around.place.government, around.place.moderator(1)
    around.history.count()
    row = _close(closing.ask_correction(government, month, by=by), government)
    closing.publish(government, month, row.version, around.shared.life["scores"]["correction"], by=by)


def _close(row: ScoreMonth, government: Government) -> ScoreMonth:
    for _done in closing.close(row, closing.compute_closed(government, row.month, row.version)):
        db.session.flush()
    return row


def _reply(around: Around, month: str) -> None:
    unit = around.unit(REPLIES)
    replying.reply(unit, month, around.shared.life["scores"]["reply"], by=around.head(unit))
