"""Asking the index: ids of the newest matches, bounded."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, column, func, literal_column, select, table
from sqlalchemy import text as sql

from forum.core.db import db, is_sqlite
from forum.search import rules
from forum.search.models import SearchText

NEWEST = 1_000
INDEX = table("search_index", column("rowid"))


def matching(question: str, scopes: list[str], any_word: bool = False) -> Select[int] | None:
    """A select of subject ids that match, newest first, at most NEWEST; None when nothing was asked."""
    words = rules.asked(question)
    if not words:
        return None
    return _fts5(words, scopes, any_word) if is_sqlite() else _tsvector(words, scopes, any_word)


def _fts5(words: list[str], scopes: list[str], any_word: bool) -> Select[int]:
    said = (" OR " if any_word else " AND ").join(f'"{w}"' for w in words)
    where = "".join(f' AND scope:"{s}"' for s in scopes)
    asked = f"(stems:({said})){where}"
    rowid: ColumnElement[int] = literal_column("search_index.rowid")
    found = select(rowid.label("subject_id")).select_from(INDEX).where(sql("search_index MATCH :asked"))
    return found.params(asked=asked).order_by(rowid.desc()).limit(NEWEST)


def _tsvector(words: list[str], scopes: list[str], any_word: bool) -> Select[int]:
    said = (" | " if any_word else " & ").join(f"'{w}'" for w in words)
    asked = f"({said})" + "".join(f" & '{s}'" for s in scopes)
    vector = func.to_tsvector(literal_column("'simple'"), SearchText.stems + literal_column("' '") + SearchText.scope)
    match = vector.op("@@")(func.to_tsquery(literal_column("'simple'"), asked))
    return select(SearchText.subject_id).where(match).order_by(SearchText.subject_id.desc()).limit(NEWEST)


def find_text(subject_id: int) -> SearchText | None:
    """What the index holds of a subject."""
    return db.session.get(SearchText, subject_id)
