"""Closing a month of a Jakarta-sized year, and beside it the same counts by reading every row."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy.engine import make_url

from forum import create_app
from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import SYSTEM
from forum.scores import jobs
from forum.scores.actions import closing
from forum.scores.queries import evidence, months
from forum.scores.rules.months import month_of, shifted
from forum.units.models import Government
from tests.bench import full_scan, stores

PLACE = "jakarta"
SCRATCH = "rembuk_bench_year"


@dataclass
class Closed:
    """Seconds by the wall."""

    database: str
    units: int
    closing: float
    again: float
    counters: float
    full_scan: float
    cpu: float
    """Of this process, closing twice: what a busy machine does not change."""
    is_same: bool

    @property
    def closing_without(self) -> float:
        """The same closing if every count had to be read from the rows."""
        return self.closing - self.counters + self.full_scan


def on_sqlite() -> Closed:
    """On the kept database of the year."""
    instance = stores.year()
    return _measure("SQLite", _app(instance, f"sqlite:///{instance / 'rembuk.sqlite3'}"))


def on_postgres() -> Closed | None:
    """On a scratch database of the server at hand, filled now and dropped afterwards; None without a server."""
    server = os.environ.get("BENCH_POSTGRES") or os.environ.get("FORUM_TEST_POSTGRES", "")
    if not server:
        return None
    with _scratch(server) as url:
        stores.fill(stores.year(), stores.YEAR, url)
        return _measure("PostgreSQL", _app(stores.year(), url))


@contextmanager
def _scratch(server: str) -> Iterator[str]:
    def tell(statement: str) -> None:
        address = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())

    tell(f"drop database if exists {SCRATCH} with (force)")
    tell(f"create database {SCRATCH}")
    try:
        yield make_url(server).set(database=SCRATCH).render_as_string(hide_password=False)
    finally:
        with suppress(psycopg.Error):
            tell(f"drop database if exists {SCRATCH} with (force)")


def _app(instance: Path, url: str) -> Flask:
    return create_app({"INSTANCE": str(instance), "DATABASE_URL": url, "RATELIMIT_ENABLED": False})


def _measure(name: str, app: Flask) -> Closed:
    with app.app_context():
        government = next(g for g in months.governments() if g.slug == PLACE)
        today = clock.today(government.zone)
        month = shifted(month_of(today), -2)
        spent = time.process_time()
        first, again = (_timed(lambda: _close(government.id, month)) for _turn in range(2))
        spent = (time.process_time() - spent) / 2
        read, counted = _timed(lambda: evidence.by_month(government.id, shifted(month, -11), month, today)), {}
        scan = _timed(lambda: counted.update(full_scan.by_month(government, month, today)))
        kept = full_scan.plain(evidence.by_month(government.id, shifted(month, -11), month, today))
        units = (months.find_month(government.id, month, months.newest_version(government.id, month)) or _none()).units
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()
    return Closed(name, units, first, again, read, scan, spent, kept == counted)


def _none() -> Any:
    raise LookupError("the month was not closed")


def _close(government_id: int, month: str) -> None:
    government = db.session.get_one(Government, government_id)
    closing.ask_closing(government, month, by=SYSTEM)
    db.session.commit()
    jobs.close_next()


def _timed(act: Any) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
