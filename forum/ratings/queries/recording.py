"""What must be known to record an answer; each question by an index, so that the millionth costs what the first did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.ratings.models import Burst, HourTally, Round, ServicePoint, Spacing, SurveyAnswer, TokenBlock, UsedToken
from forum.ratings.rules.bursts import TRAILING_DAYS, WINDOW


def round_on(government_id: int, day: date) -> Round | None:
    """The round of a government that a day lies in."""
    of_day = select(Round).where(Round.government_id == government_id, Round.ends_on >= day, Round.starts_on <= day)
    return db.session.scalar(of_day.order_by(Round.ends_on).limit(1))


def find_point(ref: str) -> ServicePoint | None:
    """A service point by the reference on its poster."""
    return db.session.scalar(select(ServicePoint).where(ServicePoint.ref == ref))


def lock_block(ref: str) -> TokenBlock | None:
    """A block of tokens by its reference, held for this transaction, with its point."""
    own = select(TokenBlock).where(TokenBlock.ref == ref).options(joinedload(TokenBlock.point, innerjoin=True))
    return db.session.scalar(own.with_for_update(of=TokenBlock))


def is_used(block_id: int, serial: int) -> bool:
    """True once the token counted."""
    return db.session.get(UsedToken, (block_id, serial)) is not None


def spacing_of(account_id: int, service_id: int) -> Spacing | None:
    """When an account last rated a service."""
    return db.session.get(Spacing, (account_id, service_id))


def untokened_around(unit_id: int, now: datetime) -> tuple[int, int]:
    """Untokened answers of a unit that count: in the last 24 hours, and in the trailing days before."""
    begin = now - WINDOW
    recent = func.sum(case((HourTally.hour > begin, HourTally.n), else_=0))
    trailing = func.sum(case((HourTally.hour <= begin, HourTally.n), else_=0))
    since = begin - timedelta(days=TRAILING_DAYS)
    row = db.session.execute(
        select(recent, trailing).where(HourTally.unit_id == unit_id, HourTally.hour > since, HourTally.hour <= now)
    ).one()
    return int(row[0] or 0), int(row[1] or 0)


def open_burst(unit_id: int, now: datetime) -> Burst | None:
    """The burst of a unit that goes on: held, its last answer not 24 hours old."""
    held = select(Burst).where(Burst.unit_id == unit_id, Burst.state == "held", Burst.last_at > now - WINDOW)
    return db.session.scalar(held.order_by(Burst.id.desc()).limit(1).with_for_update())


def lock_burst(burst_id: int) -> Burst:
    """A burst, held for this transaction."""
    held = select(Burst).where(Burst.id == burst_id).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(held).one()


def untokened_since(unit_id: int, moment: datetime) -> Sequence[SurveyAnswer]:
    """Untokened answers of a unit that wait and came after a moment; not those a moderator decided on before."""
    own = (SurveyAnswer.unit_id == unit_id, SurveyAnswer.source == "open", SurveyAnswer.waits.expression)
    is_fresh = (SurveyAnswer.received_at > moment, SurveyAnswer.burst_id.is_(None))
    return db.session.scalars(select(SurveyAnswer).where(*own, *is_fresh)).all()


def answers_of_burst(burst_id: int) -> Sequence[SurveyAnswer]:
    """Every answer a burst holds."""
    return db.session.scalars(
        select(SurveyAnswer).where(SurveyAnswer.burst_id == burst_id).order_by(SurveyAnswer.id)
    ).all()
