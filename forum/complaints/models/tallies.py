"""What is counted as it happens, so that no page counts. `rebuild` must give the same."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model


class BoardTally(Model):
    """Complaints of a government by state."""

    __tablename__ = "board_tallies"

    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(24), primary_key=True)
    n: Mapped[int] = mapped_column(Integer, default=0)


class UnitTally(Model):
    """Complaints a unit leads now, by state."""

    __tablename__ = "unit_tallies"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(24), primary_key=True)
    n: Mapped[int] = mapped_column(Integer, default=0)


class AreaTally(Model):
    """Published complaints of a village or district by state."""

    __tablename__ = "area_tallies"

    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"), primary_key=True)
    state: Mapped[str] = mapped_column(String(24), primary_key=True)
    n: Mapped[int] = mapped_column(Integer, default=0)


class UnitMonth(Model):
    """What happened at a unit in a month: cases received, first answers, in time, done, confirmed, reopened.

    And the cases it proposed to give away, and those that a moderator moved away from it: the bounce rate.
    """

    __tablename__ = "unit_months"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    received: Mapped[int] = mapped_column(Integer, default=0)
    answered: Mapped[int] = mapped_column(Integer, default=0)
    in_time: Mapped[int] = mapped_column(Integer, default=0)
    resolved: Mapped[int] = mapped_column(Integer, default=0)
    confirmed: Mapped[int] = mapped_column(Integer, default=0)
    reopened: Mapped[int] = mapped_column(Integer, default=0)
    proposed: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    transferred: Mapped[int] = mapped_column(Integer, default=0, server_default="0")


class AnswerDays(Model):
    """Histogram of working days from assignment to first answer (61 holds the longer ones)."""

    __tablename__ = "answer_days"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    days: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(Integer, default=0)
