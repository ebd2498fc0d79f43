"""Answers whose marks wait for others: by service, month of the visit and source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, Select, func, select

from forum.core.db import db
from forum.ratings.models import SkmTally, SurveyAnswer


class Counted(Protocol):
    """What a place of waiting is read from."""

    government_id: Any
    month: Any
    service_id: Any
    source: Any


class Cell(NamedTuple):
    """Where answers wait together."""

    government_id: int
    month: str
    service_id: int
    source: str

    @classmethod
    def of(cls, answer: Counted) -> Cell:
        """The one that an answer belongs to."""
        return cls(answer.government_id, answer.month, answer.service_id, answer.source)


def waiting_in(cell: Cell) -> int:
    """How many wait there."""
    return db.session.scalar(counting(cell)) or 0


def counting(cell: Cell) -> Select[int]:
    """The statement of the above: asked with every answer."""
    return select(func.count()).select_from(SurveyAnswer).where(*_within(cell))


def oldest_in(cell: Cell, many: int) -> Sequence[SurveyAnswer]:
    """The answers that have waited longest there."""
    return db.session.scalars(select(SurveyAnswer).where(*_within(cell)).order_by(SurveyAnswer.id).limit(many)).all()


def shown_in(cell: Cell) -> int:
    """How many answers of a cell are in the figures."""
    tally = db.session.get(SkmTally, ("service", cell.service_id, cell.month, cell.source), populate_existing=True)
    return tally.n if tally is not None else 0


def cells_until(government_id: int, month: str) -> list[Cell]:
    """Where something waits in a government, of this month and those before it."""
    return _cells(SurveyAnswer.government_id == government_id, SurveyAnswer.month <= month)


def cells_with(government_id: int, many: int) -> list[Cell]:
    """Where at least so many wait in a government."""
    return _cells(SurveyAnswer.government_id == government_id, least=many)


def governments_until(month: str) -> list[int]:
    """Governments in which something of this month, or of those before it, waits."""
    return list(db.session.scalars(waited_for(month)))


def waited_for(month: str) -> Select[int]:
    """The statement of the above: asked every few minutes."""
    found = select(SurveyAnswer.government_id).where(SurveyAnswer.waits.expression, SurveyAnswer.month <= month)
    return found.distinct().order_by(SurveyAnswer.government_id)


def listing(*own: ColumnElement[bool], least: int = 1) -> Select[int, str, int, str]:
    """The statement that lists cells."""
    columns = (SurveyAnswer.government_id, SurveyAnswer.month, SurveyAnswer.service_id, SurveyAnswer.source)
    found = select(*columns).where(SurveyAnswer.waits.expression, *own).group_by(*columns)
    return found.having(func.count() >= least).order_by(*columns)


def _cells(*own: ColumnElement[bool], least: int = 1) -> list[Cell]:
    rows: Iterable[Any] = db.session.execute(listing(*own, least=least))
    return [Cell(*row) for row in rows]


def _within(cell: Cell) -> tuple[ColumnElement[bool], ...]:
    return (
        SurveyAnswer.waits.expression, SurveyAnswer.government_id == cell.government_id,
        SurveyAnswer.month == cell.month, SurveyAnswer.service_id == cell.service_id,
        SurveyAnswer.source == cell.source,
    )  # fmt: skip
