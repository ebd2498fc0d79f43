"""What calendar programs and feed readers are told of a government's sessions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.dialogues.models import Session
from forum.ledger.models import Act

MOST_ENTRIES, MOST_EVENTS = 50, 120


def sessions_since(government_id: int, since: datetime) -> Sequence[Session]:
    """Sessions from a moment on, cancelled ones too, in their order."""
    own = select(Session).where(Session.government_id == government_id, Session.starts_at >= since)
    whole = (joinedload(Session.subject), joinedload(Session.government))
    return db.session.scalars(own.order_by(Session.starts_at, Session.id).limit(MOST_EVENTS).options(*whole)).all()


def newest_sessions(government_id: int) -> Sequence[Session]:
    """Sessions made last, newest first."""
    own = select(Session).where(Session.government_id == government_id).order_by(Session.starts_at.desc(), Session.id)
    whole = (joinedload(Session.subject), joinedload(Session.government))
    return db.session.scalars(own.limit(MOST_ENTRIES).options(*whole)).all()


def last_changes(subject_ids: Collection[int]) -> dict[int, datetime]:
    """When something public last happened to each of these subjects."""
    rows = select(Act.subject_id, func.max(Act.at)).where(Act.subject_id.in_(subject_ids), Act.audience == "public")
    return {subject_id: at for subject_id, at in db.session.execute(rows.group_by(Act.subject_id))}
