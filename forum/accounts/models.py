"""People, the roles they hold in a unit's subtree, their sessions and links, what they consented to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Model, UtcTime
from forum.units.models import Unit

ROLES = ("officer", "head", "moderator", "pembina", "inspector", "administrator")


class Account(Model):
    """A person. Never deleted, only anonymised."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(5), default="id")
    government_id: Mapped[int | None] = mapped_column(ForeignKey("governments.id"), index=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    totp_secret: Mapped[str | None] = mapped_column(Text)
    """Sealed."""
    totp_since: Mapped[datetime | None] = mapped_column(UtcTime)
    """None until a first code proved the device."""
    totp_step: Mapped[int] = mapped_column(Integer, default=0)
    """The last time step used: each code works once."""
    mail_digest: Mapped[bool] = mapped_column(default=True)
    joined_at: Mapped[datetime] = mapped_column(UtcTime)
    suspended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    anonymised_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Membership(Model):
    """A role of a person in a unit and everything below it, from one moment to another."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index("ix_memberships_account_id_ended_at", "account_id", "ended_at"),
        Index("ix_memberships_unit_id_role", "unit_id", "role"),
        CheckConstraint("role in ('officer','head','moderator','pembina','inspector','administrator')", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    role: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    account: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=[account_id])


class AccountSession(Model):
    """A signed-in device; the cookie holds a random token, this row its hash."""

    __tablename__ = "account_sessions"

    token_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    device: Mapped[str] = mapped_column(String(60), default="")
    """Browser family and system only, such as "Chrome, Android"."""
    since: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    factor_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


class RecoveryCode(Model):
    """A single-use code for a lost second factor, hashed."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


class OneTimeLink(Model):
    """A link that works once: first administrator, invitation, e-mail confirmation, password reset."""

    __tablename__ = "one_time_links"

    token_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    sealed: Mapped[str] = mapped_column(Text, default="")
    """Sealed JSON: what the link carries (an address, a role)."""
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Consent(Model):
    """Proof of a consent: purpose, version of the text, moment; of an account or (without one) of a subject."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5))
    at: Mapped[datetime] = mapped_column(UtcTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)


class AccountAct(Model):
    """What an administrator did to an account or a setting: the staff's own trail. Rows are never changed."""

    __tablename__ = "account_acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int | None] = mapped_column(ForeignKey("governments.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    verb: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcTime)
    note: Mapped[str] = mapped_column(Text, default="")
