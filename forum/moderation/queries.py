"""Reading standings, decisions and the counts over them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, literal, select

from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.ledger.queries import hold_log
from forum.moderation.models import Decision, DecisionTally, Standing

MOST_COUNTED = 99
BY_SUBJECT: tuple[Any, ...] = (Standing.subject_id,)
BY_DECISION: tuple[Any, ...] = (Decision.id,)
SHOWN: tuple[Any, ...] = (Decision.id, Standing.kind, Decision.ground, Decision.at, Standing.state)


class Told(NamedTuple):
    """A hidden thing as the public list tells it: never its words."""

    id: int
    kind: str
    ground: str
    at: datetime
    state: str
    """Where it stands now: `shown` when the decision was lifted."""


def standing_of(subject_id: int) -> Standing | None:
    """Where a subject stands; None when it never passed moderation."""
    return db.session.get(Standing, subject_id)


def lock_standing(subject_id: int) -> Standing:
    """The same, held for an act. Raises NoResultFound."""
    hold_log()
    wanted = select(Standing).where(Standing.subject_id == subject_id).with_for_update()
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def states_of(subject_ids: Collection[int]) -> dict[int, str]:
    """Where several stand; those that never passed moderation are missing."""
    if not subject_ids:
        return {}
    rows = select(Standing.subject_id, Standing.state).where(Standing.subject_id.in_(subject_ids))
    return {subject_id: state for subject_id, state in db.session.execute(rows)}


def hidden_among(subject_ids: Collection[int]) -> frozenset[int]:
    """Which of these are hidden."""
    return frozenset(s for s, state in states_of(subject_ids).items() if state == "hidden")


def last_decisions(subject_ids: Collection[int]) -> dict[int, Decision]:
    """The newest decision on each: of a hidden one, what its tombstone says."""
    if not subject_ids:
        return {}
    newest = select(func.max(Decision.id)).where(Decision.subject_id.in_(subject_ids)).group_by(Decision.subject_id)
    rows = db.session.scalars(select(Decision).where(Decision.id.in_(newest)))
    return {decision.subject_id: decision for decision in rows}


def waiting(government_id: int, kind: str, packed: str | None = None, state: str = "waiting") -> Page[Standing]:
    """What waits for a moderator, oldest first, a page at a time. Raises BadCursor."""
    cursor = Cursor.unpack(packed, (int,))
    rows = db.session.scalars(queue(government_id, kind, state, cursor)).all()
    return cut(rows, cursor, lambda each: (each.subject_id,))


def queue(government_id: int, kind: str, state: str, cursor: Cursor | None) -> Select[Any]:
    """The statement of a page of the queue."""
    ascending = not (cursor is not None and cursor.backwards)
    found = select(Standing).where(
        Standing.government_id == government_id, Standing.state == state, Standing.kind == kind
    )
    if cursor is not None:
        found = found.where(beyond(BY_SUBJECT, cursor.key, ascending))
    return found.order_by(Standing.subject_id.asc() if ascending else Standing.subject_id.desc()).limit(PAGE + 1)


def count_waiting(government_id: int, kind: str) -> int:
    """How many wait, counted to 99 and no further."""
    some = select(literal(1)).where(
        Standing.government_id == government_id, Standing.state == "waiting", Standing.kind == kind
    )
    return db.session.scalar(select(func.count()).select_from(some.limit(MOST_COUNTED).subquery())) or 0


def decisions(government_id: int, packed: str | None = None, ground: str | None = None) -> Page[Told]:
    """Things hidden, newest first, a page at a time; perhaps on one ground alone. Raises BadCursor."""
    cursor = Cursor.unpack(packed, (int,))
    rows = [Told(*row) for row in db.session.execute(listing(government_id, ground, cursor))]
    return cut(rows, cursor, lambda told: (told.id,))


def listing(government_id: int, ground: str | None, cursor: Cursor | None) -> Select[Any]:
    """The statement of a page of decisions."""
    ascending = cursor is not None and cursor.backwards
    found = select(*SHOWN).join(Standing, Standing.subject_id == Decision.subject_id)
    found = found.where(Decision.government_id == government_id)
    found = found.where(Decision.ground == ground if ground else Decision.verdict == "hide")
    if cursor is not None:
        found = found.where(beyond(BY_DECISION, cursor.key, ascending))
    return found.order_by(Decision.id.asc() if ascending else Decision.id.desc()).limit(PAGE + 1)


def tallies(government_id: int) -> Sequence[DecisionTally]:
    """Decisions by what was done, ground and days taken."""
    return db.session.scalars(select(DecisionTally).where(DecisionTally.government_id == government_id)).all()


def last_ground(subject_id: int) -> str:
    """The ground on which a subject was hidden last."""
    hidden = select(Decision.ground).where(Decision.subject_id == subject_id, Decision.verdict == "hide")
    return db.session.scalar(hidden.order_by(Decision.id.desc()).limit(1)) or ""
