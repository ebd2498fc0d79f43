"""What the accountability score reads of the survey: verified visits by month, and what was left out beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from forum.core.db import db
from forum.ratings.models import SkmTally, VisitTally
from forum.ratings.rules.elements import ELEMENTS
from forum.units.models import Unit

COUNTED = ("token", "open", "paper")


class Visits(NamedTuple):
    """Respondents of a unit in a month who gave so many marks with such a sum."""

    unit_id: int
    month: str
    total: int
    answered: int
    n: int


class Source(NamedTuple):
    """Respondents of a unit in a month by how their answers stand (token, open, paper, held, excluded)."""

    unit_id: int
    month: str
    source: str
    n: int


def visits_between(government_id: int, first: str, last: str, unit_id: int | None = None) -> list[Visits]:
    """Verified visits that count, by unit and month."""
    columns = (VisitTally.unit_id, VisitTally.month, VisitTally.total, VisitTally.answered, VisitTally.n)
    own = (VisitTally.government_id == government_id, VisitTally.month.between(first, last), VisitTally.n > 0)
    asked = select(*columns).where(*own)
    if unit_id is not None:
        asked = asked.where(VisitTally.unit_id == unit_id)
    return [Visits(*row) for row in db.session.execute(asked)]


def sources_between(government_id: int, months: Sequence[str]) -> list[Source]:
    """How many answers of each standing the units of a government have in these months."""
    asked = (
        select(SkmTally.scope_id, SkmTally.period, SkmTally.source, SkmTally.n)
        .join(Unit, Unit.id == SkmTally.scope_id)
        .where(SkmTally.scope == "unit", SkmTally.period.in_(months), SkmTally.n > 0)
        .where(Unit.government_id == government_id)
    )
    return [Source(*row) for row in db.session.execute(asked)]


class Marks(NamedTuple):
    """Respondents of a unit with sums and numbers of marks per element, in the order of ELEMENTS."""

    n: int
    sums: list[int]
    counts: list[int]


def marks_between(government_id: int, months: Sequence[str]) -> dict[int, Marks]:
    """What goes into the IKM of each unit of a government in these months: everything that counts, token or not."""
    columns = [func.sum(getattr(SkmTally, f"{key}_{what}")) for what in ("sum", "n") for key in ELEMENTS]
    asked = (
        select(SkmTally.scope_id, func.sum(SkmTally.n), *columns)
        .join(Unit, Unit.id == SkmTally.scope_id)
        .where(SkmTally.scope == "unit", SkmTally.period.in_(months), SkmTally.source.in_(COUNTED))
        .where(Unit.government_id == government_id)
        .group_by(SkmTally.scope_id)
    )
    nine = len(ELEMENTS)
    return {
        unit_id: Marks(n, [int(x) for x in values[:nine]], [int(x) for x in values[nine:]])
        for unit_id, n, *values in db.session.execute(asked)
        if n
    }


def first_month(government_id: int) -> str | None:
    """The first month with a verified visit."""
    return db.session.scalar(select(func.min(VisitTally.month)).where(VisitTally.government_id == government_id))
