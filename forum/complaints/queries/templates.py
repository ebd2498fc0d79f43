"""Reading reply templates."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from forum.complaints.models import ReplyTemplate
from forum.core.db import db


def templates_of(unit_ids: Sequence[int]) -> Sequence[ReplyTemplate]:
    """Templates in use of these units, by title."""
    used = select(ReplyTemplate).where(ReplyTemplate.unit_id.in_(unit_ids), ReplyTemplate.ended_at.is_(None))
    return db.session.scalars(used.order_by(ReplyTemplate.title, ReplyTemplate.id).limit(200)).all()


def find_template(template_id: int) -> ReplyTemplate | None:
    """A template in use."""
    return db.session.scalar(
        select(ReplyTemplate).where(ReplyTemplate.id == template_id, ReplyTemplate.ended_at.is_(None))
    )


def find_titled(unit_id: int, title: str) -> ReplyTemplate | None:
    """The template of a unit with this title."""
    same = select(ReplyTemplate).where(ReplyTemplate.unit_id == unit_id, ReplyTemplate.title == title)
    return db.session.scalar(same.where(ReplyTemplate.ended_at.is_(None)).limit(1))
