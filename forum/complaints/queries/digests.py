"""What the morning letter to officers tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, func, literal, or_, select

from forum.accounts.models import Account, Membership
from forum.complaints import rules
from forum.complaints.models import Complaint
from forum.core.db import db
from forum.units.models import Unit

SHOWN = 5
MOST_COUNTED = 1_000


def readers(government_id: int) -> dict[int, tuple[str, ...]]:
    """Officers and heads who want the letter, with the paths of the units they answer for."""
    held = (
        select(Account.id, Unit.path)
        .join(Membership, Membership.account_id == Account.id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Unit.government_id == government_id, Membership.role.in_(("officer", "head")))
        .where(Membership.ended_at.is_(None), Account.mail_digest, Account.email.is_not(None))
        .where(Account.suspended_at.is_(None), Account.anonymised_at.is_(None))
    )
    found: dict[int, tuple[str, ...]] = {}
    for account_id, path in db.session.execute(held.order_by(Account.id, Unit.path)):
        found[account_id] = (*found.get(account_id, ()), path)
    return found


def unit_ids_at(government_id: int, paths: Sequence[str]) -> list[int]:
    """Units at these paths and below."""
    below = or_(*(Unit.path.startswith(path, autoescape=True) for path in paths))
    return list(db.session.scalars(select(Unit.id).where(Unit.government_id == government_id, below)))


def overdue(today: date) -> ColumnElement[bool]:
    """Past the deadline that runs."""
    return Complaint.due_on < today


def near(today: date, until: date) -> ColumnElement[bool]:
    """The last day comes until then."""
    return and_(Complaint.due_on >= today, Complaint.due_on <= until)


def came(since: date) -> ColumnElement[bool]:
    """Given to a unit since that day."""
    return Complaint.assigned_on >= since


def some(unit_ids: Sequence[int], which: ColumnElement[bool]) -> tuple[int, Sequence[Complaint]]:
    """How many cases whose turn is the unit's (counted to 1,001), and the first few by deadline."""
    mine = select(Complaint).where(Complaint.unit_id.in_(unit_ids), Complaint.state.in_(rules.UNIT_TURN), which)
    mine = mine.where(Complaint.assigned_on.is_not(None))
    counted = mine.with_only_columns(literal(1)).limit(MOST_COUNTED + 1).subquery()
    n = db.session.scalar(select(func.count()).select_from(counted)) or 0
    shown = mine.order_by(Complaint.due_on, Complaint.id).limit(SHOWN) if n else None
    return n, db.session.scalars(shown).all() if shown is not None else []
