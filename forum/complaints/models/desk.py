"""What only the desks see: notes, templates, reminders already sent."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, UtcTime


class InternalNote(Model):
    """A note among staff of the unit and moderators; never public, never to the reporter."""

    __tablename__ = "internal_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)


class ReplyTemplate(Model):
    """A ready reply of a unit, with placeholders such as {nomor}."""

    __tablename__ = "reply_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Reminder(Model):
    """A reminder or escalation that was sent for one deadline: each goes out once."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("complaint_id", "clock", "step", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    clock: Mapped[str] = mapped_column(String(12))
    step: Mapped[str] = mapped_column(String(12))
    due_on: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(UtcTime)


class RecomputedCalendar(Model):
    """The version of a government's calendar (0: that of all) that deadlines already follow, and how far it got."""

    __tablename__ = "recomputed_calendars"

    government_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=0)
    last_id: Mapped[int] = mapped_column(default=0)
