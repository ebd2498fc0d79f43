"""Reading statements and their counts. Who answered what is read for that voter alone, by nothing but these."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.dialogues.models import Session, Statement, Vote
from forum.dialogues.rules.statements import MOST_OF_SESSION, Result
from forum.ledger.models import Subject
from forum.moderation.queries import last_decisions

TOLD = ("open", "closed")
WHOLE: tuple[Any, ...] = (
    joinedload(Session.government), joinedload(Session.unit), joinedload(Session.subject),
)  # fmt: skip
ROW: tuple[Any, ...] = (
    Statement.id, Subject.ref, Statement.body, Statement.state, Statement.agree, Statement.disagree, Statement.passed,
)  # fmt: skip


ON_ITEM = (
    select(*ROW)
    .join(Subject, Subject.id == Statement.subject_id)
    .where(Statement.item_id == bindparam("item_id"), Statement.state == "open")
    .order_by(Statement.id)
    .limit(bindparam("most"))
)


@dataclass(frozen=True)
class Case:
    """A statement and the session it belongs to."""

    statement: Statement
    session: Session

    @property
    def result(self) -> Result:
        """How it was answered so far."""
        said = self.statement
        return Result(said.agree, said.disagree, said.passed)


class Row(NamedTuple):
    """A statement of a list: nobody's account, nobody's answer."""

    id: int
    ref: str
    body: str
    state: str
    agree: int
    disagree: int
    passed: int

    @property
    def result(self) -> Result:
        """How it was answered so far."""
        return Result(self.agree, self.disagree, self.passed)


class Own(NamedTuple):
    """A statement as its author sees it: where it stands, and the ground when it was declined."""

    ref: str
    body: str
    state: str
    ground: str | None


def find_case(ref: str) -> Case | None:
    """A statement by its public reference, with its session."""
    if not ref.isprintable():  # PostgreSQL refuses NUL in a text
        return None
    found = select(Statement, Session).join(Session, Session.id == Statement.session_id)
    found = found.join(Subject, Subject.id == Statement.subject_id).where(Subject.ref == ref)
    row = db.session.execute(found.options(joinedload(Statement.subject), *WHOLE)).one_or_none()
    return None if row is None else Case(row[0], row[1])


def lock(statement_id: int) -> Statement:
    """A statement, held for a vote or an act on it: votes on one statement are counted one after the other."""
    wanted = select(Statement).where(Statement.id == statement_id).with_for_update(of=Statement)
    return db.session.scalars(
        wanted.options(joinedload(Statement.subject)).execution_options(populate_existing=True)
    ).one()


def find_vote(statement_id: int, voter: str) -> Vote | None:
    """How this voter answered, read anew; None is unseen."""
    return db.session.get(Vote, (statement_id, voter), populate_existing=True)


def unanswered(session_id: int, voter: str) -> Select[Any]:
    """The statement of what a voter has not seen yet, oldest first."""
    answered = select(Vote.statement_id).where(Vote.statement_id == Statement.id, Vote.voter == voter)
    found = select(*ROW).join(Subject, Subject.id == Statement.subject_id)
    found = found.where(Statement.session_id == session_id, Statement.state == "open", ~answered.exists())
    return found.order_by(Statement.id).limit(1)


def next_unanswered(session_id: int, voter: str) -> Row | None:
    """The next statement for this voter."""
    row = db.session.execute(unanswered(session_id, voter)).one_or_none()
    return None if row is None else Row(*row)


def answers_of(voter: str, statement_ids: Collection[int]) -> dict[int, int]:
    """What this voter answered to some statements; for the voter's own eyes."""
    if not statement_ids:
        return {}
    rows = select(Vote.statement_id, Vote.value).where(Vote.voter == voter, Vote.statement_id.in_(statement_ids))
    return {statement_id: value for statement_id, value in db.session.execute(rows)}


def listing(session_id: int, states: Sequence[str]) -> Select[Any]:
    """The statement of a session's statements, newest first."""
    found = select(*ROW).join(Subject, Subject.id == Statement.subject_id)
    found = found.where(Statement.session_id == session_id, Statement.state.in_(states))
    return found.order_by(Statement.id.desc()).limit(MOST_OF_SESSION)


def statements_of(session_id: int, *states: str) -> list[Row]:
    """Statements of a session in some states (those everybody may read unless told), newest first."""
    return [Row(*row) for row in db.session.execute(listing(session_id, states or TOLD))]


def statements_on(item_id: int, most: int = 3) -> list[Row]:
    """Statements that may be answered about one agenda item, oldest first, a few."""
    rows = db.session.connection().execute(ON_ITEM, {"item_id": item_id, "most": most})
    return [Row._make(row) for row in rows]


def own_statements(session_id: int, author: str) -> list[Own]:
    """What this author proposed, newest first."""
    own = select(Statement.subject_id, Subject.ref, Statement.body, Statement.state)
    own = own.join(Subject, Subject.id == Statement.subject_id)
    own = own.where(Statement.session_id == session_id, Statement.author == author)
    rows = db.session.execute(own.order_by(Statement.id.desc()).limit(50)).all()
    decided = last_decisions([row.subject_id for row in rows if row.state == "declined"])
    return [Own(r.ref, r.body, r.state, getattr(decided.get(r.subject_id), "ground", None)) for r in rows]


def find_same(session_id: int, folded: str) -> Statement | None:
    """The statement of a session with the very same words."""
    same = select(Statement).where(Statement.session_id == session_id, Statement.folded == folded)
    return db.session.scalar(same.options(joinedload(Statement.subject)))


def count_waiting_of(session_id: int, author: str) -> int:
    """How many of an author's statements wait."""
    waiting = select(func.count()).select_from(Statement).where(Statement.session_id == session_id)
    return db.session.scalar(waiting.where(Statement.state == "waiting", Statement.author == author)) or 0


def count_waiting(session_id: int) -> int:
    """How many of a session's statements wait for a moderator."""
    waiting = select(func.count()).select_from(Statement)
    return db.session.scalar(waiting.where(Statement.session_id == session_id, Statement.state == "waiting")) or 0


def count_kept(session_id: int) -> int:
    """Statements of a session that were not declined; at most a few hundred."""
    kept = select(func.count()).select_from(Statement).where(Statement.session_id == session_id)
    return db.session.scalar(kept.where(Statement.state.in_(("waiting", *TOLD)))) or 0
