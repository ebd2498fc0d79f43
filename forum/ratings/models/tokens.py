"""What makes a visit a verified one, and what makes a pile of answers suspicious."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Model, UtcTime
from forum.ratings.models.rounds import ServicePoint


class TokenBlock(Model):
    """Serials 1..size of single-use visit tokens for one service point and day, issued by a moderator."""

    __tablename__ = "token_blocks"
    __table_args__ = (
        CheckConstraint("size between 1 and 2000", name="size"),
        CheckConstraint("used between 0 and size", name="used"),
        CheckConstraint("handed_out between 0 and size", name="handed_out"),
        Index("ix_token_blocks_unit_id_day", "unit_id", "day"),
        Index("ix_token_blocks_government_id_id", "government_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    point_id: Mapped[int] = mapped_column(ForeignKey("service_points.id"), index=True)
    day: Mapped[date] = mapped_column(Date)
    month: Mapped[str] = mapped_column(String(7))
    size: Mapped[int] = mapped_column(Integer)
    used: Mapped[int] = mapped_column(Integer, default=0)
    handed_out: Mapped[int] = mapped_column(Integer, default=0)
    """The last serial that a counter's screen has shown."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    issued_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """Withdrawn: no token of it is accepted any more."""
    reason: Mapped[str] = mapped_column(Text, default="")

    point: Mapped[ServicePoint] = relationship(lazy="raise_on_sql")


class UsedToken(Model):
    """A token that was used: the primary key lets it count once. Does not tell which answer."""

    __tablename__ = "used_tokens"

    block_id: Mapped[int] = mapped_column(ForeignKey("token_blocks.id"), primary_key=True, autoincrement=False)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    used_on: Mapped[date] = mapped_column(Date)


class CountedVisits(Model):
    """How many visits a service point counted on a day, as its clerk wrote down; the newest row counts."""

    __tablename__ = "counted_visits"
    __table_args__ = (
        CheckConstraint("visits between 0 and 100000", name="visits"),
        Index("ix_counted_visits_point_id_day_id", "point_id", "day", "id"),
        Index("ix_counted_visits_unit_id_day", "unit_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    point_id: Mapped[int] = mapped_column(ForeignKey("service_points.id"))
    day: Mapped[date] = mapped_column(Date)
    visits: Mapped[int] = mapped_column(Integer)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)


class Burst(Model):
    """Untokened answers that came too many at once: held, shown as held, decided by a moderator."""

    __tablename__ = "answer_bursts"
    __table_args__ = (
        CheckConstraint("state in ('held', 'counted', 'excluded')", name="state"),
        Index("ix_answer_bursts_government_id_state_id", "government_id", "state", "id"),
        Index("ix_answer_bursts_unit_id_state", "unit_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    state: Mapped[str] = mapped_column(String(10), default="held")
    began_at: Mapped[datetime] = mapped_column(UtcTime)
    last_at: Mapped[datetime] = mapped_column(UtcTime)
    n: Mapped[int] = mapped_column(Integer, default=0)
    allowed: Mapped[int] = mapped_column(Integer)
    """How many in 24 hours would have been usual."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    reason: Mapped[str] = mapped_column(Text, default="")
