"""Reading every answer once, for counting anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from sqlalchemy import func, select

from forum.core.db import db
from forum.ratings.models import SurveyAnswer

AT_ONCE = 2_000


def every_answer() -> Iterator[SurveyAnswer]:
    """All answers by their id, a few thousand in memory at a time; rows that read like answers, bound to no session."""
    last = 0
    columns = SurveyAnswer.__table__.c
    while True:
        some = select(*columns).where(columns.id > last).order_by(columns.id).limit(AT_ONCE)
        answers = db.session.execute(some).all()
        if not answers:
            return
        yield from cast("Sequence[SurveyAnswer]", answers)
        last = answers[-1].id


def count_answers() -> int:
    """How many answers there are, for a bar of progress only: it looks at each."""
    return db.session.scalar(select(func.count()).select_from(SurveyAnswer)) or 0
