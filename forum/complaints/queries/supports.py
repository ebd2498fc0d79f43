"""Reading who supports."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, func, select

from forum.complaints.models import Complaint, Support
from forum.complaints.queries.public_case import Case
from forum.core.db import db
from forum.notifications.models import Contact, Follow


def supporters_of(complaint_id: int) -> set[tuple[int | None, int | None]]:
    """(account, contact) of each supporter."""
    rows = select(Support.account_id, Support.contact_id).where(Support.complaint_id == complaint_id)
    return {(a, c) for a, c in db.session.execute(rows)}


def find_support(complaint_id: int, account_id: int | None = None, contact_id: int | None = None) -> Support | None:
    """The support of one person."""
    mine = Support.account_id == account_id if account_id else Support.contact_id == contact_id
    return db.session.scalar(select(Support).where(Support.complaint_id == complaint_id, mine))


OWN_PART = select(
    exists().where(Support.complaint_id == bindparam("complaint_id"), Support.account_id == bindparam("account_id")),
    exists().where(
        Follow.subject_id == bindparam("subject_id"), Follow.account_id == bindparam("account_id"),
        Follow.ended_at.is_(None),
    ),
)  # fmt: skip


def own_part(complaint: Complaint | Case, account_id: int) -> tuple[bool, bool]:
    """Whether an account supports a complaint, and whether it follows it now."""
    named = {"complaint_id": complaint.id, "subject_id": complaint.subject_id, "account_id": account_id}
    supported, followed = db.session.execute(OWN_PART, named).one()
    return bool(supported), bool(followed)


def brought_by(duplicate_id: int, into_id: int) -> Sequence[Support]:
    """Supports that came with a duplicate."""
    rows = select(Support).where(Support.complaint_id == into_id, Support.came_with_id == duplicate_id)
    return db.session.scalars(rows).all()


def supported_by_contact(contact_id: int) -> Sequence[Complaint]:
    """Complaints a contact asked to support."""
    rows = select(Complaint).join(Support, Support.complaint_id == Complaint.id)
    return db.session.scalars(rows.where(Support.contact_id == contact_id)).all()


def count_confirmed_mails(complaint_id: int) -> int:
    """Supports by addresses whose owner confirmed them: only these count."""
    rows = select(func.count()).select_from(Support).join(Contact, Contact.id == Support.contact_id)
    mine = rows.where(Support.complaint_id == complaint_id, Contact.confirmed_at.is_not(None))
    return db.session.scalar(mine) or 0
