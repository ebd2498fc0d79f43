"""Who hears that a summary was published: followers of the session and its series, and whoever meant to come."""

from __future__ import annotations

import re
from typing import Any

from forum.core.text import plain
from forum.dialogues.actions.telling import reader_of
from forum.dialogues.models import Session, SummaryPublication
from forum.dialogues.queries import registrations
from forum.notifications import actions as notifications

KIND = "summary"
_ESSENCE = re.compile(r"\A# [^\n]*\n+(.*?)(?=\n# |\Z)", re.DOTALL)


def essence_of(body: str) -> str:
    """The first section as plain words: what is read in one minute."""
    found = _ESSENCE.match(body)
    return plain(found[1] if found else body)[:4_000]


def ask(session: Session, account_id: int) -> None:
    """A moderator is asked to read a summary before it is published."""
    said = _said(session) | {"ref": session.subject.ref}
    notifications.notify(account_id, KIND, desk=True, step="reader", **said)


def tell_published(session: Session, made: SummaryPublication) -> None:
    """One letter each, with the one-minute reading."""
    readers = notifications.readers_of(session.subject_id)
    readers |= {reader_of(each) for each in registrations.people_of(session.id)}
    if session.series is not None:
        readers |= notifications.readers_of(session.series.subject_id)
    step = "published" if made.version == 1 else "corrected"
    said = _said(session) | {"step": step, "essence": essence_of(made.body), "reason": made.reason,
                             "version": made.version}  # fmt: skip
    for reader in sorted(readers):
        notifications.tell(reader, KIND, **said)


def _said(session: Session) -> dict[str, Any]:
    return {"title": session.title, "government": session.government.name, "kota": session.government.slug,
            "year": session.year, "number": session.number}  # fmt: skip
