"""Supporting an agenda item or a post: once per voice, taken back at will."""

from __future__ import annotations

from forum.core import clock
from forum.core.db import db
from forum.dialogues.models import AgendaItem, Backing, Post, Session
from forum.dialogues.queries import posts as queries
from forum.dialogues.rules import threads
from forum.dialogues.talk_errors import SupportClosed


def back(target: AgendaItem | Post, session: Session, voter: str) -> bool:
    """One voice supports a thing that is held for this act; False when it did before. Raises SupportClosed."""
    _refuse_closed(target, session)
    if queries.find_backing(target.subject_id, voter) is not None:
        return False
    db.session.add(Backing(subject_id=target.subject_id, voter=voter, at=clock.now()))
    target.support_count += 1
    db.session.flush()
    return True


def unback(target: AgendaItem | Post, session: Session, voter: str) -> bool:
    """Take it back; False when there was nothing to take back. Raises SupportClosed."""
    _refuse_closed(target, session)
    held = queries.find_backing(target.subject_id, voter)
    if held is None:
        return False
    db.session.delete(held)
    target.support_count -= 1
    db.session.flush()
    return True


def _refuse_closed(target: AgendaItem | Post, session: Session) -> None:
    today = clock.today(session.government.zone)
    if not threads.takes_support(session.state, session.discuss_until, today) or target.state in ("hidden", "declined"):
        raise SupportClosed
