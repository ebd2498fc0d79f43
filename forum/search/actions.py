"""Putting texts in the index and taking them out.

On SQLite the index is written here rather than by triggers: with trusted_schema off none may touch a virtual table.
"""

from __future__ import annotations

from sqlalchemy import text as sql

from forum.core.db import db, is_sqlite
from forum.search import queries, rules
from forum.search.models import SearchText

ADD = "INSERT INTO search_index(rowid, stems, scope) VALUES (:id, :stems, :scope)"
TAKE_OUT = "INSERT INTO search_index(search_index, rowid, stems, scope) VALUES ('delete', :id, :stems, :scope)"


def put(subject_id: int, text: str, scopes: list[str]) -> None:
    """Index a subject anew. `scopes` are short words such as g3 or a7371011001."""
    entry = queries.find_text(subject_id)
    if entry is None:
        entry = SearchText(subject_id=subject_id)
        db.session.add(entry)
    else:
        _index(TAKE_OUT, entry)
    entry.stems, entry.scope = " ".join(rules.stems(text)), " ".join(scopes)
    _index(ADD, entry)


def drop(subject_id: int) -> None:
    """Take a subject out of the index."""
    entry = queries.find_text(subject_id)
    if entry is not None:
        _index(TAKE_OUT, entry)
        db.session.delete(entry)


def _index(statement: str, entry: SearchText) -> None:
    if is_sqlite():
        row = {"id": entry.subject_id, "stems": entry.stems, "scope": entry.scope}
        db.session.execute(sql(statement), row)
