"""Words and files. Bodies are never changed (trigger); what changes is a new row."""

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
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Model, UtcTime
from forum.units.models import Unit


class ComplaintText(Model):
    """What the reporter wrote, as written, with the salt of its leaf."""

    __tablename__ = "complaint_texts"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), primary_key=True, autoincrement=False)
    body: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, default="")
    """Landmark or address line."""
    happened: Mapped[str] = mapped_column(Text, default="")
    point: Mapped[str | None] = mapped_column(Text)
    """Sealed lon,lat; never public."""
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))
    at: Mapped[datetime] = mapped_column(UtcTime)


class PublicCopy(Model):
    """The masked copy that public and (of anonymous complaints) unit read; the newest version counts."""

    __tablename__ = "public_copies"
    __table_args__ = (UniqueConstraint("complaint_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    version: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, default="")
    sanitiser: Mapped[int] = mapped_column(Integer)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)


class Message(Model):
    """Words said about a complaint: an answer, progress, the reporter's reply, a reason.

    `body` is as written; `public_html` is masked and safe, what the audience sees.
    """

    __tablename__ = "complaint_messages"
    __table_args__ = (
        Index("ix_complaint_messages_complaint_id_id", "complaint_id", "id"),
        CheckConstraint("audience in ('public', 'parties', 'staff')", name="audience"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), unique=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("acts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    audience: Mapped[str] = mapped_column(String(10), default="public")
    body: Mapped[str] = mapped_column(Text)
    public_html: Mapped[str] = mapped_column(Text)
    sanitiser: Mapped[int] = mapped_column(Integer)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    leaf_index: Mapped[int | None] = mapped_column(ForeignKey("leaves.index"))
    at: Mapped[datetime] = mapped_column(UtcTime)

    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")


class Attachment(Model):
    """A file: the original sealed, a re-made copy without traces, a small picture of it."""

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_complaint_id", "complaint_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("complaint_messages.id"), index=True)
    origin: Mapped[str] = mapped_column(String(10))
    """reporter or unit: a reporter's file reaches the public only as a released copy."""
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

    releases: Mapped[list[Release]] = relationship(lazy="raise_on_sql", order_by="Release.id")


class Release(Model):
    """A copy of a reporter's file that a moderator redacted and released (or withdrew: no file)."""

    __tablename__ = "releases"

    id: Mapped[int] = mapped_column(primary_key=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    boxes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    to_public: Mapped[bool] = mapped_column(default=True)
    clean_file: Mapped[str | None] = mapped_column(Text)
    thumb_file: Mapped[str | None] = mapped_column(Text)
