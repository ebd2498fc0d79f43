"""What a complaint proves about a unit: one trial per part of the score, and the counts over them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, UtcTime


class Trial(Model):
    """How a complaint stands for one part (R first answer, K resolution) of one unit's score, as of its last act."""

    __tablename__ = "complaint_trials"
    __table_args__ = (
        CheckConstraint("part in ('R', 'K')", name="part"),
        Index("ix_complaint_trials_unit", "unit_id", "part", "month", "outcome", "complaint_id"),
        Index("ix_complaint_trials_due", "government_id", "due_on", "unit_id", "part", "month", "outcome"),
    )

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(1), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    due_on: Mapped[date] = mapped_column(Date)
    month: Mapped[str] = mapped_column(String(7))
    """The month of its deadline."""
    outcome: Mapped[str] = mapped_column(String(20))
    """See complaints/rules/trials.py; `pending` turns into a failure when its deadline passes."""


class TrialTally(Model):
    """Trials of a unit by month of the deadline, part and outcome; pending ones are counted by day instead."""

    __tablename__ = "trial_tallies"

    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(1), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    n: Mapped[int] = mapped_column(Integer, default=0)


class PendingTally(Model):
    """Trials without an outcome by the day of their deadline: past it, they are failures, without anybody's act."""

    __tablename__ = "pending_tallies"

    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"), primary_key=True)
    due_on: Mapped[date] = mapped_column(Date, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(1), primary_key=True)
    n: Mapped[int] = mapped_column(Integer, default=0)


class HollowMark(Model):
    """The reporter says of an official answer that it names no action, date or reason. Rows never change."""

    __tablename__ = "hollow_marks"

    message_id: Mapped[int] = mapped_column(ForeignKey("complaint_messages.id"), primary_key=True, autoincrement=False)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)


class HollowReview(Model):
    """A case with two hollow marks waits for a moderator, who lets the answers stand or voids some."""

    __tablename__ = "hollow_reviews"
    __table_args__ = (Index("ix_hollow_reviews_government_id_decided_at", "government_id", "decided_at"),)

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), primary_key=True, autoincrement=False)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class VoidAnswer(Model):
    """A moderator declared an answer hollow: it stays readable and no longer counts as one. Rows never change."""

    __tablename__ = "void_answers"

    message_id: Mapped[int] = mapped_column(ForeignKey("complaint_messages.id"), primary_key=True, autoincrement=False)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    reason: Mapped[str] = mapped_column(Text)
