"""Rows written in bulk: executemany on SQLite, COPY on PostgreSQL. Values are in the form both understand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text as sql

from forum.core.db import db, is_sqlite
from forum.ratings.rules.elements import ELEMENTS

Row = tuple[Any, ...]

COLUMNS = {
    "subjects": "id ref kind since",
    "leaves": '"index" subject_id kind version month commitment hash',
    "complaints": "id subject_id government_id number year seq state class_ channel language headline category_id "
    "unit_id district_code village_code is_anonymous is_confidential submitted_at submitted_on month verified_on "
    "asked_on assigned_on answer_from answered_on first_answered_on resolved_on reopened_on closed_on verify_due_on "
    "completion_due_on answer_due_on resolve_due_on silence_due_on due_on support_count",
    "acts": "id subject_id verb at role by_id unit_id reason audience detail salt leaf_index",
    "complaint_texts": "complaint_id body place happened point salt leaf_index at",
    "public_copies": "complaint_id version body html place sanitiser by_id at",
    "complaint_messages": "id complaint_id subject_id act_id kind role unit_id audience body public_html sanitiser "
    "salt leaf_index at",
    "assignments": "complaint_id unit_id part by_id at ended_at",
    "search_texts": "subject_id stems scope",
    "complaint_trials": "complaint_id part unit_id government_id due_on month outcome",
    "token_blocks": "id ref government_id unit_id point_id day month size used handed_out by_id issued_at reason",
    "used_tokens": "block_id serial used_on",
    "counted_visits": "unit_id point_id day visits by_id at",
    "survey_answers": "id subject_id government_id unit_id service_id point_id round_id channel source standing waits "
    "visited_on month received_at language " + " ".join(ELEMENTS) + " answered total age sex education occupation salt "
    "leaf_index",
    "commitments": "id subject_id government_id unit_id origin state what indicator due_on month version made_at "
    "worded_on accepted_on claimed_on settled_on reminded",
    "commitment_wordings": "commitment_id version what indicator due_on by_id at salt leaf_index",
}
NUMBERED = ("subjects", "complaints", "acts", "complaint_messages", "survey_answers", "token_blocks", "commitments")
ALWAYS = {"complaints": {"name_to_unit": False, "name_to_public": False, "paused_days": 0, "pause_used": False,
                         "support_mail_count": 0}}  # fmt: skip


@dataclass
class Rows:
    """The rows of a batch, table by table in the order of their references."""

    subjects: list[Row] = field(default_factory=list)
    leaves: list[Row] = field(default_factory=list)
    complaints: list[Row] = field(default_factory=list)
    acts: list[Row] = field(default_factory=list)
    texts: list[Row] = field(default_factory=list)
    copies: list[Row] = field(default_factory=list)
    messages: list[Row] = field(default_factory=list)
    assignments: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)
    trials: list[Row] = field(default_factory=list)
    blocks: list[Row] = field(default_factory=list)
    tokens: list[Row] = field(default_factory=list)
    visits: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    promises: list[Row] = field(default_factory=list)
    wordings: list[Row] = field(default_factory=list)

    zone: str = field(default_factory=lambda: "" if is_sqlite() else "+00")

    def moment(self, at: datetime) -> str:
        """A moment as the database in use keeps it."""
        return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds") + self.zone

    def clear(self) -> None:
        """Ready for the next ones."""
        for _table, some in self.tables():
            some.clear()

    def tables(self) -> Iterable[tuple[str, list[Row]]]:
        """(table, rows) in an order in which every reference exists."""
        return zip(COLUMNS, (self.subjects, self.leaves, self.complaints, self.acts, self.texts, self.copies,
                             self.messages, self.assignments, self.entries, self.trials, self.blocks, self.tokens,
                             self.visits, self.answers, self.promises, self.wordings), strict=True)  # fmt: skip


def prepare() -> None:
    """More memory for this connection: the indexes of a million cases do not fit into a page server's share."""
    if is_sqlite():
        db.session.execute(sql("PRAGMA cache_size = -400000"))


def insert(rows: Rows) -> None:
    """Write a batch in the transaction under way."""
    for table, some in rows.tables():
        constant = ALWAYS.get(table, {})
        columns = [*COLUMNS[table].split(), *constant]
        full = [(*row, *constant.values()) for row in some] if constant else some
        if full:
            (_many if is_sqlite() else _copy)(table, columns, full)
    if is_sqlite() and rows.entries:
        _many("search_index", ["rowid", "stems", "scope"], rows.entries)


def _many(table: str, columns: list[str], rows: list[Row]) -> None:
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names of ours
    db.session.connection().exec_driver_sql(statement, rows)


def _copy(table: str, columns: list[str], rows: list[Row]) -> None:
    raw: Any = db.session.connection().connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def settle() -> None:
    """Let the database know its new sizes, and where its sequences stand."""
    renumber()
    db.session.execute(sql("ANALYZE"))


def renumber() -> None:
    """Sequences go on after what was written."""
    for table in () if is_sqlite() else NUMBERED:
        db.session.execute(sql(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} HAVING max(id) > 0"  # noqa: S608
        ))  # fmt: skip
