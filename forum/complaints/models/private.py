"""The private side: who wrote it, sealed, and the codes that open it to its author."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, UtcTime


class Escrow(Model):
    """The reporter's identity: sealed JSON (name, phone, account, contact). No page shows it."""

    __tablename__ = "escrow"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), primary_key=True, autoincrement=False)
    sealed: Mapped[str] = mapped_column(Text)
    owner_tag: Mapped[str | None] = mapped_column(Text, index=True)
    """Keyed fingerprint of the owning account, by which its holder finds their own complaints."""
    at: Mapped[datetime] = mapped_column(UtcTime)


class FollowUpCode(Model):
    """A follow-up code, hashed; a new one ends the old."""

    __tablename__ = "follow_up_codes"

    code_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    since: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class FreshCode(Model):
    """A code just given, sealed, for the visit that got it and for one hour: a dropped line loses nothing."""

    __tablename__ = "fresh_codes"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), primary_key=True, autoincrement=False)
    visit_hash: Mapped[str] = mapped_column(Text)
    sealed: Mapped[str] = mapped_column(Text)
    ends_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
