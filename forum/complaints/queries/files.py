"""One file with the complaint it belongs to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.complaints.models import Attachment, Complaint
from forum.core.db import db


def find_file(ref: str) -> tuple[Attachment, Complaint] | None:
    """A file with its releases, and its complaint with the unit: what the policy asks for."""
    found = select(Attachment, Complaint).join(Complaint, Complaint.id == Attachment.complaint_id)
    found = found.where(Attachment.ref == ref).options(joinedload(Attachment.releases), joinedload(Complaint.unit))
    row = db.session.execute(found).unique().one_or_none()
    return None if row is None else (row[0], row[1])
