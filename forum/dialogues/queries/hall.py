"""What the hall looks at: the current item, the statement that is asked, the questions by support."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from forum.core.db import db
from forum.dialogues.models import AgendaItem, Post, Session, Statement
from forum.dialogues.queries.statements import ROW, Row
from forum.ledger.models import Subject

MOST_QUESTIONS = 5
QUESTION: tuple[Any, ...] = (Post.subject_id, Subject.ref, Post.html, Post.support_count)


class Item(NamedTuple):
    """The agenda item the hall is at, and its place among the accepted ones."""

    id: int
    ref: str
    title: str
    position: int
    state: str


class Question(NamedTuple):
    """A question for the meeting, as everybody reads it."""

    subject_id: int
    ref: str
    html: str
    support_count: int


class Now(NamedTuple):
    """What the hall looks at now."""

    item: Item | None
    item_count: int
    statement: Row | None
    questions: list[Question]


def now_shown(session_id: int, item_id: int | None, statement_id: int | None) -> Now:
    """Item, statement and questions; what was declined or hidden meanwhile is left out."""
    item = _item(session_id, item_id) if item_id else None
    questions = [Question(*row) for row in db.session.execute(questions_on(item.id))] if item else []
    statement = _statement(session_id, statement_id) if statement_id else None
    return Now(item, _count_items(session_id), statement, questions)


def _item(session_id: int, item_id: int) -> Item | None:
    before = select(func.count()).select_from(AgendaItem).where(
        AgendaItem.session_id == session_id, AgendaItem.state == "accepted",
    )  # fmt: skip
    found = select(AgendaItem.id, Subject.ref, AgendaItem.title, AgendaItem.position, AgendaItem.state)
    found = found.join(Subject, Subject.id == AgendaItem.subject_id)
    row = db.session.execute(found.where(AgendaItem.id == item_id, AgendaItem.session_id == session_id)).one_or_none()
    if row is None or row.state != "accepted":
        return None
    is_earlier = (AgendaItem.position < row.position) | (
        (AgendaItem.position == row.position) & (AgendaItem.id <= row.id)
    )
    return Item(row.id, row.ref, row.title, db.session.scalar(before.where(is_earlier)) or 1, row.state)


def _count_items(session_id: int) -> int:
    counted = select(func.count()).select_from(AgendaItem)
    return db.session.scalar(counted.where(AgendaItem.session_id == session_id, AgendaItem.state == "accepted")) or 0


def _statement(session_id: int, statement_id: int) -> Row | None:
    found = select(*ROW).join(Subject, Subject.id == Statement.subject_id)
    found = found.where(Statement.id == statement_id, Statement.session_id == session_id)
    row = db.session.execute(found.where(Statement.state.in_(("open", "closed")))).one_or_none()
    return None if row is None else Row(*row)


def questions_on(item_id: int, most: int = MOST_QUESTIONS) -> Select[Any]:
    """The statement of an item's questions, most supported first."""
    found = select(*QUESTION).join(Subject, Subject.id == Post.subject_id)
    found = found.where(Post.item_id == item_id, Post.kind == "question", Post.state == "shown")
    return found.order_by(Post.support_count.desc(), Post.id.desc()).limit(most)


class Place(NamedTuple):
    """Where a session stands, without anything that belongs to it."""

    session_id: int
    state: str
    item_id: int | None
    statement_id: int | None


def place_of(hall_code: str) -> Place | None:
    """The session of a hall's short address and what it looks at: the one question phones keep asking."""
    if not hall_code.isprintable():
        return None
    found = select(Session.id, Session.state, Session.item_id, Session.statement_id)
    row = db.session.execute(found.where(Session.hall_code == hall_code.upper())).one_or_none()
    return None if row is None else Place(*row)
