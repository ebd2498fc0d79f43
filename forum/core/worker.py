"""The background worker: every job runs at its interval, in one process at a time, by a lease in the database."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from flask import Flask
from sqlalchemy import String, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from forum.core import clock
from forum.core.db import Model, UtcTime, db, only_reading

log = logging.getLogger(__name__)


class JobTurn(Model):
    """Whose turn a job is, and when it is next due."""

    __tablename__ = "job_turns"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    holder: Mapped[str | None] = mapped_column(String(36))
    held_until: Mapped[datetime | None] = mapped_column(UtcTime)


@dataclass(frozen=True)
class Job:
    """Work that comes back: `run` commits what it does; `lease` is longer than it ever takes."""

    name: str
    run: Callable[[], object]
    every: timedelta
    lease: timedelta = timedelta(minutes=10)


def take_turn(job: Job, holder: str) -> bool:
    """True when the job is due and this holder got it; commits."""
    moment = clock.now()
    if db.session.get(JobTurn, job.name) is None:
        db.session.add(JobTurn(name=job.name, due_at=moment))
        db.session.flush()
    free = or_(JobTurn.held_until.is_(None), JobTurn.held_until < moment)
    mine = update(JobTurn).where(JobTurn.name == job.name, JobTurn.due_at <= moment, free)
    taken = db.session.execute(
        mine.values(holder=holder, held_until=moment + job.lease).returning(JobTurn.name)
    ).first()
    db.session.commit()
    return taken is not None


def finish_turn(job: Job, holder: str) -> None:
    """Give the job back and say when it is next due; commits."""
    done = update(JobTurn).where(JobTurn.name == job.name, JobTurn.holder == holder)
    db.session.execute(done.values(holder=None, held_until=None, due_at=clock.now() + job.every))
    db.session.commit()


def due_among(jobs: list[Job]) -> list[Job]:
    """Jobs that are due or were never run; reads only, so that waiting costs no write lock."""
    with only_reading():
        later = set(db.session.scalars(select(JobTurn.name).where(JobTurn.due_at > clock.now())))
    return [job for job in jobs if job.name not in later]


def run_due(jobs: list[Job], holder: str) -> int:
    """Run each job that is due; one that fails is logged and comes back at its next time."""
    ran = 0
    for job in due_among(jobs):
        try:
            if not take_turn(job, holder):
                continue
            job.run()
            ran += 1
        except Exception:
            db.session.rollback()
            log.exception("job %s failed", job.name)
        finally:
            db.session.rollback()
        finish_turn(job, holder)
    return ran


def work(app: Flask, jobs: list[Job], stop: threading.Event, pause: float = 1.0) -> None:
    """Work until told to stop."""
    holder = str(uuid4())
    while not stop.is_set():
        with app.app_context():
            try:
                run_due(jobs, holder)
            except Exception:
                log.exception("the worker could not reach its database")
            finally:
                db.session.remove()
        stop.wait(pause)
