"""What stays of a session: minutes, what was agreed, the published summary."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from forum.core.db import Model, UtcTime
from forum.ledger.models import Subject


class Minutes(Model):
    """The minutes of an item as they stand; every save is a version, merged with what others wrote meanwhile."""

    __tablename__ = "minutes"

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(Integer, default=0)
    body: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcTime)


class MinutesVersion(Model):
    """One save: what was sent, on which version, and what it became. Rows are never changed (trigger)."""

    __tablename__ = "minutes_versions"
    __table_args__ = (UniqueConstraint("item_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"))
    version: Mapped[int] = mapped_column(Integer)
    base: Mapped[int] = mapped_column(Integer)
    sent: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)


class Finding(Model):
    """A decision, an agreement or an open difference, captured in place. Rows are never changed (trigger)."""

    __tablename__ = "dialogue_findings"
    __table_args__ = (
        CheckConstraint("kind in ('decision', 'agreement', 'difference')", name="kind"),
        Index("ix_dialogue_findings_item_id_id", "item_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"))
    kind: Mapped[str] = mapped_column(String(12))
    body: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    act_id: Mapped[int] = mapped_column(ForeignKey("acts.id"))


class Summary(Model):
    """The summary of a session being written: the assembled draft, and what the moderator makes of it."""

    __tablename__ = "summaries"
    __table_args__ = (UniqueConstraint("session_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("dialogue_sessions.id"))
    version: Mapped[int] = mapped_column(Integer)
    draft: Mapped[str] = mapped_column(Text)
    """As assembled from the record: Markdown, the same record gives the same bytes."""
    body: Mapped[str] = mapped_column(Text)
    sources: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The queries behind the figures, by name."""
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """The second reader, if one was asked."""
    read_at: Mapped[datetime | None] = mapped_column(UtcTime)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class SummaryPublication(Model):
    """A summary made public: words, PDF, leaf, why there is a further one. Rows are never changed (trigger)."""

    __tablename__ = "summary_publications"

    summary_id: Mapped[int] = mapped_column(ForeignKey("summaries.id"), primary_key=True, autoincrement=False)
    session_id: Mapped[int] = mapped_column(ForeignKey("dialogue_sessions.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    pdf: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))

    subject: Mapped[Subject] = relationship(lazy="raise_on_sql")
