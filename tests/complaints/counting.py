"""Counting the statements of a page, and reading how the database means to answer one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text

from forum.core.db import db, is_sqlite


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement sent while inside."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def plan_of(statement: Any) -> str:
    """The plan of a select; on PostgreSQL with full scans made dear, so that a small table does not excuse one."""
    sent: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, said: str, parameters: Any, *_rest: Any) -> None:
        sent.append((said, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        db.session.execute(statement).all()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    said, parameters = sent[-1]
    if is_sqlite():
        rows = db.session.connection().exec_driver_sql(f"explain query plan {said}", parameters)
        return "\n".join(row[3] for row in rows)
    db.session.execute(text("set local enable_seqscan = off"))
    rows = db.session.connection().exec_driver_sql(f"explain {said}", parameters)
    return "\n".join(row[0] for row in rows)
