"""One complaint with what belongs to it, for acts and pages."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.complaints.models import (
    Assignment,
    Attachment,
    Category,
    Complaint,
    ComplaintText,
    CompletionRequest,
    Confirmation,
    InternalNote,
    Merge,
    Message,
    PublicCopy,
    Referral,
    Transfer,
)
from forum.core.db import db
from forum.ledger.queries import hold_log


def find_number(number: str) -> Complaint | None:
    """A complaint by its public number, with what every page of it names."""
    if not number.isprintable():  # PostgreSQL refuses NUL in a text
        return None
    found = select(Complaint).where(Complaint.number == number.strip().upper()).options(
        joinedload(Complaint.government), joinedload(Complaint.unit), joinedload(Complaint.category),
        joinedload(Complaint.village), joinedload(Complaint.district), joinedload(Complaint.service),
        joinedload(Complaint.subject),
    )  # fmt: skip
    return db.session.scalar(found)


def find_subject(subject_id: int) -> Complaint | None:
    """The complaint behind a subject, with the unit that leads it."""
    return db.session.scalar(
        select(Complaint).where(Complaint.subject_id == subject_id).options(joinedload(Complaint.unit))
    )


def number_of(complaint_id: int) -> str:
    """The public number of a complaint."""
    return db.session.scalars(select(Complaint.number).where(Complaint.id == complaint_id)).one()


def lock(complaint_id: int) -> Complaint:
    """The complaint for an act: nobody else changes it until this transaction ends."""
    hold_log()
    wanted = select(Complaint).where(Complaint.id == complaint_id).with_for_update(of=Complaint)
    options = (joinedload(Complaint.government), joinedload(Complaint.subject), joinedload(Complaint.unit))
    return db.session.scalars(wanted.options(*options).execution_options(populate_existing=True)).one()


def text_of(complaint_id: int) -> ComplaintText:
    """The words as written."""
    return db.session.get_one(ComplaintText, complaint_id)


def public_copy(complaint_id: int) -> PublicCopy | None:
    """The newest masked copy."""
    copies = select(PublicCopy).where(PublicCopy.complaint_id == complaint_id)
    return db.session.scalar(copies.order_by(PublicCopy.version.desc()).limit(1))


def messages_of(complaint_id: int) -> Sequence[Message]:
    """What was said, oldest first."""
    said = select(Message).where(Message.complaint_id == complaint_id).order_by(Message.id)
    return db.session.scalars(said.options(joinedload(Message.unit))).all()


def attachments_of(complaint_id: int) -> Sequence[Attachment]:
    """Files with their releases, oldest first."""
    files = select(Attachment).where(Attachment.complaint_id == complaint_id).order_by(Attachment.id)
    return db.session.scalars(files.options(joinedload(Attachment.releases))).unique().all()


def find_attachment(ref: str) -> Attachment | None:
    """A file by its reference, with its releases."""
    found = select(Attachment).where(Attachment.ref == ref).options(joinedload(Attachment.releases))
    return db.session.scalars(found).unique().one_or_none()


def count_attachments(complaint_id: int) -> int:
    """Files the reporter added so far."""
    own = select(func.count()).where(Attachment.complaint_id == complaint_id, Attachment.origin == "reporter")
    return db.session.scalar(own) or 0


def assignments_of(complaint_id: int) -> Sequence[Assignment]:
    """Units that lead or support now, the lead first."""
    now = select(Assignment).where(Assignment.complaint_id == complaint_id, Assignment.ended_at.is_(None))
    return db.session.scalars(now.order_by(Assignment.part, Assignment.id).options(joinedload(Assignment.unit))).all()


def open_transfer(complaint_id: int) -> Transfer | None:
    """The transfer proposal that waits for a decision."""
    waiting = select(Transfer).where(Transfer.complaint_id == complaint_id, Transfer.decision.is_(None))
    return db.session.scalar(waiting.limit(1))


def open_request(complaint_id: int) -> CompletionRequest | None:
    """The completion request the reporter has not met yet."""
    asked = select(CompletionRequest).where(CompletionRequest.complaint_id == complaint_id)
    return db.session.scalar(asked.where(CompletionRequest.ended_on.is_(None)).limit(1))


def open_merge(complaint_id: int) -> Merge | None:
    """The merge that holds this complaint."""
    return db.session.scalar(select(Merge).where(Merge.complaint_id == complaint_id, Merge.ended_at.is_(None)))


def merged_into(complaint_id: int) -> Sequence[Merge]:
    """Merges that this complaint carries now."""
    return db.session.scalars(select(Merge).where(Merge.into_id == complaint_id, Merge.ended_at.is_(None))).all()


def latest_referral(complaint_id: int) -> Referral | None:
    """Where it was passed on to last."""
    passed = select(Referral).where(Referral.complaint_id == complaint_id).order_by(Referral.id.desc())
    return db.session.scalar(passed.limit(1))


def latest_confirmation(complaint_id: int) -> Confirmation | None:
    """The reporter's last yes or no."""
    said = select(Confirmation).where(Confirmation.complaint_id == complaint_id).order_by(Confirmation.id.desc())
    return db.session.scalar(said.limit(1))


def notes_on(complaint_id: int) -> Sequence[InternalNote]:
    """Internal notes, oldest first."""
    return db.session.scalars(
        select(InternalNote).where(InternalNote.complaint_id == complaint_id).order_by(InternalNote.id)
    ).all()


def open_categories() -> Sequence[Category]:
    """Categories to choose from."""
    return db.session.scalars(select(Category).where(Category.is_open).order_by(Category.position, Category.name)).all()
