"""What stays of a session: minutes, findings, photos, summaries and their publications."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload, undefer

from forum.accounts.models import Account, Membership
from forum.core.db import db
from forum.dialogues.models import (
    AgendaItem,
    DialogueFile,
    Finding,
    Minutes,
    MinutesVersion,
    Session,
    Summary,
    SummaryPublication,
)
from forum.ledger.models import Subject
from forum.ledger.queries import hold_log
from forum.units.models import Unit

MOST_ITEMS = 200
MOST_FINDINGS = 300
MOST_PHOTOS = 60
MOST_VERSIONS = 50


class Published(NamedTuple):
    """A published summary as lists and feeds need it."""

    ref: str
    session_ref: str
    year: int
    number: int
    title: str
    version: int
    reason: str
    body: str
    at: datetime


def lock_item(item_id: int) -> None:
    """Nobody else changes the minutes of this item until the transaction ends."""
    db.session.execute(select(AgendaItem.id).where(AgendaItem.id == item_id).with_for_update())


def find_minutes(item_id: int) -> Minutes | None:
    """The minutes as they stand, read anew."""
    own = select(Minutes).where(Minutes.item_id == item_id)
    return db.session.scalar(own, execution_options={"populate_existing": True})


def find_version(item_id: int, version: int) -> MinutesVersion | None:
    """One save."""
    own = select(MinutesVersion).where(MinutesVersion.item_id == item_id, MinutesVersion.version == version)
    return db.session.scalar(own)


def minutes_of(session_id: int) -> dict[int, Minutes]:
    """Minutes by their item."""
    own = select(Minutes).join(AgendaItem, AgendaItem.id == Minutes.item_id)
    rows = db.session.scalars(own.where(AgendaItem.session_id == session_id).limit(MOST_ITEMS))
    return {row.item_id: row for row in rows if row.body.strip()}


def findings_of(session_id: int) -> Sequence[Finding]:
    """Everything decided, agreed or left open, in the order it was captured."""
    own = select(Finding).join(AgendaItem, AgendaItem.id == Finding.item_id)
    own = own.where(AgendaItem.session_id == session_id).order_by(Finding.id)
    return db.session.scalars(own.limit(MOST_FINDINGS)).all()


def photos_of(session_id: int) -> Sequence[DialogueFile]:
    """Pictures of the meeting itself, oldest first."""
    own = select(DialogueFile).where(DialogueFile.session_id == session_id, DialogueFile.post_id.is_(None))
    return db.session.scalars(own.order_by(DialogueFile.id).limit(MOST_PHOTOS)).all()


def is_published(session_id: int) -> bool:
    """True once any summary of the session is public: then its record is, too."""
    own = select(SummaryPublication.summary_id).where(SummaryPublication.session_id == session_id).limit(1)
    return db.session.scalar(own) is not None


def newest_summary(session_id: int) -> Summary | None:
    """The summary being written, or the newest published one."""
    own = select(Summary).where(Summary.session_id == session_id).order_by(Summary.version.desc()).limit(1)
    return db.session.scalar(own, execution_options={"populate_existing": True})


def lock_session(session_id: int) -> None:
    """One at a time writes summaries of a session; the log is held before, as every act does."""
    hold_log()
    db.session.execute(select(Session.id).where(Session.id == session_id).with_for_update())


def publication_of(summary_id: int) -> SummaryPublication | None:
    """A summary made public."""
    return db.session.get(SummaryPublication, summary_id)


def find_publication(session_id: int, version: int | None = None, with_pdf: bool = False) -> SummaryPublication | None:
    """A version of the published summary; the newest without one."""
    own = select(SummaryPublication).where(SummaryPublication.session_id == session_id)
    if version is not None:
        own = own.where(SummaryPublication.version == version)
    if with_pdf:
        own = own.options(undefer(SummaryPublication.pdf))
    own = own.options(joinedload(SummaryPublication.subject))
    return db.session.scalar(own.order_by(SummaryPublication.version.desc()).limit(1))


def publications_of(session_id: int) -> Sequence[SummaryPublication]:
    """Every published version, newest first."""
    own = select(SummaryPublication).where(SummaryPublication.session_id == session_id)
    return db.session.scalars(own.order_by(SummaryPublication.version.desc()).limit(MOST_VERSIONS)).all()


def published_summaries(government_id: int, limit: int = 20) -> list[Published]:
    """What was published last, every version, newest first: for feeds."""
    of_session = aliased(Subject)
    session_subject = select(of_session.ref).where(of_session.id == Session.subject_id).scalar_subquery()
    rows = (
        select(Subject.ref, session_subject, Session.year, Session.number, Session.title, SummaryPublication.version,
               SummaryPublication.reason, SummaryPublication.body, SummaryPublication.at)
        .join(Session, Session.id == SummaryPublication.session_id)
        .join(Subject, Subject.id == SummaryPublication.subject_id)
        .where(Session.government_id == government_id)
        .order_by(SummaryPublication.at.desc(), SummaryPublication.summary_id.desc())
        .limit(limit)
    )  # fmt: skip
    return [Published(*row) for row in db.session.execute(rows)]


def moderators_for(host: Unit) -> list[tuple[int, str]]:
    """Accounts that run the sessions of a unit, with their names."""
    above = [int(part) for part in host.path.strip("/").split("/")]
    rows = (
        select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.unit_id.in_(above), Membership.role == "moderator", Membership.ended_at.is_(None))
        .distinct().order_by(Account.name, Account.id).limit(100)
    )  # fmt: skip
    return [(row[0], row[1]) for row in db.session.execute(rows)]
