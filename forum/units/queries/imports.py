"""Reading import runs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from forum.core.db import db
from forum.units.models import ImportRun


def find_run(run_id: int) -> ImportRun | None:
    """An import by its id."""
    return db.session.get(ImportRun, run_id)


def latest_runs(government_id: int, limit: int = 20) -> Sequence[ImportRun]:
    """The newest imports of a government."""
    runs = select(ImportRun).where(ImportRun.government_id == government_id).order_by(ImportRun.id.desc())
    return db.session.scalars(runs.limit(limit)).all()


def next_waiting_run() -> ImportRun | None:
    """The import that waits longest for its turn; one that a stopped worker left behind counts as waiting."""
    waiting = select(ImportRun).where(ImportRun.state.in_(("waiting", "running"))).order_by(ImportRun.id)
    return db.session.scalar(waiting.limit(1))
