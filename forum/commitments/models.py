"""Commitments: their wording, their progress and evidence, their outcome, and the counts over them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Model, UtcTime
from forum.ledger.models import Subject
from forum.units.models import Government, Unit

STATES = ("drafted", "worded", "accepted", "claimed", "kept", "partly", "broken", "withdrawn", "declined")


class Commitment(Model):
    """What a unit promised, by when and how it is recognised; current wording, the versions stand beside."""

    __tablename__ = "commitments"
    __table_args__ = (
        CheckConstraint(f"state in ({', '.join(repr(s) for s in STATES)})", name="state"),
        CheckConstraint("origin in ('answer', 'forum')", name="origin"),
        Index("ix_commitments_government_id_state_due_on", "government_id", "state", "due_on", "id"),
        Index("ix_commitments_government_id_id", "government_id", "id"),
        Index("ix_commitments_government_id_due_on_id", "government_id", "due_on", "id"),
        Index("ix_commitments_unit_id_id", "unit_id", "id"),
        Index("ix_commitments_unit_id_month_id", "unit_id", "month", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    origin: Mapped[str] = mapped_column(String(10))
    origin_subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    """The complaint (or, later, the forum item) it was born in."""
    state: Mapped[str] = mapped_column(String(10), default="drafted")
    what: Mapped[str] = mapped_column(Text)
    indicator: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date] = mapped_column(Date)
    month: Mapped[str] = mapped_column(String(7))
    """The month of the due date: where it counts."""
    version: Mapped[int] = mapped_column(Integer, default=1)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    worded_on: Mapped[date | None] = mapped_column(Date)
    """The day a moderator accepted the wording: from then on everyone may read it."""
    accepted_on: Mapped[date | None] = mapped_column(Date)
    claimed_on: Mapped[date | None] = mapped_column(Date)
    """The day the evidence was handed in that the moderator weighs, or accepted."""
    settled_on: Mapped[date | None] = mapped_column(Date)
    reminded: Mapped[str] = mapped_column(String(5), default="")
    """The last reminder sent for this due date: week, day or late."""

    government: Mapped[Government] = relationship(lazy="raise_on_sql")
    subject: Mapped[Subject] = relationship(lazy="raise_on_sql", foreign_keys=[subject_id])
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")

    @property
    def is_published(self) -> bool:
        """True once a moderator accepted the wording."""
        return self.worded_on is not None


class Wording(Model):
    """A version of what was promised, with the salt of its leaf. Rows are never changed (trigger)."""

    __tablename__ = "commitment_wordings"
    __table_args__ = (UniqueConstraint("commitment_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    version: Mapped[int] = mapped_column(Integer)
    what: Mapped[str] = mapped_column(Text)
    indicator: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date] = mapped_column(Date)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))


class Note(Model):
    """Words on a commitment: progress, evidence, a decision's reason. Rows are never changed (trigger)."""

    __tablename__ = "commitment_notes"
    __table_args__ = (Index("ix_commitment_notes_commitment_id_id", "commitment_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("acts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    """progress, evidence or reason."""
    role: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(Text)
    public_html: Mapped[str] = mapped_column(Text)
    sanitiser: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcTime)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))


class Evidence(Model):
    """A picture or document shown as evidence, re-made without traces."""

    __tablename__ = "commitment_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"), index=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("commitment_notes.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(80))
    pages: Mapped[int] = mapped_column(default=1)
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    sealed_file: Mapped[str] = mapped_column(Text)
    clean_file: Mapped[str] = mapped_column(Text)
    thumb_file: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)


class Asking(Model):
    """Some participants of a forum are asked whether they see a promise kept. Rows are never changed (trigger).

    The leaf names everybody who could be drawn, by marks that lead to nobody; its hash, which nobody knew before,
    decides who is drawn.
    """

    __tablename__ = "commitment_askings"
    __table_args__ = (
        UniqueConstraint("commitment_id", "number"),
        Index("ix_commitment_askings_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    number: Mapped[int] = mapped_column(Integer)
    pool: Mapped[list[str]] = mapped_column(JSON)
    """The marks, in order."""
    asked: Mapped[int] = mapped_column(Integer)
    act_id: Mapped[int] = mapped_column(ForeignKey("acts.id"))
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime)


class Witness(Model):
    """Who was drawn, and whether they answered; not what. Forgotten when the asking is over."""

    __tablename__ = "commitment_witnesses"
    __table_args__ = (
        UniqueConstraint("asking_id", "mark"),
        CheckConstraint("state in ('asked', 'answered')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asking_id: Mapped[int] = mapped_column(ForeignKey("commitment_askings.id"))
    mark: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="asked")


class Sighting(Model):
    """What somebody who was asked sees: nobody's name, no moment, no link to who it was. Never changed (trigger)."""

    __tablename__ = "commitment_sightings"
    __table_args__ = (CheckConstraint("answer in ('yes', 'partly', 'no', 'unknown')", name="answer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    asking_id: Mapped[int] = mapped_column(ForeignKey("commitment_askings.id"), index=True)
    answer: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text, default="")
    """For moderators; masked."""


class CommitmentTally(Model):
    """Commitments of a unit by month of the due date and outcome (pending until settled)."""

    __tablename__ = "commitment_tallies"
    __table_args__ = (Index("ix_commitment_tallies_unit_id_month", "unit_id", "month"),)

    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(10), primary_key=True)
    """kept, kept_late, partly, broken, withdrawn."""
    n: Mapped[int] = mapped_column(Integer, default=0)


class PendingCommitments(Model):
    """Accepted commitments not yet settled, by the day they are due: past it, they are failures."""

    __tablename__ = "pending_commitments"
    __table_args__ = (Index("ix_pending_commitments_unit_id_due_on", "unit_id", "due_on"),)

    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"), primary_key=True)
    due_on: Mapped[date] = mapped_column(Date, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    n: Mapped[int] = mapped_column(Integer, default=0)
