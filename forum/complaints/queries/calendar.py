"""The policy and the days off that a complaint's clocks follow."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import or_, select

from forum.complaints.models import ClockPolicy, Complaint
from forum.complaints.rules import Limits
from forum.complaints.rules.escalation import Ladder
from forum.core.db import db
from forum.units import queries as units


def policy_for(government_id: int, class_: str, on: date) -> ClockPolicy | None:
    """The policy in force that day: the government's own before the common one, the newest first."""
    own = or_(ClockPolicy.government_id == government_id, ClockPolicy.government_id.is_(None))
    valid = or_(ClockPolicy.valid_to.is_(None), ClockPolicy.valid_to >= on)
    in_force = select(ClockPolicy).where(ClockPolicy.class_ == class_, ClockPolicy.valid_from <= on, own, valid)
    return db.session.scalar(
        in_force.order_by(ClockPolicy.government_id.is_(None), ClockPolicy.valid_from.desc()).limit(1)
    )


def limits_for(complaint: Complaint) -> Limits:
    """The limits of the policy in force when the complaint came."""
    policy = policy_for(complaint.government_id, complaint.class_, complaint.submitted_on)
    if policy is None:
        return Limits()
    return Limits(
        policy.verify_days, policy.answer_days, policy.resolve_days, policy.silence_days, policy.completion_days,
        policy.reopen_days,
    )  # fmt: skip


def ladder_for(complaint: Complaint) -> Ladder:
    """When who is told of its deadlines."""
    policy = policy_for(complaint.government_id, complaint.class_, complaint.submitted_on)
    if policy is None:
        return Ladder()
    return Ladder(
        policy.remind_before,
        policy.head_after,
        policy.moderator_after,
        policy.inspector_after,
        policy.ombudsman_after,
    )


def days_off_for(complaint: Complaint) -> frozenset[date]:
    """Days off that can matter to this complaint."""
    return units.days_off(complaint.government_id, complaint.submitted_on - timedelta(days=1))
