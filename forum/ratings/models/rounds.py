"""When is asked, how many must answer, and where in a unit the services are given."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Model, UtcTime
from forum.units.models import Unit


class Round(Model):
    """A survey round (period) of a government; rounds do not overlap (the action refuses it)."""

    __tablename__ = "survey_rounds"
    __table_args__ = (
        UniqueConstraint("government_id", "starts_on"),
        CheckConstraint("ends_on >= starts_on", name="days"),
        Index("ix_survey_rounds_government_id_ends_on", "government_id", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    title: Mapped[str] = mapped_column(String(120))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    follow_up: Mapped[str] = mapped_column(Text, default="")
    """The written follow-up plan that assessors ask for, in Markdown."""
    follow_up_html: Mapped[str] = mapped_column(Text, default="")
    counted_to: Mapped[int] = mapped_column(default=0)
    count_until: Mapped[int] = mapped_column(default=0)
    """Answers that were there before the round had its days are put into it by their ids: how far, up to which."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class RoundTarget(Model):
    """How many people a unit serves in a round: the sample that is needed follows (Krejcie and Morgan)."""

    __tablename__ = "round_targets"
    __table_args__ = (CheckConstraint("population between 1 and 100000000", name="population"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("survey_rounds.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    population: Mapped[int] = mapped_column(Integer)


class ServicePoint(Model):
    """A counter of a unit (loket): has its own poster, tokens and tablet."""

    __tablename__ = "service_points"
    __table_args__ = (
        UniqueConstraint("unit_id", "name"),
        UniqueConstraint("unit_id", "number"),
        CheckConstraint("number between 1 and 511", name="number"),
        CheckConstraint("status in ('open', 'closed')", name="status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    """Short random reference, on posters."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    number: Mapped[int] = mapped_column(Integer)
    """Within its unit; what a token carries."""
    name: Mapped[str] = mapped_column(String(80))
    status: Mapped[str] = mapped_column(String(10), default="open")

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
