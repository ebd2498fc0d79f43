"""What forums of a government decided, for promises that are to be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, exists, or_, select
from sqlalchemy.orm import joinedload

from forum.commitments.models import Commitment
from forum.core.db import db
from forum.dialogues.models import AgendaItem, Finding, Session, Statement, SummaryPublication
from forum.dialogues.queries.clerks import struck_in
from forum.dialogues.rules.clerks import MET
from forum.dialogues.rules.statements import Result
from forum.ledger.models import Subject

BINDING = ("decision", "agreement")
MOST_OFFERED = 30
MOST_READ = 300
VOTED: tuple[Any, ...] = (Statement, Subject.ref, Session)
TOLD: tuple[Any, ...] = (Finding.id, Finding.item_id, Finding.body, Subject.ref, Session)


@dataclass(frozen=True)
class Decided:
    """One decision, with its item and session."""

    id: int
    item_id: int
    words: str
    item_ref: str
    session: Session


def decided_since(commitment: Commitment) -> Sequence[Decided]:
    """Decisions and agreements captured since the promise was made, those in an item about it first, newest first.

    Only what everyone could read in a published summary: captured before it, and not struck.
    """
    found = [Decided(*row) for row in db.session.execute(listing(commitment))]
    struck = struck_in({each.item_id for each in found})
    return [each for each in found if each.id not in struck][:MOST_OFFERED]


@dataclass(frozen=True)
class Voted:
    """A statement that was closed, with its item and session."""

    statement: Statement
    item_ref: str
    session: Session

    @property
    def result(self) -> Result:
        """What the votes say."""
        return Result(self.statement.agree, self.statement.disagree, self.statement.passed)


def voted_since(commitment: Commitment) -> Sequence[Voted]:
    """Statements about items, proposed since the promise was made, closed, and agreed to broadly; newest first."""
    found = select(*VOTED).join(AgendaItem, AgendaItem.id == Statement.item_id)
    found = found.join(Session, Session.id == AgendaItem.session_id).join(Subject, Subject.id == AgendaItem.subject_id)
    found = found.where(
        Session.government_id == commitment.government_id, Session.state.in_(MET), Statement.state == "closed",
        Statement.at > commitment.made_at, AgendaItem.state == "accepted",
    )  # fmt: skip
    rows = db.session.execute(
        found.order_by(Statement.id.desc()).limit(MOST_READ).options(joinedload(Session.government))
    )
    closed = [Voted(*row) for row in rows]
    return [each for each in closed if each.result.is_broad][:MOST_OFFERED]


def listing(commitment: Commitment) -> Select[Any]:
    """The statement of the above."""
    about = or_(
        AgendaItem.origin_subject_id == commitment.subject_id, AgendaItem.subject_id == commitment.origin_subject_id
    )
    found = select(*TOLD).join(AgendaItem, AgendaItem.id == Finding.item_id)
    found = found.join(Session, Session.id == AgendaItem.session_id).join(Subject, Subject.id == AgendaItem.subject_id)
    told = exists().where(SummaryPublication.session_id == Session.id)
    late = told.where(SummaryPublication.at < Finding.at, SummaryPublication.version == 1)
    found = found.where(
        Session.government_id == commitment.government_id, Session.state.in_(MET), Finding.kind.in_(BINDING),
        Finding.at > commitment.made_at, AgendaItem.state == "accepted", told, ~late,
    )  # fmt: skip
    ordered = found.order_by(case((about, 0), else_=1), Finding.id.desc()).limit(MOST_READ)
    return ordered.options(joinedload(Session.government))
