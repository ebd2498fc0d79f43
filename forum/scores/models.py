"""Scores of a month: the live preview, what was closed, and what was published for good."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from forum.core.db import Model, UtcTime
from forum.units.models import Unit


class ScoreMonth(Model):
    """All scores of a government for a month. Version 0 is the live preview; 1 and on were closed by a moderator."""

    __tablename__ = "score_months"
    __table_args__ = (
        UniqueConstraint("government_id", "month", "version"),
        CheckConstraint("state in ('live', 'closing', 'closed', 'published')", name="state"),
        Index("ix_score_months_government_id_state_month", "government_id", "state", "month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    month: Mapped[str] = mapped_column(String(7))
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(10))
    formula: Mapped[str] = mapped_column(String(10))
    units: Mapped[int] = mapped_column(Integer, default=0)
    done_units: Mapped[int] = mapped_column(Integer, default=0)
    """Progress of the closing job."""
    inputs_hash: Mapped[str] = mapped_column(Text, default="")
    file: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    """The open file of inputs and figures, from closing on; publishing keeps a copy that never changes."""
    problem: Mapped[str] = mapped_column(Text, default="")
    """What stopped the closing job, if anything did; a moderator has it tried again."""
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """q and the priors: every step that the method page shows."""
    computed_at: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class UnitScore(Model):
    """A unit's figures in a score month. Points are hundredths, so that what is shown is what is kept."""

    __tablename__ = "unit_scores"
    __table_args__ = (Index("ix_unit_scores_unit_id_score_month_id", "unit_id", "score_month_id"),)

    score_month_id: Mapped[int] = mapped_column(ForeignKey("score_months.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    is_published: Mapped[bool] = mapped_column()
    """Enough evidence for a number to be shown."""
    points: Mapped[int | None] = mapped_column(Integer)
    low: Mapped[int | None] = mapped_column(Integer)
    high: Mapped[int | None] = mapped_column(Integer)
    rank_low: Mapped[int | None] = mapped_column(Integer)
    rank_high: Mapped[int | None] = mapped_column(Integer)
    evidence: Mapped[int] = mapped_column(Integer, default=0)
    """How many trials stand behind it (n of the four parts, rounded down)."""
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The four parts with s and n, what was left out, peers, bands, sensitivity, signals."""

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class Publication(Model):
    """A score month made public: its open file of inputs, hash, leaf and reason. Rows are never changed (trigger)."""

    __tablename__ = "score_publications"

    score_month_id: Mapped[int] = mapped_column(ForeignKey("score_months.id"), primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    file: Mapped[bytes] = mapped_column(LargeBinary)
    file_hash: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why there is a further version; empty for the first."""
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))


class ScoreReply(Model):
    """A unit head's word on the unit's scorecard of a month. Rows are never changed (trigger)."""

    __tablename__ = "score_replies"
    __table_args__ = (Index("ix_score_replies_unit_id_month_id", "unit_id", "month", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    month: Mapped[str] = mapped_column(String(7))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    sanitiser: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcTime)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))
