"""Contacts, follows and the in-site inbox."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, UtcTime


class Contact(Model):
    """An e-mail address without an account: sealed, found by its fingerprint, used only once confirmed."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(Text, unique=True)
    sealed_email: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(5), default="id")
    since: Mapped[datetime] = mapped_column(UtcTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcTime)
    asked_on: Mapped[date | None] = mapped_column(Date)
    """The day the last confirmation was asked for: at most one a day."""


class Follow(Model):
    """Someone wants to hear of a subject. A reporter's own follow is private and carries no visible account."""

    __tablename__ = "follows"
    __table_args__ = (
        UniqueConstraint("subject_id", "account_id"),
        UniqueConstraint("subject_id", "contact_id"),
        CheckConstraint("(account_id is null) <> (contact_id is null)", name="one_reader"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    since: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Notice(Model):
    """One line in an account's inbox; its words are made when it is read, in the reader's language."""

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_account_id_id", "account_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    sealed: Mapped[str] = mapped_column(Text)
    """Sealed JSON (kind and what it says): the table does not tell whose complaint is whose."""
    at: Mapped[datetime] = mapped_column(UtcTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcTime)
