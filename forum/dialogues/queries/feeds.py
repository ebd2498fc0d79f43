"""What calendar programs and feed readers are told of a government's sessions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.dialogues.models import Session, SummaryPublication
from forum.ledger.models import Act, Subject

MOST_ENTRIES, MOST_EVENTS = 50, 120


@dataclass(frozen=True)
class Published:
    """A published version of a summary."""

    ref: str
    version: int
    at: datetime
    reason: str
    title: str
    year: int
    number: int


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


def newest_summaries(government_id: int) -> list[Published]:
    """Published summaries, the newest first; a correction is an entry of its own."""
    rows = (
        select(
            Subject.ref, SummaryPublication.version, SummaryPublication.at, SummaryPublication.reason, Session.title,
            Session.year, Session.number,
        )
        .join(Session, Session.id == SummaryPublication.session_id)
        .join(Subject, Subject.id == SummaryPublication.subject_id)
        .where(Session.government_id == government_id)
        .order_by(SummaryPublication.at.desc(), SummaryPublication.summary_id.desc())
        .limit(MOST_ENTRIES)
    )  # fmt: skip
    return [Published(*row) for row in db.session.execute(rows)]
