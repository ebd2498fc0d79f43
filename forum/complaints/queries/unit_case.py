"""One case as the staff of its unit sees it: acts and notes with names, colleagues, units around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Account, Membership
from forum.complaints.models import Assignment, Complaint, InternalNote, Message
from forum.core.db import db
from forum.ledger.models import Act
from forum.units.models import Unit
from forum.units.queries import units_on_path
from forum.units.rules import fold, in_tree_order

MOST_UNITS = 300
_CODED = re.compile(r"\(([^()]+)\)\s*$")


@dataclass(frozen=True)
class Named:
    """A row with the names of who wrote it and for which unit ("" where there is none)."""

    by: str
    unit: str


@dataclass(frozen=True)
class NamedAct(Named):
    """An act of the ledger; names of people are for staff pages only."""

    act: Act


@dataclass(frozen=True)
class NamedNote(Named):
    """An internal note."""

    note: InternalNote


def acts_with_names(subject_id: int) -> list[NamedAct]:
    """Every act on a case, oldest first."""
    rows = (
        select(Act, Account.name, Unit.name)
        .outerjoin(Account, Account.id == Act.by_id)
        .outerjoin(Unit, Unit.id == Act.unit_id)
    )
    found = db.session.execute(rows.where(Act.subject_id == subject_id).order_by(Act.id))
    return [NamedAct(by or "", unit or "", act) for act, by, unit in found]


def notes_with_names(complaint_id: int) -> list[NamedNote]:
    """Internal notes, oldest first."""
    rows = (
        select(InternalNote, Account.name, Unit.name)
        .join(Account, Account.id == InternalNote.by_id)
        .outerjoin(Unit, Unit.id == InternalNote.unit_id)
    )
    found = db.session.execute(rows.where(InternalNote.complaint_id == complaint_id).order_by(InternalNote.id))
    return [NamedNote(by, unit or "", note) for note, by, unit in found]


def colleagues(unit: Unit) -> Sequence[Account]:
    """Officers and heads who may answer for a unit: its own and those above it, by name."""
    held = select(Membership.account_id).where(
        Membership.unit_id.in_(units_on_path(unit.path)), Membership.role.in_(("officer", "head")),
        Membership.ended_at.is_(None),
    )  # fmt: skip
    staff = select(Account).where(Account.id.in_(held), Account.suspended_at.is_(None), Account.anonymised_at.is_(None))
    return db.session.scalars(staff.order_by(Account.name, Account.id)).all()


def units_below(unit: Unit) -> Sequence[Unit]:
    """Open units below a unit."""
    below = select(Unit).where(
        Unit.government_id == unit.government_id, Unit.path.startswith(unit.path, autoescape=True),
        Unit.id != unit.id, Unit.status == "open",
    )  # fmt: skip
    return in_tree_order(db.session.scalars(below.order_by(Unit.path).limit(MOST_UNITS)))


def upper_units(government_id: int, root_id: int) -> Sequence[Unit]:
    """Open units right below the root: whom a misdirected case mostly belongs to."""
    upper = select(Unit).where(Unit.government_id == government_id, Unit.status == "open", Unit.parent_id == root_id)
    return db.session.scalars(upper.order_by(Unit.name).limit(MOST_UNITS)).all()


def units_called(government_id: int, written: str) -> Sequence[Unit]:
    """Open units of a government written as a name, a code, or "name (code)"; at most two."""
    named = select(Unit).where(Unit.government_id == government_id, Unit.status == "open")
    coded = _CODED.search(written)
    same = Unit.code == coded[1] if coded else or_(Unit.folded == fold(written), Unit.code == written.strip())
    return db.session.scalars(named.where(same).limit(2)).all()


def helping_units(complaint_id: int) -> Sequence[Unit]:
    """Units that support a case now."""
    helping = select(Unit).join(Assignment, Assignment.unit_id == Unit.id).where(
        Assignment.complaint_id == complaint_id, Assignment.part == "support", Assignment.ended_at.is_(None)
    )  # fmt: skip
    return db.session.scalars(helping.order_by(Unit.name)).all()


def newer_messages(complaint_id: int, after_id: int) -> Sequence[Message]:
    """What was said since, oldest first."""
    newer = select(Message).where(Message.complaint_id == complaint_id, Message.id > after_id).order_by(Message.id)
    return db.session.scalars(newer.options(joinedload(Message.unit))).all()


def ids_of(numbers: Sequence[str]) -> Sequence[int]:
    """Ids of complaints by their numbers, in the order in which they are locked everywhere."""
    return db.session.scalars(select(Complaint.id).where(Complaint.number.in_(numbers)).order_by(Complaint.id)).all()
