"""The complaint itself, its category, and the policy of its clocks."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Account
from forum.complaints import rules
from forum.core.db import Model, UtcTime
from forum.ledger.models import Subject
from forum.units.models import Area, Government, Service, Unit

STATES = ", ".join(f"'{s}'" for s in rules.STATES)
CLASSES = ", ".join(f"'{c}'" for c in rules.CLASSES)
CHANNELS = ", ".join(f"'{c}'" for c in rules.CHANNELS)


class Category(Model):
    """What a complaint is about, in residents' words."""

    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=100)
    is_open: Mapped[bool] = mapped_column(default=True)


class ClockPolicy(Model):
    """Time limits in working days, with their legal basis and the days they hold; None government means all."""

    __tablename__ = "clock_policies"
    __table_args__ = (
        Index("ix_clock_policies_class_valid_from", "class_", "valid_from"),
        CheckConstraint("verify_days between 1 and 250 and answer_days between 1 and 250", name="days"),
        CheckConstraint(f"class_ in ({CLASSES})", name="class"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    government_id: Mapped[int | None] = mapped_column(ForeignKey("governments.id"), index=True)
    class_: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    legal_basis: Mapped[str] = mapped_column(Text)
    verify_days: Mapped[int] = mapped_column(default=3)
    answer_days: Mapped[int] = mapped_column(default=5)
    resolve_days: Mapped[int] = mapped_column(default=14)
    silence_days: Mapped[int] = mapped_column(default=10)
    completion_days: Mapped[int] = mapped_column(default=10)
    reopen_days: Mapped[int] = mapped_column(default=5)
    remind_before: Mapped[int] = mapped_column(default=1)
    head_after: Mapped[int] = mapped_column(default=1)
    moderator_after: Mapped[int] = mapped_column(default=3)
    inspector_after: Mapped[int] = mapped_column(default=5)
    ombudsman_after: Mapped[int] = mapped_column(default=10)


class NumberSeries(Model):
    """The last number given by a government in a year."""

    __tablename__ = "number_series"

    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


class Complaint(Model):
    """A complaint, aspiration or request. Holds no word and no name: those have tables of their own."""

    __tablename__ = "complaints"
    __table_args__ = (
        UniqueConstraint("government_id", "year", "seq"),
        CheckConstraint(f"state in ({STATES})", name="state"),
        CheckConstraint(f"class_ in ({CLASSES})", name="class"),
        CheckConstraint(f"channel in ({CHANNELS})", name="channel"),
        CheckConstraint("not (is_anonymous and (name_to_unit or name_to_public))", name="anonymous_stays_unnamed"),
        Index("ix_complaints_board", "government_id", "id"),
        Index("ix_complaints_board_state", "government_id", "state", "id"),
        Index("ix_complaints_board_category", "government_id", "category_id", "id"),
        Index("ix_complaints_board_class", "government_id", "class_", "id"),
        Index("ix_complaints_board_district", "government_id", "district_code", "id"),
        Index("ix_complaints_board_village", "village_code", "id"),
        Index("ix_complaints_board_month", "government_id", "month", "id"),
        Index("ix_complaints_board_support", "government_id", "support_count", "id"),
        Index("ix_complaints_board_due", "government_id", "due_on", "id"),
        Index("ix_complaints_board_answered", "government_id", "answered_on", "id"),
        Index("ix_complaints_unit", "unit_id", "id"),
        Index("ix_complaints_unit_due", "unit_id", "due_on", "id"),
        Index("ix_complaints_unit_state", "unit_id", "state", "id"),
        Index("ix_complaints_silence", "state", "silence_due_on"),
        Index("ix_complaints_completion", "state", "completion_due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    number: Mapped[str] = mapped_column(String(24), unique=True)
    year: Mapped[int] = mapped_column(Integer)
    seq: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(24), default="submitted")
    class_: Mapped[str] = mapped_column(String(20), default="complaint")
    channel: Mapped[str] = mapped_column(String(10), default="web")
    language: Mapped[str] = mapped_column(String(5), default="id")
    headline: Mapped[str] = mapped_column(String(140), default="")
    """First words of the masked public copy."""

    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("services.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    """The lead unit; before assignment the one the reporter named, if any."""
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    district_code: Mapped[str | None] = mapped_column(ForeignKey("areas.code"))
    village_code: Mapped[str | None] = mapped_column(ForeignKey("areas.code"))

    is_anonymous: Mapped[bool] = mapped_column(default=False)
    is_confidential: Mapped[bool] = mapped_column(default=False)
    name_to_unit: Mapped[bool] = mapped_column(default=False)
    name_to_public: Mapped[bool] = mapped_column(default=False)
    shown_name: Mapped[str | None] = mapped_column(String(100))
    """Set only when the reporter chose to show it to unit or public."""

    submitted_at: Mapped[datetime] = mapped_column(UtcTime)
    submitted_on: Mapped[date] = mapped_column(Date)
    month: Mapped[str] = mapped_column(String(7))
    happened_on: Mapped[date | None] = mapped_column(Date)

    # facts of the clocks, in days of the government's zone
    verify_from: Mapped[date | None] = mapped_column(Date)
    """Set when a case that was never assigned opens again: its verifying clock starts anew."""
    verified_on: Mapped[date | None] = mapped_column(Date)
    asked_on: Mapped[date | None] = mapped_column(Date)
    paused_days: Mapped[int] = mapped_column(default=0)
    pause_used: Mapped[bool] = mapped_column(default=False)
    assigned_on: Mapped[date | None] = mapped_column(Date)
    answer_from: Mapped[date | None] = mapped_column(Date)
    answered_on: Mapped[date | None] = mapped_column(Date)
    """First answer on the answer clock that runs now."""
    first_answered_on: Mapped[date | None] = mapped_column(Date)
    resolved_on: Mapped[date | None] = mapped_column(Date)
    reopened_on: Mapped[date | None] = mapped_column(Date)
    closed_on: Mapped[date | None] = mapped_column(Date)

    # deadlines derived from them, kept for lists
    verify_due_on: Mapped[date | None] = mapped_column(Date)
    completion_due_on: Mapped[date | None] = mapped_column(Date)
    answer_due_on: Mapped[date | None] = mapped_column(Date)
    resolve_due_on: Mapped[date | None] = mapped_column(Date)
    silence_due_on: Mapped[date | None] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)
    """The deadline that runs now against moderator or unit; None when none does."""

    support_count: Mapped[int] = mapped_column(default=0)
    support_mail_count: Mapped[int] = mapped_column(default=0)

    subject: Mapped[Subject] = relationship(lazy="raise_on_sql")
    government: Mapped[Government] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    category: Mapped[Category | None] = relationship(lazy="raise_on_sql")
    service: Mapped[Service | None] = relationship(lazy="raise_on_sql")
    village: Mapped[Area | None] = relationship(lazy="raise_on_sql", foreign_keys=[village_code])
    district: Mapped[Area | None] = relationship(lazy="raise_on_sql", foreign_keys=[district_code])
    officer: Mapped[Account | None] = relationship(lazy="raise_on_sql", foreign_keys=[officer_id])

    @property
    def is_published(self) -> bool:
        """True once a moderator verified it; before, the public sees number, date and unit only."""
        return self.verified_on is not None

    @property
    def is_open(self) -> bool:
        """True while moderator, unit or reporter still has a step to take."""
        return self.state in rules.OPEN

    @property
    def facts(self) -> rules.ClockFacts:
        """What the deadlines are computed from."""
        return rules.ClockFacts(
            state=self.state, submitted_on=self.submitted_on, verify_from=self.verify_from,
            asked_on=self.asked_on, paused_days=self.paused_days,
            assigned_on=self.assigned_on, answer_from=self.answer_from, answered_on=self.answered_on,
            reopened_on=self.reopened_on, resolved_on=self.resolved_on,
        )  # fmt: skip

    def set_deadlines(self, deadlines: rules.Deadlines) -> None:
        """Keep computed deadlines in their columns."""
        self.verify_due_on, self.completion_due_on = deadlines.verify, deadlines.completion
        self.answer_due_on, self.resolve_due_on = deadlines.answer, deadlines.resolve
        self.silence_due_on, self.due_on = deadlines.silence, deadlines.running
