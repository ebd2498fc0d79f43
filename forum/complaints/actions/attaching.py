"""Files of a complaint: the original sealed, a copy without traces, and copies a moderator releases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forum.complaints.actions.stepping import write_down
from forum.complaints.errors import TooManyFiles
from forum.complaints.models import Attachment, Complaint, Message, Release
from forum.complaints.queries import cases
from forum.core import clock, files
from forum.core.db import db
from forum.core.files import Box, Remade, Store, Upload
from forum.ledger.actions import new_reference
from forum.ledger.rules import Actor

MOST_OF_REPORTER = 20


def attach(
    store: Store, complaint: Complaint, uploads: Sequence[Upload], *, origin: str, message: Message | None = None
) -> list[Attachment]:
    """Keep uploads with a complaint or with one message of it; `origin` is reporter or unit."""
    present = cases.count_attachments(complaint.id)
    if origin == "reporter" and present + len(uploads) > MOST_OF_REPORTER:
        raise TooManyFiles
    kept = [_keep(store, complaint, upload, origin, message) for upload in uploads]
    db.session.flush()
    return kept


def _keep(store: Store, complaint: Complaint, upload: Upload, origin: str, message: Message | None) -> Attachment:
    made = upload.made
    ref = new_reference()
    attachment = Attachment(
        ref=ref, complaint_id=complaint.id, message_id=message.id if message else None, origin=origin, kind=made.kind,
        title=("dokumen-" if made.kind == "application/pdf" else "foto-") + ref[:6], pages=made.pages,
        width=made.width, height=made.height, size=len(made.content), sealed_file=store.put_sealed(upload.original),
        clean_file=store.put_clean(made.content), thumb_file=store.put_clean(made.thumbnail), at=clock.now(),
    )  # fmt: skip
    db.session.add(attachment)
    return attachment


def redact(store: Store, attachment: Attachment, boxes: Mapping[int, Sequence[Box]]) -> Remade:
    """The copy to release, with black boxes burnt in; made before the transaction."""
    return files.redact(store.get_clean(attachment.clean_file), boxes, lock=store.folder / "turn.lock")


def release(
    store: Store,
    complaint: Complaint,
    attachment: Attachment,
    copy: Remade,
    boxes: Mapping[int, Sequence[Box]],
    to_public: bool,
    *,
    by: Actor,
) -> Release:
    """Let unit (and public) see a redacted copy of a reporter's file; the newest release counts."""
    row = Release(
        attachment_id=attachment.id, by_id=by.account_id, at=clock.now(), to_public=to_public,
        boxes=[[page, *box] for page, some in boxes.items() for box in some],
        clean_file=store.put_clean(copy.content), thumb_file=store.put_clean(copy.thumbnail),
    )  # fmt: skip
    db.session.add(row)
    write_down(complaint, "release", by, audience="staff", file=attachment.title, public=to_public)
    return row


def withhold(complaint: Complaint, attachment: Attachment, *, by: Actor) -> Release:
    """Take a released copy back."""
    row = Release(attachment_id=attachment.id, by_id=by.account_id, at=clock.now(), to_public=False, boxes=[])
    db.session.add(row)
    write_down(complaint, "withhold", by, audience="staff", file=attachment.title)
    return row
