"""Reading bursts of untokened answers: held ones first come first, decided ones newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, case, func, select

from forum.accounts.models import Account
from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.ratings.models import Burst, SurveyAnswer
from forum.ratings.rules.elements import ELEMENTS, SCALE
from forum.units.models import Unit


class Seen(NamedTuple):
    """A burst with its unit and, once decided, who decided."""

    burst: Burst
    unit: Unit
    decided_by: str | None


def find_burst(burst_id: int) -> Seen | None:
    """A burst by its id."""
    row = db.session.execute(_seen().where(Burst.id == burst_id)).first()
    return None if row is None else Seen(*row)


def bursts_of(government_id: int, is_held: bool, cursor: Cursor | None = None, size: int = PAGE) -> Page[Seen]:
    """Bursts of a government that wait, or that were decided; the newest first."""
    rows = [Seen(*row) for row in db.session.execute(listed(government_id, is_held, cursor, size))]
    return cut(rows, cursor, lambda seen: (seen.burst.id,), size)


def listed(
    government_id: int, is_held: bool, cursor: Cursor | None = None, size: int = PAGE
) -> Select[Burst, Unit, str]:
    """The statement of one page."""
    states = ("held",) if is_held else ("counted", "excluded")
    chosen = _seen().where(Burst.government_id == government_id, Burst.state.in_(states))
    ascending = cursor is not None and cursor.backwards
    if cursor is not None:
        chosen = chosen.where(beyond([Burst.id.expression], cursor.key, ascending))
    return chosen.order_by(Burst.id.asc() if ascending else Burst.id.desc()).limit(size + 1)


def held_in(government_id: int) -> tuple[int, int]:
    """(bursts, answers) that wait for a moderator in a government."""
    asked = select(func.count(), func.sum(Burst.n)).where(Burst.government_id == government_id, Burst.state == "held")
    bursts, answers = db.session.execute(asked).one()
    return bursts, int(answers or 0)


def held_at(unit_ids: Sequence[int]) -> dict[int, int]:
    """Held answers by unit: shown as held beside what counts."""
    asked = select(Burst.unit_id, func.sum(Burst.n)).where(Burst.unit_id.in_(unit_ids), Burst.state == "held")
    return {unit_id: int(n) for unit_id, n in db.session.execute(asked.group_by(Burst.unit_id))}


def marks_of(burst_id: int, first: int) -> dict[str, list[int]]:
    """How often each mark was given by the first answers of a burst, by element, the lowest first."""
    columns = [
        func.sum(case((getattr(SurveyAnswer, key) == mark, 1), else_=0)) for key in ELEMENTS for mark in SCALE
    ]  # fmt: skip
    own = select(SurveyAnswer.id).where(SurveyAnswer.burst_id == burst_id).order_by(SurveyAnswer.id).limit(first)
    row = db.session.execute(select(*columns).where(SurveyAnswer.id.in_(own.subquery().select()))).one()
    counts = [int(n or 0) for n in row]
    width = len(SCALE)
    return {key: counts[k * width : (k + 1) * width] for k, key in enumerate(ELEMENTS)}


def _seen() -> Select[Burst, Unit, str]:
    with_unit = select(Burst, Unit, Account.name).join(Unit, Unit.id == Burst.unit_id)
    return with_unit.outerjoin(Account, Account.id == Burst.decided_by_id)
