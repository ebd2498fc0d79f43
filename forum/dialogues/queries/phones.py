"""Which phones an account took part on, and what was said by a code that turns out to be the same person's."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from forum.core.db import db
from forum.dialogues.models import AgendaItem, Attendance, Backing, HallDevice, HallToken, Post, Statement, Vote


def find_device(device_hash: str) -> HallDevice | None:
    """A phone on which an account took part (the hash names the session too)."""
    return db.session.get(HallDevice, device_hash, populate_existing=True)


def token_and_owner(device_hash: str) -> tuple[HallToken, str | None] | None:
    """The code that a phone used in a session, and the sealed account of that phone."""
    found = select(HallToken, HallDevice.sealed_account)
    found = found.outerjoin(HallDevice, HallDevice.device_hash == HallToken.device_hash)
    row = db.session.execute(found.where(HallToken.device_hash == device_hash)).one_or_none()
    return None if row is None else (row[0], row[1])


def voted_on(session_id: int, voter: str) -> Sequence[int]:
    """The statements of a session that a voter answered, in the order in which they are locked."""
    own = select(Vote.statement_id).join(Statement, Statement.id == Vote.statement_id)
    own = own.where(Statement.session_id == session_id, Vote.voter == voter)
    return db.session.scalars(own.order_by(Vote.statement_id)).all()


def supports_of(session_id: int, voter: str) -> Sequence[Backing]:
    """What a voter supports in a session."""
    items = select(AgendaItem.id, AgendaItem.subject_id).where(AgendaItem.session_id == session_id).subquery()
    posts = select(Post.subject_id).where(Post.item_id.in_(select(items.c.id)))
    here = Backing.subject_id.in_(select(items.c.subject_id).union(posts))
    return db.session.scalars(select(Backing).where(Backing.voter == voter, here)).all()


def attendance_of_token(token_id: int) -> Attendance | None:
    """The line of a code."""
    return db.session.scalar(select(Attendance).where(Attendance.token_id == token_id))
