"""Importing answers from a file: checked whole, confirmed, then recorded some rows at a time, each row once.

Nothing is recorded while a single row has a problem. What is kept after the check are the rows as understood, so that
recording them later cannot fail on a name that has changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from forum.core import clock
from forum.core.db import db
from forum.ledger.queries import hold_log
from forum.ledger.rules import Actor
from forum.ratings.actions.recording import Given, rate
from forum.ratings.entering_errors import ImportMoved, SameFile
from forum.ratings.models import SurveyImport
from forum.ratings.queries import imports as known
from forum.ratings.reading import OLDEST, Known, Problem, fold, read
from forum.units.actions.trail import note_change
from forum.units.models import Government
from forum.units.queries import get_government, lock_government

MOST_SHOWN = 100
ROWS_AT_ONCE = 50
LEAST_SAME = 5
"""Fewer equal rows are told to nobody: chance makes them."""

Lines = Sequence[tuple[int, list[str]]]


def ask(
    government: Government, paths: Sequence[str], lines: Lines, problems: Sequence[Problem] = (), *, by: Actor
) -> SurveyImport:
    """Check a file's rows and keep them; nothing counts before its sender confirms. Raises SameFile."""
    file_hash = hash_of(lines)
    if lines and known.taken_with(government.id, file_hash):
        raise SameFile
    made = read(lines, _known(government, paths)) if not problems else None
    wrong = [*problems, *(made.problems if made else [])]
    rows = made.rows if made and not wrong else []
    run = SurveyImport(
        government_id=government.id, by_id=by.account_id, file_hash=file_hash, source=rows,
        state="refused" if wrong else "dry", rows=max(0, len(lines) - 1), done_rows=0, at=clock.now(),
        problems=[list(problem) for problem in (wrong or _seen_before(government.id, rows))[:MOST_SHOWN]],
    )  # fmt: skip
    db.session.add(run)
    db.session.flush()
    return run


def confirm(run: SurveyImport, *, by: Actor) -> None:
    """Its sender wants it: the worker takes it up, or goes on with it. Raises ImportMoved, SameFile."""
    lock_government(run.government_id)  # the same rows sent twice at once: one of them wins
    if run.state not in ("dry", "stopped"):
        raise ImportMoved
    if run.state == "dry" and known.taken_with(run.government_id, run.file_hash):
        raise SameFile
    run.state = "waiting"
    note_change(run.government_id, "import_answers", f"{run.id}: {run.rows}, {run.file_hash[:16]}", by=by)


def write_on(import_id: int) -> bool:
    """Record the next rows of an import; True when all are in."""
    hold_log()
    run = known.lock_import(import_id)
    government = get_government(run.government_id)
    rows = run.source[run.done_rows : run.done_rows + ROWS_AT_ONCE]
    services = known.services_by_id([row["service"] for row in rows])
    for row in rows:
        service = services[row["service"]]
        rate(_given(row), government, service.unit, service)
    run.done_rows += len(rows)
    run.state = "running" if run.done_rows < len(run.source) else "done"
    if run.state == "done":
        run.finished_at = clock.now()
    return run.state == "done"


def stop(run: SurveyImport) -> None:
    """Something went wrong: it waits for somebody to go on with it; what is in stays in, once."""
    run.state = "stopped"


def hash_of(lines: Lines) -> str:
    """What the rows say, whether they came as CSV or XLSX."""
    cells = [[cell.strip() for cell in row] for _line, row in lines]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()


def _seen_before(government_id: int, rows: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """A word about each earlier import that held most of these rows: a file sent again with some rows added.

    Two respondents may well have answered alike, so this is told and not refused.
    """
    own = Counter(map(_said, rows))
    told = []
    for number, earlier in known.taken_rows(government_id, clock.now() - OLDEST):
        same = (own & Counter(map(_said, earlier))).total()
        if same >= LEAST_SAME and 2 * same > len(rows):
            sentence = _(
                "%(same)s dari %(all)s baris sama persis dengan baris impor %(id)s. Kalau berkas ini adalah berkas itu "
                "yang ditambah, masukkan hanya baris barunya.", same=same, all=len(rows), id=number,
            )  # fmt: skip
            told.append((0, sentence))
    return told


def _said(row: Mapping[str, Any]) -> str:
    return json.dumps(row, sort_keys=True)


def _known(government: Government, paths: Sequence[str]) -> Known:
    services: dict[str, dict[str, int]] = {}
    for code, name, service_id in known.services_within(government.id, paths):
        services.setdefault(code, {})[fold(name)] = service_id
    return Known(services, clock.today(government.zone))


def _given(row: dict[str, Any]) -> Given:
    return Given(marks=row["marks"], channel="import", visited_on=date.fromisoformat(row["day"]), words=row["words"],
                 make_up=row["make_up"])  # fmt: skip
