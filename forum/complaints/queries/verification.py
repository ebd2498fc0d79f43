"""What the verification desk reads: its lists, and one case with all that a moderator weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload

from forum.accounts.models import Account
from forum.complaints.models import (
    Assignment,
    Complaint,
    ComplaintText,
    InternalNote,
    Merge,
    Message,
    PublicCopy,
    Transfer,
)
from forum.complaints.queries import cases
from forum.complaints.rules import UNIT_TURN
from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.ledger.models import Act
from forum.search.queries import matching
from forum.units.models import Unit

LISTS = ("masuk", "kelengkapan", "usulan", "dibuka-kembali", "selesai-unit", "semua")
STATE_OF = {
    "masuk": "submitted", "kelengkapan": "awaiting_completion", "dibuka-kembali": "reopened",
    "selesai-unit": "resolved",
}  # fmt: skip
DECIDABLE = UNIT_TURN | {"resolved"}


@dataclass(frozen=True)
class Asked:
    """What the desk asks for: a list, words, an area, only late ones."""

    government_id: int
    shelf: str
    words: str = ""
    area: str = ""
    late_before: date | None = None


@dataclass(frozen=True)
class Case:
    """A complaint with its words and the decisions that wait."""

    complaint: Complaint
    text: ComplaintText
    copy: PublicCopy | None
    transfer: Transfer | None
    merge: Merge | None
    carried_by: str | None
    units: Sequence[Assignment]

    @property
    def supporting(self) -> list[Assignment]:
        """Units that help the one that leads."""
        return [each for each in self.units if each.part == "support"]


@dataclass(frozen=True)
class Line:
    """One line of the ledger as staff read it: the act, who did it, for which unit, and what was said."""

    act: Act
    by: str | None
    unit: str | None
    message: Message | None


@dataclass(frozen=True)
class Note:
    """An internal note and who wrote it."""

    note: InternalNote
    by: str
    unit: str | None


def clock_of(shelf: str) -> InstrumentedAttribute[date | None]:
    """The deadline a list is ordered by."""
    return {"kelengkapan": Complaint.completion_due_on, "selesai-unit": Complaint.silence_due_on}.get(
        shelf, Complaint.due_on
    )


def desk_page(asked: Asked, cursor: Cursor | None) -> Page[Complaint]:
    """Cases of a list, the oldest deadline first."""
    clock = clock_of(asked.shelf)
    rows = _listed(asked).options(
        joinedload(Complaint.unit), joinedload(Complaint.village), joinedload(Complaint.category)
    )
    backwards = cursor is not None and cursor.backwards
    order: list[ColumnElement[Any]] = [clock.expression, Complaint.id.expression]
    if cursor is not None:
        key = (date.fromisoformat(cursor.key[0]), cursor.key[1])
        rows = rows.where(beyond(order, key, not backwards))
    rows = rows.order_by(*(c.desc() if backwards else c for c in order)).limit(PAGE + 1)
    return cut(db.session.scalars(rows).all(), cursor, lambda c: (str(getattr(c, clock.key)), c.id))


def _listed(asked: Asked) -> Select[Complaint]:
    rows = select(Complaint).where(Complaint.government_id == asked.government_id)
    rows = rows.where(clock_of(asked.shelf).is_not(None))
    if asked.shelf in STATE_OF:
        rows = rows.where(Complaint.state == STATE_OF[asked.shelf])
    if asked.shelf == "usulan":
        rows = rows.where(Complaint.id.in_(_proposed()))
    if asked.area:
        rows = rows.where(or_(Complaint.village_code == asked.area, Complaint.district_code == asked.area))
    if asked.late_before is not None:
        rows = rows.where(clock_of(asked.shelf) < asked.late_before)
    return rows.where(_says(asked)) if asked.words else rows


def _proposed() -> Select[int]:
    return select(Transfer.complaint_id).where(Transfer.decision.is_(None))


def _says(asked: Asked) -> ColumnElement[bool]:
    """The index knows what the public may read; of the rest the words themselves are looked through."""
    unread = or_(Complaint.verified_on.is_(None), Complaint.is_confidential)
    said = [ComplaintText.body.icontains(word, autoescape=True) for word in asked.words.split()[:8]]
    own = select(ComplaintText.complaint_id).where(ComplaintText.complaint_id == Complaint.id, *said).exists()
    ways = [Complaint.number == asked.words.upper(), and_(unread, own)]
    indexed = matching(asked.words, [f"g{asked.government_id}"])
    if indexed is not None:
        ways.append(Complaint.subject_id.in_(indexed))
    return or_(*ways)


def find_id_in(government_id: int, number: str) -> int | None:
    """The id of a government's case by its number."""
    own = select(Complaint.id).where(Complaint.number == number.strip().upper())
    return db.session.scalar(own.where(Complaint.government_id == government_id))


def count_proposals(government_id: int) -> int:
    """Transfer proposals that wait, counted to 100."""
    waiting = select(Transfer.id).join(Complaint, Complaint.id == Transfer.complaint_id)
    waiting = waiting.where(Transfer.decision.is_(None), Complaint.government_id == government_id)
    waiting = waiting.where(Complaint.state.in_(DECIDABLE)).limit(100)
    return db.session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def next_waiting(government_id: int, due_on: date | None, complaint_id: int) -> str | None:
    """The number of the next case to verify after one; from the top again at the end."""
    waiting = select(Complaint.number).where(
        Complaint.government_id == government_id, Complaint.state == "submitted", Complaint.id != complaint_id
    )
    order: list[ColumnElement[Any]] = [Complaint.due_on.expression, Complaint.id.expression]
    waiting = waiting.order_by(*order).limit(1)
    found = None
    if due_on is not None:
        found = db.session.scalar(waiting.where(beyond(order, (due_on, complaint_id), True)))
    return found or db.session.scalar(waiting)


def find_case(number: str) -> Case | None:
    """A case by its number, and the units that work on it."""
    copies, other = aliased(PublicCopy), aliased(Complaint)
    newest = select(func.max(copies.version)).where(copies.complaint_id == Complaint.id).scalar_subquery()
    found = (
        select(Complaint, ComplaintText, PublicCopy, Transfer, Merge, other.number)
        .join(ComplaintText, ComplaintText.complaint_id == Complaint.id)
        .outerjoin(PublicCopy, and_(PublicCopy.complaint_id == Complaint.id, PublicCopy.version == newest))
        .outerjoin(Transfer, and_(Transfer.complaint_id == Complaint.id, Transfer.decision.is_(None)))
        .outerjoin(Merge, and_(Merge.complaint_id == Complaint.id, Merge.ended_at.is_(None)))
        .outerjoin(other, other.id == Merge.into_id)
        .where(Complaint.number == number.strip().upper())
        .options(
            joinedload(Complaint.government), joinedload(Complaint.unit), joinedload(Complaint.category),
            joinedload(Complaint.village), joinedload(Complaint.district), joinedload(Complaint.service),
        )
        .limit(1)
    )  # fmt: skip
    row = db.session.execute(found).first()
    return None if row is None else Case(*row, cases.assignments_of(row[0].id))


def lines_on(subject_id: int) -> Sequence[Line]:
    """The whole ledger of a case for staff: with the names of staff, never one of a reporter."""
    rows = (
        select(Act, Account.name, Unit.name, Message)
        .outerjoin(Account, and_(Account.id == Act.by_id, Act.role != "reporter"))
        .outerjoin(Unit, Unit.id == Act.unit_id)
        .outerjoin(Message, Message.act_id == Act.id)
        .where(Act.subject_id == subject_id)
        .order_by(Act.id)
    )
    return [Line(*row) for row in db.session.execute(rows)]


def notes_of(complaint_id: int) -> Sequence[Note]:
    """Internal notes, oldest first, with who wrote them."""
    rows = (
        select(InternalNote, Account.name, Unit.name)
        .join(Account, Account.id == InternalNote.by_id)
        .outerjoin(Unit, Unit.id == InternalNote.unit_id)
        .where(InternalNote.complaint_id == complaint_id)
        .order_by(InternalNote.id)
    )
    return [Note(*row) for row in db.session.execute(rows)]


def moderated_since(subject_id: int, seen: int, own_id: int) -> bool:
    """True when another moderator acted after the line `seen`."""
    later = select(Act.id).where(Act.subject_id == subject_id, Act.id > seen, Act.role == "moderator")
    return db.session.scalar(later.where(Act.by_id != own_id).limit(1)) is not None
