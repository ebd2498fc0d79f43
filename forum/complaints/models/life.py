"""State changes with a shape of their own; the others are acts of the ledger alone."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Model, UtcTime
from forum.units.models import Unit


class Assignment(Model):
    """A unit leads or supports a complaint, from one moment to another."""

    __tablename__ = "assignments"
    __table_args__ = (
        Index("ix_assignments_complaint_id", "complaint_id"),
        Index("ix_assignments_unit_id_ended_at", "unit_id", "ended_at"),
        CheckConstraint("part in ('lead', 'support')", name="part"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    part: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class Transfer(Model):
    """A unit says the case belongs elsewhere; the moderator decides."""

    __tablename__ = "transfers"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    from_unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    reason: Mapped[str] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(String(10), index=True)
    """agreed or refused; None while open."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    decision_reason: Mapped[str | None] = mapped_column(Text)


class CompletionRequest(Model):
    """The moderator asks the reporter for what is missing; the verifying clock waits."""

    __tablename__ = "completion_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    asked_on: Mapped[date] = mapped_column(Date)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_on: Mapped[date | None] = mapped_column(Date)


class Merge(Model):
    """A complaint is a duplicate of another; `ended_at` when it was taken apart again."""

    __tablename__ = "merges"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    state_before: Mapped[str] = mapped_column(String(24))
    supports_carried: Mapped[int] = mapped_column(default=0)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Referral(Model):
    """Passed on to an agency outside the system, with its reference and contact."""

    __tablename__ = "referrals"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    agency: Mapped[str] = mapped_column(String(120))
    reference: Mapped[str] = mapped_column(String(80), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(UtcTime)


class Confirmation(Model):
    """The reporter's yes or no to "is it solved", with stars and words; the newest counts."""

    __tablename__ = "confirmations"
    __table_args__ = (CheckConstraint("stars is null or stars between 1 and 5", name="stars"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    is_solved: Mapped[bool] = mapped_column()
    stars: Mapped[int | None] = mapped_column()
    words: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcTime)
    on: Mapped[date] = mapped_column(Date)


class Support(Model):
    """One more who lives through this: by an account, or by a confirmed e-mail (counted apart)."""

    __tablename__ = "supports"
    __table_args__ = (
        UniqueConstraint("complaint_id", "account_id"),
        UniqueConstraint("complaint_id", "contact_id"),
        CheckConstraint("(account_id is null) <> (contact_id is null)", name="one_supporter"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    came_with_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), index=True)
    """The duplicate that brought this supporter here; they leave with it."""
