"""What waits at the desks of units and moderators, and for the worker."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, literal, or_, select, union_all
from sqlalchemy.orm import joinedload

from forum.accounts.viewer import Held
from forum.commitments import rules
from forum.commitments.models import Commitment
from forum.core.db import db
from forum.units.models import Unit

MOST_LISTED = 50
MOST_COUNTED = 99
STAGES = ("drafted", "worded", "accepted", "claimed")


def units_in_reach(held: Collection[Held]) -> dict[int, Unit]:
    """Units at which, or below which, these roles are held."""
    if not held:
        return {}
    within = or_(*((Unit.government_id == h.government_id) & Unit.path.startswith(h.path) for h in held))
    return {unit.id: unit for unit in db.session.scalars(select(Unit).where(within).order_by(Unit.path))}


def waiting(state: str, governments: Collection[int], unit_ids: Collection[int] | None) -> Sequence[Commitment]:
    """Commitments in a state, of whole governments (None) or of some units, the nearest due first."""
    return db.session.scalars(listing(state, governments, unit_ids)).all()


def listing(state: str, governments: Collection[int], unit_ids: Collection[int] | None) -> Select[Any]:
    """The statement of a queue, cut at what one works off in a sitting."""
    found = _within(select(Commitment), state, governments, unit_ids)
    found = found.order_by(Commitment.due_on, Commitment.id).limit(MOST_LISTED)
    return found.options(joinedload(Commitment.unit), joinedload(Commitment.subject), joinedload(Commitment.government))


def count_waiting(governments: Collection[int], unit_ids: Collection[int] | None) -> dict[str, int]:
    """How many wait in each state, counted to 99 and no further."""
    counted = []
    for state in STAGES:
        some = _within(select(literal(1)), state, governments, unit_ids).limit(MOST_COUNTED).subquery()
        counted.append(select(literal(state), func.count()).select_from(some))
    return {state: n for state, n in db.session.execute(union_all(*counted))}


def _within(
    found: Select[Any], state: str, governments: Collection[int], unit_ids: Collection[int] | None
) -> Select[Any]:
    found = found.where(Commitment.state == state, Commitment.government_id.in_(governments))
    return found.where(Commitment.unit_id.in_(unit_ids)) if unit_ids is not None else found


def due_ids(government_id: int, until: date, after_id: int = 0, limit: int = 200) -> Sequence[int]:
    """Open commitments due until a day whose last reminder has not gone out."""
    due = select(Commitment.id).where(
        Commitment.government_id == government_id, Commitment.state.in_(rules.OPEN), Commitment.due_on <= until,
        Commitment.reminded != "late", Commitment.id > after_id,
    )  # fmt: skip
    return db.session.scalars(due.order_by(Commitment.id).limit(limit)).all()
