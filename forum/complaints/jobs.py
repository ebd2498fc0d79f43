"""What the worker does for complaints; every case in a transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from forum.complaints.actions import digesting, sweeping, trialing
from forum.complaints.models import Complaint
from forum.complaints.queries import cases, sweeps
from forum.core import clock
from forum.core.db import db
from forum.core.worker import Job
from forum.units.queries.calendar import calendar_versions

log = logging.getLogger(__name__)
AHEAD = timedelta(days=14)
"""How far before a deadline reminders may start, holidays included."""


def close_what_time_closed() -> None:
    """Silence ends: closed by the system, or archived for want of completion."""
    tomorrow = clock.now().date() + timedelta(days=1)  # the zones east of Greenwich are ahead
    _each(sweeps.silent_ids(tomorrow), sweeping.close_silent)
    _each(sweeps.uncompleted_ids(tomorrow), sweeping.expire)


def remind_and_escalate() -> None:
    """Reminders before deadlines, the ladder after them, and the one reminder of completion."""
    for request in sweeps.waiting_requests():
        _each([request.complaint_id], _remind_completion)
    last = 0
    while ids := sweeps.near_or_late_ids(clock.now().date() + AHEAD, last):
        db.session.rollback()
        _each(ids, sweeping.escalate)
        last = ids[-1]


def forget_fresh_codes() -> None:
    """Codes shown long enough are forgotten."""
    for fresh in sweeps.stale_fresh_codes():
        db.session.delete(fresh)
    db.session.commit()


def recompute_deadlines() -> None:
    """Where days off or policies changed, deadlines of open cases anew; an interrupted run goes on."""
    for government_id, version in calendar_versions().items():
        seen = db.session.merge(sweeps.recomputed(government_id))
        while seen.version != version:
            last, _changed = sweeping.recompute_open(government_id or None, seen.last_id)
            seen.last_id = last if last > seen.last_id else 0
            seen.version = seen.version if seen.last_id else version
            db.session.commit()


def fill_trials() -> None:
    """Once after an upgrade: what older complaints prove. Later there is nothing left to do."""
    for done in trialing.fill():
        db.session.commit()
        log.info("trials of %s cases", done)


def send_digests() -> None:
    """The morning letters."""
    digesting.queue_digests()
    db.session.commit()


def _remind_completion(complaint: Complaint) -> object:
    request = cases.open_request(complaint.id)
    return request is not None and sweeping.remind_completion(request, complaint)


def _each(ids: Iterable[int], act: Callable[[Complaint], object]) -> None:
    """One case, one transaction; a case that fails is logged and the others go on."""
    for complaint_id in list(ids):
        try:
            act(cases.lock(complaint_id))
            db.session.commit()
        except Exception:
            db.session.rollback()
            log.exception("case %s", complaint_id)


JOBS = [
    Job("close-silent", close_what_time_closed, timedelta(minutes=10)),
    Job("remind", remind_and_escalate, timedelta(minutes=20), lease=timedelta(minutes=30)),
    Job("recompute", recompute_deadlines, timedelta(seconds=30), lease=timedelta(hours=1)),
    Job("trials", fill_trials, timedelta(hours=6), lease=timedelta(hours=1)),
    Job("digest", send_digests, timedelta(minutes=5)),
    Job("forget-codes", forget_fresh_codes, timedelta(minutes=5)),
]
