"""Pages measured in process: CPU time and SQL statements per request, without gzip."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from forum import create_app
from forum.accounts.models import Account, AccountSession
from forum.accounts.queries import hash_token
from forum.complaints.models import Complaint
from forum.core import clock
from forum.core.db import db
from forum.scores import jobs as score_jobs
from forum.units.models import Government

BATCHES, PER_BATCH = 12, 20
OWN = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT")
TOKEN = "bench-session-token"


@dataclass
class Row:
    """One page at one size, seen by one kind of visitor."""

    name: str
    size: int
    signed_in: bool
    visitor: str
    """kept: from the memory of whole pages, as most get it; fresh: made anew of parts that may be in memory; resident:
    signed in, always made anew; cold: fresh after every part was forgotten, as right after a start."""
    get: Callable[[], int]
    has_goal: bool = True
    statements: int = 0
    times: list[float] = field(default_factory=list)

    @property
    def ms(self) -> float:
        """CPU milliseconds per request, the median of the batches."""
        return statistics.median(self.times)


def rows_of(instance: Path, size: int) -> list[Row]:
    """Every page to measure on one database, once requested and counted."""
    kept, fresh = app_of(instance, "600"), app_of(instance, "0")
    with fresh.app_context():
        score_jobs.refresh_previews()  # what the worker does every five minutes
        db.session.remove()
        addresses = _addresses()
        _sign_in()
    resident = fresh.test_client()
    with resident.session_transaction() as session:
        session["_user_id"], session["_fresh"] = TOKEN, True
    visitors = (
        ("kept", kept, kept.test_client()),
        ("fresh", fresh, fresh.test_client()),
        ("resident", fresh, resident),
        ("cold", fresh, fresh.test_client()),
    )
    found = []
    for name, address in addresses.items():
        for visitor, app, client in visitors:
            get = getter(client, address)
            get = forgetting(app, get) if visitor == "cold" else get
            row = Row(name, size, visitor == "resident", visitor, get, has_goal=visitor != "cold")
            row.statements = counted_once(app, row.get)
            found.append(row)
    return found


def app_of(instance: Path, memory: str) -> Flask:
    return create_app({"INSTANCE": str(instance), "DATABASE_URL": f"sqlite:///{instance / 'rembuk.sqlite3'}",
                       "RATELIMIT_ENABLED": False, "PAGE_MEMORY": memory})  # fmt: skip


def _addresses() -> dict[str, str]:
    place = db.session.scalars(select(Government).where(Government.slug == "makassar")).one()
    known = select(Complaint.number).where(
        Complaint.government_id == place.id, Complaint.state == "confirmed", ~Complaint.is_confidential
    )
    number = db.session.scalars(known.order_by(Complaint.id.desc()).offset(50).limit(1)).one()
    db.session.rollback()
    return {
        "board": "/pengaduan?kota=makassar",
        "board, filtered": "/pengaduan?kota=makassar&keadaan=in_progress",
        "complaint": f"/pengaduan/{number}",
        "unit": "/unit/makassar/dpu",
        "scorecard": "/unit/makassar/dpu/rapor",
        "unit IKM": "/unit/makassar/dpu/ikm",
        "comparison": "/rapor?kota=makassar",
    }


def _sign_in() -> None:
    resident = db.session.scalars(select(Account).where(Account.email.like("%.warga.makassar@%"))).first()
    assert resident is not None
    held = db.session.get(AccountSession, hash_token(TOKEN)) or AccountSession(token_hash=hash_token(TOKEN))
    held.account_id, held.since, held.seen_at = resident.id, clock.now(), clock.now()
    held.ends_at = clock.now() + timedelta(days=1)
    db.session.add(held)
    db.session.commit()
    db.session.remove()


def getter(client: FlaskClient, address: str) -> Callable[[], int]:
    def get() -> int:
        with client.get(address) as response:
            return response.status_code

    return get


def forgetting(app: Flask, get: Callable[[], int]) -> Callable[[], int]:
    def get_cold() -> int:
        app.extensions["fragments"].clear()
        return get()

    return get_cold


def counted_once(app: Flask, get: Callable[[], int]) -> int:
    """SQL statements of one request, after two that fill the caches."""
    for _ in range(2):
        status = get()
        if status != 200:
            raise RuntimeError(f"the page answered {status}")
    return count_statements(app, get)


def count_statements(app: Flask, get: Callable[[], int]) -> int:
    """SQL statements of one turn."""
    with app.app_context():
        engine = db.engine
    with _listening(engine) as seen:
        get()
    return len(seen)


@contextmanager
def _listening(engine: Any) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.lstrip().upper().startswith(OWN):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def measure(rows: list[Row], batches: int = BATCHES) -> None:
    """Time every row in turn, batch by batch, so that a noisy neighbour disturbs all alike."""
    for row in rows:
        _batch(row.get, 10)
    for _ in range(batches):
        for row in rows:
            row.times.append(_batch(row.get, PER_BATCH))


def _batch(get: Callable[[], int], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        get()
    return (time.process_time() - start) * 1000 / times
