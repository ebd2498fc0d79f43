"""What the worker does for this package."""

from __future__ import annotations

import logging
from datetime import timedelta

from forum.core import clock
from forum.core.db import db
from forum.core.worker import Job
from forum.units import queries
from forum.units.actions import importing
from forum.units.models import ImportRun

log = logging.getLogger(__name__)


def run_imports() -> None:
    """Imports that were confirmed, one after the other; each is written whole or not at all."""
    while (run := queries.next_waiting_run()) is not None:
        run_id = run.id
        run.state, run.done_rows = "running", 0
        db.session.commit()
        try:
            _run(run_id)
        except Exception:
            db.session.rollback()
            log.exception("import %s failed", run_id)
            _refuse(run_id)


def _run(run_id: int) -> None:
    run = db.session.get_one(ImportRun, run_id)

    def show(count: int) -> None:
        run.done_rows = count
        db.session.commit()  # only checking so far: nothing of the import itself is in this transaction

    importing.finish(run, show)
    db.session.commit()


def _refuse(run_id: int) -> None:
    run = db.session.get_one(ImportRun, run_id)
    run.state, run.finished_at = "refused", clock.now()
    run.problems = [[0, ""]]
    db.session.commit()


JOBS = [Job("imports", run_imports, timedelta(seconds=3))]
