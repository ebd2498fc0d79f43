"""What is counted as answers come, so that no page adds up a million of them. `rebuild` must give the same."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, UtcTime

SCOPES = ("service", "unit", "government")


class SkmTally(Model):
    """Respondents and, per element, sum and number of marks: of a service, unit or government in a month or round.

    `period` is a month (2026-09) or a round (r12). `source` is token, open or paper; answers that wait for
    others stand under `waiting`, held ones under `held` and excluded ones under `excluded`, with their number only.
    """

    __tablename__ = "skm_tallies"
    __table_args__ = (CheckConstraint("scope in ('service', 'unit', 'government')", name="scope"),)

    scope: Mapped[str] = mapped_column(String(10), primary_key=True)
    scope_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[str] = mapped_column(String(12), primary_key=True)
    source: Mapped[str] = mapped_column(String(10), primary_key=True)
    n: Mapped[int] = mapped_column(Integer, default=0)
    persyaratan_sum: Mapped[int] = mapped_column(Integer, default=0)
    persyaratan_n: Mapped[int] = mapped_column(Integer, default=0)
    prosedur_sum: Mapped[int] = mapped_column(Integer, default=0)
    prosedur_n: Mapped[int] = mapped_column(Integer, default=0)
    waktu_sum: Mapped[int] = mapped_column(Integer, default=0)
    waktu_n: Mapped[int] = mapped_column(Integer, default=0)
    biaya_sum: Mapped[int] = mapped_column(Integer, default=0)
    biaya_n: Mapped[int] = mapped_column(Integer, default=0)
    produk_sum: Mapped[int] = mapped_column(Integer, default=0)
    produk_n: Mapped[int] = mapped_column(Integer, default=0)
    kompetensi_sum: Mapped[int] = mapped_column(Integer, default=0)
    kompetensi_n: Mapped[int] = mapped_column(Integer, default=0)
    perilaku_sum: Mapped[int] = mapped_column(Integer, default=0)
    perilaku_n: Mapped[int] = mapped_column(Integer, default=0)
    sarana_sum: Mapped[int] = mapped_column(Integer, default=0)
    sarana_n: Mapped[int] = mapped_column(Integer, default=0)
    pengaduan_sum: Mapped[int] = mapped_column(Integer, default=0)
    pengaduan_n: Mapped[int] = mapped_column(Integer, default=0)


class MakeUpTally(Model):
    """Counted respondents by age group, sex, education and occupation."""

    __tablename__ = "make_up_tallies"

    scope: Mapped[str] = mapped_column(String(10), primary_key=True)
    scope_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[str] = mapped_column(String(12), primary_key=True)
    field: Mapped[str] = mapped_column(String(12), primary_key=True)
    value: Mapped[str] = mapped_column(String(20), primary_key=True)
    n: Mapped[int] = mapped_column(Integer, default=0)


class VisitTally(Model):
    """Verified, counted answers of a unit by month of the visit, marks given (5 to 9) and their sum: part P."""

    __tablename__ = "visit_tallies"

    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    answered: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    total: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(Integer, default=0)


class HourTally(Model):
    """Untokened answers of a unit by the hour they came: what a burst is measured by."""

    __tablename__ = "open_answer_hours"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    hour: Mapped[datetime] = mapped_column(UtcTime, primary_key=True)
    n: Mapped[int] = mapped_column(Integer, default=0)
