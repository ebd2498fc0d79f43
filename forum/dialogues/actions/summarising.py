"""The summary of a session: assembled, edited, read by a second moderator, published, corrected."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from forum.core import clock, masking
from forum.core.db import db
from forum.core.text import render_markdown, tidy
from forum.dialogues.actions.summary_telling import ask, tell_published
from forum.dialogues.errors import (
    CorrectionReasonMissing,
    ReaderNotFit,
    SummaryChanged,
    SummaryPublished,
    SummaryTooEarly,
)
from forum.dialogues.models import Session, Summary, SummaryPublication
from forum.dialogues.queries import gathering, record
from forum.dialogues.rules.assembling import assemble
from forum.dialogues.rules.clerks import is_reason
from forum.ledger import actions as ledger
from forum.ledger.rules import Actor

AS_OF = "as_of"
"""Beside the queries of a draft: the moment they were asked for."""


@dataclass(frozen=True)
class Ready:
    """What is about to be published, made while no transaction was open."""

    seen: str
    body: str
    html: str
    pdf: bytes
    at: datetime


def draft_of(session: Session, until: datetime | None = None) -> str:
    """The draft from the record as it was known at a moment, now without one. Raises SummaryTooEarly."""
    if session.state != "ended":
        raise SummaryTooEarly
    return assemble(gathering.record_of(session, until or clock.now()))


def drawn_up(summary: Summary) -> datetime | None:
    """The moment whose record the stored draft tells; None for drafts from before it was kept."""
    kept = summary.sources.get(AS_OF)
    return datetime.fromisoformat(kept) if kept else None


def _sources(session: Session, at: datetime) -> dict[str, str]:
    return gathering.sources(session) | {AS_OF: at.isoformat()}


def mark_of(body: str) -> str:
    """What tells one text from another: a form says by it which one its writer has read."""
    return hashlib.sha256(body.encode()).hexdigest()[:32]


def begin(session: Session, *, by: Actor) -> Summary:
    """The first summary, or the correction of a published one; an unpublished one stays as it is."""
    record.lock_session(session.id)
    newest = record.newest_summary(session.id)
    before = record.publication_of(newest.id) if newest else None
    if newest is not None and before is None:
        return newest
    at = clock.now()
    draft = draft_of(session, at)
    made = Summary(
        session_id=session.id, version=(newest.version if newest else 0) + 1, draft=draft,
        body=before.body if before else draft, sources=_sources(session, at), changed_at=at,
        changed_by_id=by.account_id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def assemble_anew(session: Session, *, by: Actor) -> Summary:
    """The draft beside the text made anew from what the record holds now; the text itself stays."""
    summary = _open(session)
    at = clock.now()
    summary.draft, summary.sources = draft_of(session, at), _sources(session, at)
    if summary.changed_by_id is None:
        summary.changed_by_id = by.account_id
    return summary


def write(session: Session, seen: str, body: str, *, by: Actor) -> Summary:
    """Other words. Raises SummaryPublished, SummaryChanged."""
    summary = _open(session)
    body = tidy(body) + "\n"
    if body == summary.body:
        return summary
    _refuse_unless_seen(summary, seen)
    summary.body, summary.changed_at, summary.changed_by_id = body, clock.now(), by.account_id
    summary.read_at = None
    return summary


def ask_reader(session: Session, account_id: int, *, by: Actor) -> None:
    """Ask another moderator to read it before it is published. Raises ReaderNotFit, SummaryPublished."""
    summary = _open(session)
    fitting = {of for of, _name in record.moderators_for(session.unit)} - {by.account_id}
    if account_id not in fitting:
        raise ReaderNotFit
    summary.reader_id, summary.read_at = account_id, None
    ask(session, account_id)


def mark_read(session: Session, seen: str, *, by: Actor) -> None:
    """The second reader has read this very text. Raises ReaderNotFit, SummaryChanged, SummaryPublished."""
    summary = _open(session)
    if summary.reader_id != by.account_id:
        raise ReaderNotFit
    _refuse_unless_seen(summary, seen)
    summary.read_at = clock.now()


def made_ready(body: str) -> tuple[str, str]:
    """The words as they will be published, and their safe HTML."""
    shown = tidy(masking.mask(body)) + "\n"
    return shown, render_markdown(shown)


def publish(session: Session, ready: Ready, reason: str, *, by: Actor) -> SummaryPublication:
    """Make it public for good, dated and under a leaf of the log.

    Raises SummaryPublished, SummaryChanged, CorrectionReasonMissing.
    """
    summary = _open(session)
    _refuse_unless_seen(summary, ready.seen)
    reason = tidy(reason)
    if summary.version > 1 and not is_reason(reason):
        raise CorrectionReasonMissing
    made = _kept(session, summary, ready, reason, by)
    tell_published(session, made)
    return made


def _kept(session: Session, summary: Summary, ready: Ready, reason: str, by: Actor) -> SummaryPublication:
    subject = ledger.open_subject("summary")
    content = {"session": session.subject.ref, "version": summary.version, "body": ready.body, "reason": reason,
               "pdf": hashlib.sha256(ready.pdf).hexdigest(), "at": ready.at.isoformat()}  # fmt: skip
    leaf = ledger.append_leaf(subject, "summary", 1, content)
    made = SummaryPublication(
        summary_id=summary.id, session_id=session.id, version=summary.version, subject=subject, body=ready.body,
        html=ready.html, pdf=ready.pdf, reason=reason, by_id=by.account_id, at=ready.at, salt=leaf.salt,
        leaf_index=leaf.index,
    )  # fmt: skip
    db.session.add(made)
    ledger.record(subject.id, "publish_summary", by=by, reason=reason or None, leaf=leaf, version=summary.version)
    ledger.record(session.subject_id, "summarised", by=by, reason=reason or None, version=summary.version)
    db.session.flush()
    return made


def _open(session: Session) -> Summary:
    """The summary being written, held. Raises SummaryPublished."""
    record.lock_session(session.id)
    summary = record.newest_summary(session.id)
    if summary is None or record.publication_of(summary.id) is not None:
        raise SummaryPublished
    return summary


def _refuse_unless_seen(summary: Summary, seen: str) -> None:
    if mark_of(summary.body) != seen:
        raise SummaryChanged
