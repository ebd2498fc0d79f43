"""One commitment with what belongs to it, for acts and pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.commitments.models import Commitment, Evidence, Note, Wording
from forum.core.db import db
from forum.ledger.models import Act, Subject
from forum.ledger.queries import hold_log
from forum.units.models import Unit

MOST_SHOWN = 300
MOST_BESIDE = 5
WHOLE = (joinedload(Commitment.government), joinedload(Commitment.subject), joinedload(Commitment.unit))


@dataclass(frozen=True)
class Happening:
    """One act and the words said with it. Carries no account: pages cannot name a person by it."""

    verb: str
    at: datetime
    role: str
    detail: dict[str, Any]
    unit_name: str | None
    note_id: int | None
    note_kind: str | None
    html: str | None


def find_commitment(ref: str) -> Commitment | None:
    """A commitment by its public reference."""
    if not ref.isprintable():  # PostgreSQL refuses NUL in a text
        return None
    found = select(Commitment).join(Subject, Subject.id == Commitment.subject_id).where(Subject.ref == ref)
    return db.session.scalar(found.options(*WHOLE))


def get_commitment(commitment_id: int) -> Commitment:
    """A commitment by its id."""
    return db.session.scalars(select(Commitment).where(Commitment.id == commitment_id).options(*WHOLE)).one()


def lock(commitment_id: int) -> Commitment:
    """The commitment for an act: nobody else changes it until this transaction ends."""
    hold_log()
    wanted = select(Commitment).where(Commitment.id == commitment_id).with_for_update(of=Commitment)
    return db.session.scalars(wanted.options(*WHOLE).execution_options(populate_existing=True)).one()


def find_subject(ref: str) -> Subject | None:
    """A public thing by its reference."""
    return db.session.scalar(select(Subject).where(Subject.ref == ref)) if ref.isprintable() else None


def subject_of(subject_id: int) -> Subject:
    """A public thing by its id."""
    return db.session.get_one(Subject, subject_id)


def wordings_of(commitment_id: int) -> Sequence[Wording]:
    """Every version of what was promised, oldest first."""
    versions = select(Wording).where(Wording.commitment_id == commitment_id).order_by(Wording.version)
    return db.session.scalars(versions).all()


def happenings(commitment: Commitment) -> list[Happening]:
    """Public acts, oldest first, with the words said with them."""
    rows = (
        select(Act.verb, Act.at, Act.role, Act.detail, Unit.name, Note.id, Note.kind, Note.public_html)
        .outerjoin(Note, Note.act_id == Act.id)
        .outerjoin(Unit, Unit.id == Act.unit_id)
        .where(Act.subject_id == commitment.subject_id, Act.audience == "public")
        .order_by(Act.id)
        .limit(MOST_SHOWN)
    )
    return [Happening(*row) for row in db.session.execute(rows)]


def files_of(commitment_id: int) -> Sequence[Evidence]:
    """What was shown as evidence, oldest first."""
    files = select(Evidence).where(Evidence.commitment_id == commitment_id).order_by(Evidence.id)
    return db.session.scalars(files).all()


def find_file(ref: str) -> tuple[Evidence, Commitment] | None:
    """A file by its reference, with its commitment and unit."""
    found = select(Evidence, Commitment).join(Commitment, Commitment.id == Evidence.commitment_id)
    row = db.session.execute(found.where(Evidence.ref == ref).options(joinedload(Commitment.unit))).one_or_none()
    return None if row is None else (row[0], row[1])


def born_in(subject_id: int, with_drafts: bool = False) -> Sequence[Commitment]:
    """Commitments made from a public thing, oldest first, a handful."""
    born = select(Commitment).where(Commitment.origin_subject_id == subject_id).order_by(Commitment.id)
    if not with_drafts:
        born = born.where(Commitment.worded_on.is_not(None))
    return db.session.scalars(born.limit(MOST_BESIDE).options(joinedload(Commitment.subject))).all()
