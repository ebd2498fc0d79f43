"""Reading score months and the figures in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, undefer

from forum.core.db import db
from forum.scores.models import Publication, ScoreMonth, UnitScore
from forum.units.models import Government, Unit

LIVE = 0
MOST_MONTHS = 36
PAGE = 60


class Shown(NamedTuple):
    """A unit's figures and the month they stand in."""

    month: ScoreMonth
    score: UnitScore


def find_month(government_id: int, month: str, version: int | None = None) -> ScoreMonth | None:
    """A version of a month; without one the newest published, else the live preview."""
    own = select(ScoreMonth).where(ScoreMonth.government_id == government_id, ScoreMonth.month == month)
    if version is not None:
        return db.session.scalar(own.where(ScoreMonth.version == version))
    seen = own.where(ScoreMonth.state.in_(("published", "live"))).order_by(ScoreMonth.version.desc())
    return db.session.scalar(seen.limit(1))


def lock_month(government_id: int, month: str, version: int) -> ScoreMonth | None:
    """A version of a month, held for this transaction."""
    own = select(ScoreMonth).where(
        ScoreMonth.government_id == government_id, ScoreMonth.month == month, ScoreMonth.version == version
    )
    return db.session.scalar(own.options(undefer(ScoreMonth.file)).with_for_update())


def newest_version(government_id: int, month: str) -> int:
    """The number of the newest version that was closed; 0 when none was."""
    own = select(func.max(ScoreMonth.version)).where(
        ScoreMonth.government_id == government_id, ScoreMonth.month == month
    )
    return db.session.scalar(own) or 0


def closing_months() -> Sequence[ScoreMonth]:
    """Closings that were asked for and are not done."""
    return db.session.scalars(
        select(ScoreMonth).where(ScoreMonth.state == "closing").order_by(ScoreMonth.id).limit(20)
    ).all()


def months_of(government_id: int, most: int = MOST_MONTHS) -> Sequence[ScoreMonth]:
    """Every version of every month, newest first."""
    own = select(ScoreMonth).where(ScoreMonth.government_id == government_id)
    return db.session.scalars(own.order_by(ScoreMonth.month.desc(), ScoreMonth.version.desc()).limit(most)).all()


def published_months(government_id: int, most: int = MOST_MONTHS) -> Sequence[ScoreMonth]:
    """Published versions, newest month first."""
    own = select(ScoreMonth).where(ScoreMonth.government_id == government_id, ScoreMonth.state == "published")
    return db.session.scalars(own.order_by(ScoreMonth.month.desc(), ScoreMonth.version.desc()).limit(most)).all()


class Choice(NamedTuple):
    """A month in one version, as lists of months name it."""

    id: int
    month: str
    version: int
    state: str
    computed_at: datetime


def shown_months(government_id: int, most: int = MOST_MONTHS) -> list[Choice]:
    """What anybody may choose, newest month first, without figures: published versions, else the live preview."""
    columns = (ScoreMonth.id, ScoreMonth.month, ScoreMonth.version, ScoreMonth.state, ScoreMonth.computed_at)
    own = (ScoreMonth.government_id == government_id, ScoreMonth.state.in_(("published", "live")))
    newest = select(*columns).where(*own).order_by(ScoreMonth.month.desc(), ScoreMonth.version.desc())
    rows = [Choice(*row) for row in db.session.execute(newest.limit(most))]
    published = {row.month for row in rows if row.version != LIVE}
    return [row for row in rows if row.version != LIVE or row.month not in published]


def get_month(score_month_id: int) -> ScoreMonth:
    """All that is kept of a month. Raises LookupError."""
    row = db.session.get(ScoreMonth, score_month_id)
    if row is None:
        raise LookupError(score_month_id)
    return row


def attention_in(score_month_id: int) -> list[dict[str, Any]]:
    """Units with signals in a month, with what speaks for it."""
    return list(get_month(score_month_id).detail.get("attention", []))


def choose(versions: Sequence[Choice], month: str | None, version: int | None) -> Choice | None:
    """The one asked for; else the newest published, else the newest live one."""
    fitting = [v for v in versions if (month is None or v.month == month) and (version is None or v.version == version)]
    published = [v for v in fitting if v.version != LIVE]
    return max(published or fitting, key=lambda v: (v.month, v.version), default=None)


def publication_of(score_month_id: int) -> Publication | None:
    """When and by whom a month was published, with its file."""
    return db.session.get(Publication, score_month_id)


def publications_of(ids: Sequence[int]) -> dict[int, Publication]:
    """Publications by the id of their month."""
    rows = db.session.scalars(select(Publication).where(Publication.score_month_id.in_(ids)))
    return {row.score_month_id: row for row in rows}


def find_score(score_month_id: int, unit_id: int) -> UnitScore | None:
    """A unit's figures in a month."""
    return db.session.get(UnitScore, (score_month_id, unit_id))


def scores_of(score_month_id: int, kind: str | None = None, most: int | None = None) -> Sequence[UnitScore]:
    """The units of a month (of one kind), best place first, those without a number by name; all, or so many."""
    own = select(UnitScore).join(Unit, Unit.id == UnitScore.unit_id).where(UnitScore.score_month_id == score_month_id)
    if kind:
        own = own.where(Unit.kind == kind)
    own = own.options(joinedload(UnitScore.unit))
    ordered = own.order_by(UnitScore.is_published.desc(), UnitScore.rank_low, UnitScore.rank_high, Unit.folded)
    return db.session.scalars(ordered.limit(most)).all()


def kinds_in(score_month_id: int) -> dict[str, int]:
    """How many units of each kind a month has."""
    rows = db.session.execute(
        select(Unit.kind, func.count())
        .join(UnitScore, UnitScore.unit_id == Unit.id)
        .where(UnitScore.score_month_id == score_month_id)
        .group_by(Unit.kind)
    )
    return {kind: n for kind, n in rows}


def history_of(unit_id: int, government_id: int, first: str) -> Sequence[Shown]:
    """A unit's published figures from a month on, oldest first; of each month the newest version."""
    newest = (
        select(ScoreMonth.month, func.max(ScoreMonth.version).label("version"))
        .where(ScoreMonth.government_id == government_id, ScoreMonth.state == "published", ScoreMonth.month >= first)
        .group_by(ScoreMonth.month)
        .subquery()
    )
    rows = db.session.execute(
        select(ScoreMonth, UnitScore)
        .join(newest, (newest.c.month == ScoreMonth.month) & (newest.c.version == ScoreMonth.version))
        .join(UnitScore, UnitScore.score_month_id == ScoreMonth.id)
        .where(ScoreMonth.government_id == government_id, UnitScore.unit_id == unit_id)
        .order_by(ScoreMonth.month)
    )
    return [Shown(*row) for row in rows]


def governments() -> Sequence[Government]:
    """Every government whose units are scored."""
    return db.session.scalars(select(Government).where(Government.is_open).order_by(Government.id)).all()
