"""Statements: proposed by anyone who takes part, shown once a moderator accepted them, closed for votes."""

from __future__ import annotations

from forum.core import clock
from forum.core.db import db
from forum.core.text import tidy
from forum.dialogues.actions.voting import takes_words
from forum.dialogues.models import Session, Statement
from forum.dialogues.queries import statements as known
from forum.dialogues.queries.statements import Case
from forum.dialogues.rules import statements as rules
from forum.dialogues.voting_errors import StatementKnown, StatementsClosed, TooManyStatements, VoteClosed
from forum.ledger.actions import append_leaf, open_subject, record
from forum.ledger.queries import hold_log
from forum.ledger.rules import Actor
from forum.moderation import actions as moderation
from forum.moderation.models import Decision

PARTICIPANT = Actor("participant")
"""Nobody's account: who proposed a statement is kept in `author` alone, and never shown."""


def propose(session: Session, body: str, author: str, item_id: int | None = None) -> Statement:
    """A sentence waits for a moderator. Raises StatementsClosed, StatementKnown, TooManyStatements."""
    hold_log()
    body = " ".join(tidy(body).split())
    folded = rules.fold(body)
    _must_fit(session, folded, author)
    subject = open_subject("statement")
    # A leaf of a kind the log knows; its content tells that this one is a statement.
    leaf = append_leaf(subject, "reply", 1, {"kind": "statement", "body": body})
    statement = Statement(
        subject_id=subject.id, session_id=session.id, item_id=item_id, body=body, folded=folded, author=author,
        at=clock.now(), salt=leaf.salt, leaf_index=leaf.index,
    )  # fmt: skip
    db.session.add(statement)
    db.session.flush()
    record(subject.id, "propose", by=PARTICIPANT, leaf=leaf)
    moderation.put_in_queue(subject, session.government_id, "statement")
    return statement


def _must_fit(session: Session, folded: str, author: str) -> None:
    if not takes_words(session):
        raise StatementsClosed
    same = known.find_same(session.id, folded)
    if same is not None:
        raise StatementKnown(same.state)
    if known.count_waiting_of(session.id, author) >= rules.MOST_WAITING:
        raise TooManyStatements
    if known.count_kept(session.id) >= rules.MOST_OF_SESSION:
        raise TooManyStatements


def accept(case: Case, *, by: Actor) -> Decision:
    """Everybody may read and answer it, from now on or again. Raises AlreadyDecided."""
    decision = moderation.show(case.statement.subject, by=by)
    known.lock(case.statement.id).state = "open"
    return decision


def decline(case: Case, ground: str, note: str = "", *, by: Actor) -> Decision:
    """Nobody else reads it; its author reads the ground. Raises NoSuchGround, AlreadyDecided."""
    decision = moderation.hide(case.statement.subject, ground, note, by=by)
    known.lock(case.statement.id).state = "declined"
    return decision


def close(case: Case, *, by: Actor) -> None:
    """No more votes on it; its result stays. Raises VoteClosed."""
    statement = known.lock(case.statement.id)
    if statement.state != "open":
        raise VoteClosed
    statement.state = "closed"
    record(statement.subject_id, "close", by=by)
