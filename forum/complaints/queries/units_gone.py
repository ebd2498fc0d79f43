"""Cases that a unit leaves behind when it ends."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.complaints import rules
from forum.complaints.models import Assignment, Complaint
from forum.core.db import db


def open_led_ids(unit_id: int) -> Sequence[int]:
    """Open cases that a unit leads, and those that wait for verification under its name."""
    led = select(Complaint.id).where(Complaint.unit_id == unit_id, Complaint.state.in_(rules.OPEN))
    return db.session.scalars(led.order_by(Complaint.id)).all()


def open_led_count(unit_id: int) -> int:
    """How many these are."""
    led = select(func.count()).where(Complaint.unit_id == unit_id, Complaint.state.in_(rules.OPEN))
    return db.session.scalar(led) or 0


def supported_by(unit_id: int) -> Sequence[Assignment]:
    """Where the unit helps another one now, in cases that are open."""
    helps = select(Assignment).join(Complaint, Complaint.id == Assignment.complaint_id).where(
        Assignment.unit_id == unit_id, Assignment.part == "support", Assignment.ended_at.is_(None),
        Complaint.state.in_(rules.OPEN),
    )  # fmt: skip
    return db.session.scalars(helps.order_by(Assignment.id).options(joinedload(Assignment.unit))).all()
