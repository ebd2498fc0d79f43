"""Pictures and documents shown as evidence: the original sealed, a copy without traces for everyone."""

from __future__ import annotations

from collections.abc import Sequence

from forum.commitments.models import Commitment, Evidence, Note
from forum.core import clock
from forum.core.db import db
from forum.core.files import Store, Upload
from forum.ledger.actions import new_reference


def attach(store: Store | None, commitment: Commitment, note: Note, uploads: Sequence[Upload]) -> list[Evidence]:
    """Keep uploads with the words they came with."""
    if not uploads:
        return []
    if store is None:
        raise ValueError("uploads need a store")
    kept = [_evidence(store, commitment, note, upload) for upload in uploads]
    db.session.add_all(kept)
    db.session.flush()
    return kept


def _evidence(store: Store, commitment: Commitment, note: Note, upload: Upload) -> Evidence:
    made, ref = upload.made, new_reference()
    return Evidence(
        ref=ref, commitment_id=commitment.id, note_id=note.id, kind=made.kind,
        title=("dokumen-" if made.kind == "application/pdf" else "foto-") + ref[:6], pages=made.pages,
        width=made.width, height=made.height, size=len(made.content), sealed_file=store.put_sealed(upload.original),
        clean_file=store.put_clean(made.content), thumb_file=store.put_clean(made.thumbnail), at=clock.now(),
    )  # fmt: skip
