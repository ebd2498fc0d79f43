"""What is talked about, and what is said: agenda items, posts, support, statements, votes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Model, UtcTime
from forum.dialogues.models.sessions import Session
from forum.ledger.models import Subject
from forum.units.models import Unit

REASONS = ("resident", "staff", "supported", "overdue", "element", "signal")


class AgendaItem(Model):
    """Something to talk about: proposed by a person or suggested by the system, with the reason it is there."""

    __tablename__ = "agenda_items"
    __table_args__ = (
        CheckConstraint("state in ('proposed', 'accepted', 'declined')", name="state"),
        CheckConstraint(f"reason in ({', '.join(repr(r) for r in REASONS)})", name="reason"),
        UniqueConstraint("session_id", "origin_subject_id"),
        Index("ix_agenda_items_session_id_state_position", "session_id", "state", "position", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("dialogue_sessions.id"))
    title: Mapped[str] = mapped_column(String(160))
    html: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(String(10))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The figures of the reason, as they were when it was suggested."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    """Who is asked to answer."""
    origin_subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    """The complaint or commitment it is about."""
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    position: Mapped[int] = mapped_column(Integer, default=0)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    support_count: Mapped[int] = mapped_column(Integer, default=0)
    post_count: Mapped[int] = mapped_column(Integer, default=0)
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    made_at: Mapped[datetime] = mapped_column(UtcTime)

    subject: Mapped[Subject] = relationship(lazy="raise_on_sql", foreign_keys=[subject_id])
    session: Mapped[Session] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")


class ItemVersion(Model):
    """An item as everyone read it, and why it was worded anew. Rows are never changed (trigger)."""

    __tablename__ = "agenda_item_versions"
    __table_args__ = (UniqueConstraint("item_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"))
    version: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(160))
    body: Mapped[str] = mapped_column(Text)
    """Masked, as its author wrote it."""
    html: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    role: Mapped[str] = mapped_column(String(20))
    """Who worded it: resident, officer, head, moderator or system."""
    at: Mapped[datetime] = mapped_column(UtcTime)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))


class Post(Model):
    """Words in an item's thread: a post, a question for the meeting, or a unit's official answer."""

    __tablename__ = "dialogue_posts"
    __table_args__ = (
        CheckConstraint("kind in ('post', 'question', 'answer')", name="kind"),
        CheckConstraint("state in ('shown', 'hidden')", name="state"),
        CheckConstraint("(author_id is null) <> (token_id is null)", name="one_author"),
        Index("ix_dialogue_posts_thread", "item_id", "parent_id", "id"),
        Index("ix_dialogue_posts_support", "item_id", "parent_id", "support_count", "id"),
        Index("ix_dialogue_posts_kind", "item_id", "kind", "support_count", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue_posts.id"))
    kind: Mapped[str] = mapped_column(String(10), default="post")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_id: Mapped[int | None] = mapped_column(ForeignKey("hall_tokens.id"), index=True)
    shown_name: Mapped[str | None] = mapped_column(String(100))
    """Set only when the author chose to be named; a unit's answer is named by its unit."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    state: Mapped[str] = mapped_column(String(10), default="shown")
    version: Mapped[int] = mapped_column(Integer, default=1)
    html: Mapped[str] = mapped_column(Text)
    """Masked and safe, of the newest version."""
    support_count: Mapped[int] = mapped_column(Integer, default=0)
    reply_count: Mapped[int] = mapped_column(Integer, default=0)
    at: Mapped[datetime] = mapped_column(UtcTime)

    subject: Mapped[Subject] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")


class PostVersion(Model):
    """A post as it was written, and as it was shown. Rows are never changed (trigger): an edit is a further row."""

    __tablename__ = "post_versions"
    __table_args__ = (UniqueConstraint("post_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("dialogue_posts.id"))
    version: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    sanitiser: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcTime)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))


class DialogueFile(Model):
    """A picture in a post, or of the meeting, re-made without traces."""

    __tablename__ = "dialogue_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("dialogue_sessions.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue_posts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(String(200), default="")
    """What is to be seen: the alternative text."""
    pages: Mapped[int] = mapped_column(default=1)
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    sealed_file: Mapped[str] = mapped_column(Text)
    clean_file: Mapped[str] = mapped_column(Text)
    thumb_file: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)


class Backing(Model):
    """One account supports one item or post."""

    __tablename__ = "dialogue_backings"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True)
    voter: Mapped[str] = mapped_column(String(24), primary_key=True)
    """a<account id> or t<hall token id>."""
    at: Mapped[datetime] = mapped_column(UtcTime)


class Flag(Model):
    """Somebody finds that a post breaks a rule."""

    __tablename__ = "dialogue_flags"
    __table_args__ = (UniqueConstraint("subject_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    ground: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcTime)


class Statement(Model):
    """A sentence of at most 140 characters that participants answer; counted as votes come."""

    __tablename__ = "statements"
    __table_args__ = (
        CheckConstraint("state in ('waiting', 'open', 'closed', 'declined')", name="state"),
        UniqueConstraint("session_id", "folded"),
        Index("ix_statements_session_id_state_id", "session_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), unique=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("dialogue_sessions.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    body: Mapped[str] = mapped_column(String(140))
    folded: Mapped[str] = mapped_column(String(140))
    author: Mapped[str] = mapped_column(String(24))
    """a<account id> or t<hall token id>; never shown."""
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    agree: Mapped[int] = mapped_column(Integer, default=0)
    disagree: Mapped[int] = mapped_column(Integer, default=0)
    passed: Mapped[int] = mapped_column(Integer, default=0)
    at: Mapped[datetime] = mapped_column(UtcTime)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_index: Mapped[int] = mapped_column(ForeignKey("leaves.index"))

    subject: Mapped[Subject] = relationship(lazy="raise_on_sql")


class Vote(Model):
    """One participant on one statement: 1 setuju, -1 tidak setuju, 0 lewati; no row is unseen. Never shown."""

    __tablename__ = "votes"
    __table_args__ = (
        CheckConstraint("value in (-1, 0, 1)", name="value"),
        Index("ix_votes_voter", "voter", "statement_id"),
    )

    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"), primary_key=True)
    voter: Mapped[str] = mapped_column(String(24), primary_key=True)
    value: Mapped[int] = mapped_column(SmallInteger)
    at: Mapped[datetime] = mapped_column(UtcTime)
