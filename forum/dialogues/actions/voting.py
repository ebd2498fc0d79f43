"""Answering statements: one answer per voter and statement, counted as it comes, changeable until the closing.

A vote is no public thing: it gets no act and no leaf, so that nothing but its own row tells who answered what.
"""

from __future__ import annotations

from forum.core import clock
from forum.core.db import db
from forum.dialogues.models import Session, Statement, Vote
from forum.dialogues.queries import statements as known
from forum.dialogues.queries.public_talk import Meeting
from forum.dialogues.queries.statements import Case
from forum.dialogues.rules import statements as rules
from forum.dialogues.voting_errors import VoteClosed


def vote(case: Case, voter: str, value: int) -> None:
    """Count an answer (1, 0, -1), or the difference to the one before. Raises VoteClosed."""
    statement = known.lock(case.statement.id)
    if not takes_votes(case.session, statement):
        raise VoteClosed
    given = known.find_vote(statement.id, voter)
    if given is None:
        db.session.add(Vote(statement_id=statement.id, voter=voter, value=value, at=clock.now()))
    elif given.value == value:
        return
    else:
        _count(statement, given.value, -1)
        given.value, given.at = value, clock.now()
    _count(statement, value, 1)
    db.session.flush()


def takes_votes(session: Session, statement: Statement) -> bool:
    """True until the thread closes, or a moderator closes the statement."""
    return statement.state == "open" and takes_words(session)


def takes_words(session: Session | Meeting) -> bool:
    """True on the days when the session takes statements and votes."""
    today = clock.today(session.government.zone)
    return rules.takes_words(session.state, today, session.discuss_from, session.discuss_until)


def _count(statement: Statement, value: int, step: int) -> None:
    counter = rules.COUNTERS[value]
    setattr(statement, counter, getattr(statement, counter) + step)
