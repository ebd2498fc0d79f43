"""When and where is met: series, sessions, who comes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Model, UtcTime
from forum.ledger.models import Subject
from forum.units.models import Government, Unit

MODES = ("hall", "online", "hybrid")
KINDS = ("user", "academic", "agency", "civil", "media", "unit")
"""Pengguna layanan, akademisi, instansi terkait, OMS, media, unit itself."""


class Series(Model):
    """A forum that comes back: every nth weekday of a month, in the government's zone."""

    __tablename__ = "dialogue_series"
    __table_args__ = (
        CheckConstraint("nth in (-1, 1, 2, 3, 4)", name="nth"),
        CheckConstraint("weekday between 0 and 6", name="weekday"),
        CheckConstraint("mode in ('hall', 'online', 'hybrid')", name="mode"),
        CheckConstraint("status in ('open', 'closed')", name="status"),
        CheckConstraint("minutes between 15 and 720", name="minutes"),
        Index("ix_dialogue_series_government_id_status", "government_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    """The host: the government's root, or a unit."""
    title: Mapped[str] = mapped_column(String(160))
    theme: Mapped[str] = mapped_column(Text, default="")
    nth: Mapped[int] = mapped_column(Integer)
    """1 to 4, or -1 for the last of the month."""
    weekday: Mapped[int] = mapped_column(Integer)
    """0 is Monday."""
    begins: Mapped[str] = mapped_column(String(5))
    minutes: Mapped[int] = mapped_column(Integer, default=120)
    mode: Mapped[str] = mapped_column(String(10), default="hall")
    place: Mapped[str] = mapped_column(String(300), default="")
    link: Mapped[str] = mapped_column(String(300), default="")
    capacity: Mapped[int] = mapped_column(Integer, default=100)
    opens_before: Mapped[int] = mapped_column(Integer, default=14)
    """Days before a session that its threads open."""
    closes_after: Mapped[int] = mapped_column(Integer, default=7)
    status: Mapped[str] = mapped_column(String(10), default="open")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(UtcTime)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    subject: Mapped[Subject] = relationship(lazy="raise_on_sql")


class Session(Model):
    """One meeting, of a series or by itself. Its number is the government's within the year."""

    __tablename__ = "dialogue_sessions"
    __table_args__ = (
        UniqueConstraint("series_id", "occurrence_on"),
        UniqueConstraint("government_id", "year", "number"),
        CheckConstraint("state in ('planned', 'running', 'ended', 'cancelled')", name="state"),
        CheckConstraint("mode in ('hall', 'online', 'hybrid')", name="mode"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("discuss_until >= discuss_from", name="discussion"),
        Index("ix_dialogue_sessions_government_id_starts_at", "government_id", "starts_at", "id"),
        Index("ix_dialogue_sessions_state_starts_at", "state", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue_series.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    year: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(Integer)
    occurrence_on: Mapped[date] = mapped_column(Date)
    """The day the series' rule gave it: a moved session keeps it, so that no second one is made."""
    title: Mapped[str] = mapped_column(String(160))
    theme: Mapped[str] = mapped_column(Text, default="")
    mode: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(300), default="")
    link: Mapped[str] = mapped_column(String(300), default="")
    starts_at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime)
    discuss_from: Mapped[date] = mapped_column(Date)
    discuss_until: Mapped[date] = mapped_column(Date)
    capacity: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(10), default="planned")
    sequence: Mapped[int] = mapped_column(Integer, default=0)
    """Of the calendar entry: counts changes."""
    hall_code: Mapped[str] = mapped_column(String(8), unique=True)
    """Short address of the hall's phones."""
    item_id: Mapped[int | None] = mapped_column(Integer)
    """The agenda item the hall is at."""
    statement_id: Mapped[int | None] = mapped_column(Integer)
    """The statement the hall is asked."""
    registered: Mapped[int] = mapped_column(Integer, default=0)
    waiting: Mapped[int] = mapped_column(Integer, default=0)
    attended: Mapped[int] = mapped_column(Integer, default=0)
    made_at: Mapped[datetime] = mapped_column(UtcTime)

    subject: Mapped[Subject] = relationship(lazy="raise_on_sql")
    government: Mapped[Government] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    series: Mapped[Series | None] = relationship(lazy="raise_on_sql")


class SessionHost(Model):
    """A unit that is asked to be there and to answer."""

    __tablename__ = "dialogue_hosts"

    session_id: Mapped[int] = mapped_column(ForeignKey("dialogue_sessions.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class SeriesHost(Model):
    """A unit that is asked to every session of a series."""

    __tablename__ = "dialogue_series_hosts"

    series_id: Mapped[int] = mapped_column(ForeignKey("dialogue_series.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class SessionChange(Model):
    """A session was moved or cancelled: what was before, and why. Rows are never changed (trigger)."""

    __tablename__ = "dialogue_changes"
    __table_args__ = (
        CheckConstraint("kind in ('moved', 'cancelled', 'place')", name="kind"),
        Index("ix_dialogue_changes_session_id_id", "session_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("dialogue_sessions.id"))
    kind: Mapped[str] = mapped_column(String(10))
    was: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)


class Registration(Model):
    """Somebody means to come: by an account or a confirmed e-mail; over capacity they wait in order."""

    __tablename__ = "dialogue_registrations"
    __table_args__ = (
        UniqueConstraint("session_id", "account_id"),
        UniqueConstraint("session_id", "contact_id"),
        CheckConstraint("(account_id is null) <> (contact_id is null)", name="one_person"),
        CheckConstraint("state in ('asked', 'registered', 'waiting', 'cancelled')", name="state"),
        CheckConstraint(f"kind in ({', '.join(repr(k) for k in KINDS)})", name="kind"),
        Index("ix_dialogue_registrations_session_id_state_id", "session_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("dialogue_sessions.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    """Asked: the owner of the address has not confirmed it yet; it holds no seat."""
    at: Mapped[datetime] = mapped_column(UtcTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcTime)


class HallToken(Model):
    """A single-use check-in token of the hall, hashed; once used it is that phone's voice in this session."""

    __tablename__ = "hall_tokens"
    __table_args__ = (UniqueConstraint("session_id", "serial"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("dialogue_sessions.id"))
    serial: Mapped[int] = mapped_column(Integer)
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    device_hash: Mapped[str | None] = mapped_column(Text, unique=True)
    """The cookie of the phone that used it."""
    kind: Mapped[str | None] = mapped_column(String(10))
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


class HallDevice(Model):
    """A phone on which an account took part in a session: its hall code, if it used one, is the same voice.

    Whose it was is found by a keyed hash, and read only to count two voices of one person as one.
    """

    __tablename__ = "hall_devices"
    __table_args__ = (Index("ix_hall_devices_account_hash_session_id", "account_hash", "session_id"),)

    device_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("dialogue_sessions.id"))
    account_hash: Mapped[str] = mapped_column(Text)
    sealed_account: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)


class Attendance(Model):
    """Somebody was there: by an account, a hall token, or written down by the moderator (a number of a kind)."""

    __tablename__ = "dialogue_attendances"
    __table_args__ = (
        UniqueConstraint("session_id", "account_id"),
        UniqueConstraint("token_id"),
        UniqueConstraint("registration_id"),
        CheckConstraint("people between 1 and 5000", name="people"),
        CheckConstraint(f"kind in ({', '.join(repr(k) for k in KINDS)})", name="kind"),
        Index("ix_dialogue_attendances_session_id_kind", "session_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("dialogue_sessions.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_id: Mapped[int | None] = mapped_column(ForeignKey("hall_tokens.id"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue_registrations.id"))
    kind: Mapped[str] = mapped_column(String(10))
    way: Mapped[str] = mapped_column(String(10))
    """code, qr or desk."""
    people: Mapped[int] = mapped_column(Integer, default=1)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
