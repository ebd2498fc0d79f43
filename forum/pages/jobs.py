"""Everything the background worker does, in one list."""

from __future__ import annotations

import importlib
from datetime import timedelta

from forum.core import clock, mail, once
from forum.core.db import db
from forum.core.worker import Job

KEPT_SUBMISSIONS = timedelta(days=3)
PACKAGES = ("units", "accounts", "commitments", "complaints", "ratings", "scores", "dialogues")


def send_mail() -> None:
    """What waits in the outbox, until nothing more is due."""
    while mail.send_waiting():
        pass


def forget_submissions() -> None:
    """Keys of forms that nobody will send again."""
    once.forget_before(clock.now() - KEPT_SUBMISSIONS)
    db.session.commit()


def every_job() -> list[Job]:
    """The jobs of all packages."""
    jobs = [
        Job("mail", send_mail, timedelta(seconds=3)),
        Job("forget-submissions", forget_submissions, timedelta(hours=6)),
    ]
    for package in PACKAGES:
        jobs += importlib.import_module(f"forum.{package}.jobs").JOBS
    return jobs
