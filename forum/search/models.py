"""The one full-text index: FTS5 on SQLite, tsvector on PostgreSQL, both over the same stems.

The virtual table, its triggers and the GIN index are made by the migration.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model


class SearchText(Model):
    """The stems of one subject: of what it says (`stems`), and where it belongs (`scope`)."""

    __tablename__ = "search_texts"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    stems: Mapped[str] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(Text)
