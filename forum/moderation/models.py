"""Whether a public thing is shown, and the decisions that made it so."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, UtcTime


class Standing(Model):
    """Where a subject that passes moderation stands now: waiting, shown or hidden."""

    __tablename__ = "standings"
    __table_args__ = (
        CheckConstraint("state in ('waiting', 'shown', 'hidden')", name="state"),
        Index("ix_standings_queue", "government_id", "state", "kind", "subject_id"),
    )

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    since: Mapped[datetime] = mapped_column(UtcTime)


class Decision(Model):
    """A moderator's decision with its ground: the statement of reasons. Rows are never changed (trigger)."""

    __tablename__ = "moderation_decisions"
    __table_args__ = (
        CheckConstraint("verdict in ('show', 'hide')", name="verdict"),
        Index("ix_moderation_decisions_subject_id_id", "subject_id", "id"),
        Index("ix_moderation_decisions_verdict", "government_id", "verdict", "id"),
        Index("ix_moderation_decisions_ground", "government_id", "ground", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"))
    verdict: Mapped[str] = mapped_column(String(10))
    ground: Mapped[str | None] = mapped_column(String(20))
    """One of the closed list when hidden; None when shown."""
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    act_id: Mapped[int] = mapped_column(ForeignKey("acts.id"))


class DecisionTally(Model):
    """Decisions of a government by what was done, on which ground, and how many days it took."""

    __tablename__ = "decision_tallies"
    __table_args__ = (CheckConstraint("outcome in ('show', 'hide', 'lift')", name="outcome"),)

    government_id: Mapped[int] = mapped_column(ForeignKey("governments.id"), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(10), primary_key=True)
    """`lift` is a hidden thing shown again, under the ground it was hidden on."""
    ground: Mapped[str] = mapped_column(String(20), primary_key=True)
    """Empty for things shown at once."""
    days: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(Integer, default=0)
