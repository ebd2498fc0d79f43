"""What respondents said: nine marks, and perhaps words. No name, no address, no account stands beside them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Model, UtcTime
from forum.ledger.models import Subject
from forum.ratings.rules.elements import ELEMENTS
from forum.units.models import Service, Unit

CHANNELS = ("web", "poster", "letter", "kiosk", "paper", "import")
SOURCES = ("token", "open", "paper")
"""token: a verified visit; open: anybody; paper: sheets and imported files."""


class SurveyAnswer(Model):
    """One respondent's marks (1 to 4, None = tidak berlaku) about a service, received in an hour."""

    __tablename__ = "survey_answers"
    __table_args__ = (
        CheckConstraint(f"channel in ({', '.join(repr(c) for c in CHANNELS)})", name="channel"),
        CheckConstraint("source in ('token', 'open', 'paper')", name="source"),
        CheckConstraint("standing in ('counted', 'held', 'excluded')", name="standing"),
        CheckConstraint("answered between 1 and 9 and total between answered and 4 * answered", name="marks"),
        *(CheckConstraint(f"{key} is null or {key} between 1 and 4", name=key) for key in ELEMENTS),
        Index("ix_survey_answers_unit_id_source_received_at", "unit_id", "source", "received_at"),
        Index("ix_survey_answers_unit_id_month_id", "unit_id", "month", "id"),
        Index("ix_survey_answers_burst_id", "burst_id"),
        Index(
            "ix_survey_answers_waiting",
            "government_id",
            "month",
            "service_id",
            "source",
            "id",
            sqlite_where=text("waits = 1"),
            postgresql_where=text("waits"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"), index=True)
    point_id: Mapped[int | None] = mapped_column(ForeignKey("service_points.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("survey_rounds.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(10))
    standing: Mapped[str] = mapped_column(String(10), default="counted")
    waits: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Counts as an answer, but its marks are in no figure yet: they go in with others."""
    burst_id: Mapped[int | None] = mapped_column(ForeignKey("answer_bursts.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("paper_batches.id"), index=True)
    visited_on: Mapped[date] = mapped_column(Date)
    month: Mapped[str] = mapped_column(String(7))
    """Of the visit: where it counts."""
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    """To the hour, never finer."""
    language: Mapped[str] = mapped_column(String(5), default="id")

    persyaratan: Mapped[int | None] = mapped_column(SmallInteger)
    prosedur: Mapped[int | None] = mapped_column(SmallInteger)
    waktu: Mapped[int | None] = mapped_column(SmallInteger)
    biaya: Mapped[int | None] = mapped_column(SmallInteger)
    produk: Mapped[int | None] = mapped_column(SmallInteger)
    kompetensi: Mapped[int | None] = mapped_column(SmallInteger)
    perilaku: Mapped[int | None] = mapped_column(SmallInteger)
    sarana: Mapped[int | None] = mapped_column(SmallInteger)
    pengaduan: Mapped[int | None] = mapped_column(SmallInteger)
    answered: Mapped[int] = mapped_column(SmallInteger)
    total: Mapped[int] = mapped_column(SmallInteger)

    age: Mapped[str | None] = mapped_column(String(20))
    sex: Mapped[str | None] = mapped_column(String(20))
    education: Mapped[str | None] = mapped_column(String(20))
    occupation: Mapped[str | None] = mapped_column(String(20))

    salt: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))

    subject: Mapped[Subject] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    service: Mapped[Service] = relationship(lazy="raise_on_sql")

    @property
    def marks(self) -> dict[str, int | None]:
        """The nine marks by element."""
        return {key: getattr(self, key) for key in ELEMENTS}


class Spacing(Model):
    """When an account last rated a service: keeps the 90 days without telling which answer was theirs."""

    __tablename__ = "answer_spacings"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"), primary_key=True)
    last_on: Mapped[date] = mapped_column(Date)


class OpenAnswer(Model):
    """The words of an open question, as written. Rows are never changed (trigger)."""

    __tablename__ = "open_answers"
    __table_args__ = (
        Index("ix_open_answers_unit_id_id", "unit_id", "id"),
        Index("ix_open_answers_government_id_id", "government_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("survey_answers.id"), unique=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"))
    said_on: Mapped[date] = mapped_column(Date)
    body: Mapped[str] = mapped_column(Text)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    service: Mapped[Service] = relationship(lazy="raise_on_sql")


class OpenAnswerCopy(Model):
    """The masked copy that others read; the newest version counts. Rows are never changed (trigger)."""

    __tablename__ = "open_answer_copies"
    __table_args__ = (UniqueConstraint("open_answer_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    open_answer_id: Mapped[int] = mapped_column(ForeignKey("open_answers.id"))
    version: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    sanitiser: Mapped[int] = mapped_column(Integer)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)


class OpenAnswerReply(Model):
    """What the unit says to an open answer. Rows are never changed (trigger)."""

    __tablename__ = "open_answer_replies"
    __table_args__ = (Index("ix_open_answer_replies_open_answer_id_id", "open_answer_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    open_answer_id: Mapped[int] = mapped_column(ForeignKey("open_answers.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    sanitiser: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcTime)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))
