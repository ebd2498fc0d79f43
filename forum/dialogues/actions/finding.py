"""What was decided or agreed, or where views stayed apart: captured in place. And promises made in the meeting."""

from __future__ import annotations

from dataclasses import dataclass

from forum.commitments.actions import making
from forum.commitments.actions.making import Promise
from forum.commitments.models import Commitment
from forum.core import clock, masking
from forum.core.db import db
from forum.core.files import Store, Upload
from forum.core.text import tidy
from forum.dialogues.actions.clerking import refuse_units_unless_open, refuse_unless_open, told
from forum.dialogues.models import AgendaItem, DialogueFile, Finding, Session
from forum.dialogues.queries import clerks
from forum.dialogues.queries import record as clerk_records
from forum.dialogues.record_errors import FindingStruck
from forum.ledger.actions import new_reference, record
from forum.ledger.rules import Actor
from forum.units.models import Government, Unit


@dataclass(frozen=True)
class Meeting:
    """Where a promise was made."""

    government: Government
    item: AgendaItem
    named: str
    """The forum and its date, in words."""


def capture(item: AgendaItem, kind: str, body: str, reason: str = "", *, by: Actor) -> Finding:
    """A decision, an agreement or a difference. What is kept is what everyone reads: personal numbers are masked.

    Once the summary is public, a moderator adds with a reason. Raises RecordNotOpen, RecordClosed, ChangeReasonMissing.
    """
    why = refuse_unless_open(item.session_id, reason, by=by)
    act = record(
        item.subject_id, "finding", by=by, reason=why or None, audience="public" if why else "staff", kind=kind
    )
    made = Finding(
        item_id=item.id, kind=kind, body=masking.mask(tidy(body)), by_id=by.account_id, at=clock.now(), act_id=act.id
    )
    db.session.add(made)
    db.session.flush()
    return made


def strike(item: AgendaItem, finding_id: int, reason: str, *, by: Actor) -> None:
    """A finding was a mistake: it stays readable, marked and with the reason, and counts nowhere any more.

    Raises FindingStruck, ChangeReasonMissing.
    """
    clerk_records.lock_item(item.id)
    if clerks.find_finding(item.id, finding_id) is None or finding_id in clerks.struck_in([item.id]):
        raise FindingStruck
    record(item.subject_id, clerks.STRUCK, by=by, reason=told(reason), finding=finding_id)


def promise(meeting: Meeting, unit: Unit, given: Promise, *, by: Actor) -> Commitment:
    """A commitment born in an agenda item.

    Raises UnitClosed, DateNotAhead, NothingSaid, RecordNotOpen, RecordClosed.
    """
    refuse_units_unless_open(meeting.item.session_id, by=by)
    return making.propose(meeting.government, unit, given, by=by, born_in=meeting.item.subject, agreed_in=meeting.named)


def add_photos(
    store: Store, session: Session, uploads: list[Upload], words: str, *, by: Actor | None = None
) -> list[DialogueFile]:
    """Pictures of the meeting, with what is to be seen on them. Raises RecordNotOpen, RecordClosed."""
    if by is not None:
        refuse_units_unless_open(session.id, by=by)
    kept = [_photo(store, session, upload, masking.mask(tidy(words))) for upload in uploads]
    db.session.add_all(kept)
    db.session.flush()
    return kept


def _photo(store: Store, session: Session, upload: Upload, words: str) -> DialogueFile:
    made, ref = upload.made, new_reference()
    return DialogueFile(
        ref=ref, session_id=session.id, kind=made.kind, title=f"foto-{ref[:6]}", words=words, pages=made.pages,
        width=made.width, height=made.height, size=len(made.content), sealed_file=store.put_sealed(upload.original),
        clean_file=store.put_clean(made.content), thumb_file=store.put_clean(made.thumbnail), at=clock.now(),
    )  # fmt: skip
