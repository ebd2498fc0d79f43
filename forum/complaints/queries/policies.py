"""Reading clock policies."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from forum.complaints.models import ClockPolicy
from forum.core.db import db


def all_policies(government_id: int) -> Sequence[ClockPolicy]:
    """Policies of a government and the common ones, by class, the newest first."""
    own = or_(ClockPolicy.government_id == government_id, ClockPolicy.government_id.is_(None))
    rows = select(ClockPolicy).where(own)
    return db.session.scalars(
        rows.order_by(ClockPolicy.class_, ClockPolicy.government_id.is_(None), ClockPolicy.valid_from.desc())
    ).all()


def newest_own(government_id: int, class_: str) -> ClockPolicy | None:
    """The government's own policy of a class that begins last."""
    own = select(ClockPolicy).where(ClockPolicy.government_id == government_id, ClockPolicy.class_ == class_)
    return db.session.scalar(own.order_by(ClockPolicy.valid_from.desc()).limit(1))


def find_policy(policy_id: int) -> ClockPolicy | None:
    """A policy by its id."""
    return db.session.get(ClockPolicy, policy_id)
