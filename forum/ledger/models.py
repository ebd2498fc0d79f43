"""Subjects, the acts on them, and the leaves of the public log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, UtcTime


class Subject(Model):
    """One row for every public thing, under a random public reference."""

    __tablename__ = "subjects"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime] = mapped_column(UtcTime)


class Act(Model):
    """One act on a subject: who in which role, when, why. Rows are never changed or deleted (trigger)."""

    __tablename__ = "acts"
    __table_args__ = (
        Index("ix_acts_subject_id_id", "subject_id", "id"),
        CheckConstraint("audience in ('public', 'parties', 'staff')", name="audience"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    verb: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcTime)
    role: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    audience: Mapped[str] = mapped_column(String(10), default="public")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    leaf_index: Mapped[int | None] = mapped_column(ForeignKey("leaves.index"))


class Leaf(Model):
    """One leaf of the public log; indexes have no gap. Rows are never changed or deleted (trigger)."""

    __tablename__ = "leaves"
    __table_args__ = (UniqueConstraint("subject_id", "kind", "version"),)

    index: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer)
    month: Mapped[str] = mapped_column(String(7))
    commitment: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
