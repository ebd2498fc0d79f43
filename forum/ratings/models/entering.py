"""Answers that others write down for respondents: paper sheets, imported files, the tablet at the counter."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from forum.core.db import Model, UtcTime


class PaperBatch(Model):
    """Paper sheets typed in by one clerk; they count once a second person checked a random sample."""

    __tablename__ = "paper_batches"
    __table_args__ = (
        CheckConstraint("state in ('typing', 'checking', 'counting', 'counted', 'returned')", name="state"),
        Index("ix_paper_batches_unit_id_id", "unit_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"))
    state: Mapped[str] = mapped_column(String(10), default="typing")
    typed_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    sheets: Mapped[int] = mapped_column(default=0)
    counted: Mapped[int] = mapped_column(default=0)
    seed: Mapped[str] = mapped_column(Text, default="")
    sample: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Positions of the sheets that the second person types again; drawn by the seed."""
    checks: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Every finished check: seed, sample, marks compared, differences, who, when."""


class PaperSheet(Model):
    """One sheet as the clerk (and, if drawn, the checker) typed it."""

    __tablename__ = "paper_sheets"
    __table_args__ = (UniqueConstraint("batch_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("paper_batches.id"))
    position: Mapped[int] = mapped_column(Integer)
    visited_on: Mapped[date] = mapped_column(Date)
    typed: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Marks and make-up by key."""
    words: Mapped[str] = mapped_column(Text, default="")
    checked: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("survey_answers.id"))


class SurveyImport(Model):
    """A CSV or XLSX of answers being imported: what was sent, how far it is, what is wrong."""

    __tablename__ = "survey_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    file_hash: Mapped[str] = mapped_column(Text, index=True)
    """The same file is not imported twice."""
    source: Mapped[list[Any]] = deferred(mapped_column(JSON))
    """The rows as understood: day, service, marks, make-up, words; none while something is wrong."""
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    """dry (checked only), waiting, running, stopped, done, refused."""
    rows: Mapped[int] = mapped_column(default=0)
    done_rows: Mapped[int] = mapped_column(default=0)
    problems: Mapped[list[Any]] = mapped_column(JSON, default=list)
    at: Mapped[datetime] = mapped_column(UtcTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Kiosk(Model):
    """A tablet at a counter: its cookie is hashed here, a PIN leads out of it."""

    __tablename__ = "kiosks"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("service_points.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    pin_hash: Mapped[str] = mapped_column(Text)
    opens: Mapped[str] = mapped_column(String(5), default="08:00")
    closes: Mapped[str] = mapped_column(String(5), default="16:00")
    weekdays: Mapped[str] = mapped_column(String(7), default="12345")
    """Digits from 1, Monday: a health centre may open on Saturdays."""
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    last_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """The last answer: at most one every 20 seconds."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
