"""The database: one declarative base, exact types, and the manners each database needs."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, event
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
WAIT_SECONDS = 5.0


class Base(DeclarativeBase):
    """The declarative base of every table."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base, session_options={"autoflush": True})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

# A request that only reads says so: it then takes no write lock and cannot write by mistake.
reading: ContextVar[bool] = ContextVar("reading", default=False)


class WroteWhileReading(RuntimeError):
    """A request that must only read (GET, HEAD) tried to change a row."""


@contextmanager
def only_reading() -> Iterator[None]:
    """Inside, nothing can be written and nobody who writes is held up: for long computations of the worker.

    What was not committed before is lost, and the snapshot read inside ends with it.
    """
    db.session.rollback()
    token = reading.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        reading.reset(token)


class UtcTime(TypeDecorator[datetime]):
    """Aware moments in UTC; refuses naive ones. SQLite keeps them without zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class FairLock:
    """A lock whose waiters are served in the order they came."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiters: deque[threading.Event] = deque()
        self._held = False

    def acquire(self, timeout: float) -> bool:
        """Wait at most `timeout` seconds; False when the turn did not come."""
        with self._guard:
            if not self._held:
                self._held = True
                return True
            turn = threading.Event()
            self._waiters.append(turn)
        if turn.wait(timeout):
            return True
        with self._guard:
            if turn.is_set():
                return True
            self._waiters.remove(turn)
            return False

    def release(self) -> None:
        """Hand the lock to the longest waiter."""
        with self._guard:
            if self._waiters:
                self._waiters.popleft().set()
            else:
                self._held = False


write_turn = FairLock()


def prepare_engine(app: Flask) -> None:
    """Attach the manners of the database in use to its engine."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_manners)
        event.listen(engine, "begin", _begin_in_turn)
        event.listen(engine, "checkin", _give_back_turn)
        event.listen(engine, "invalidate", _give_back_turn)


def engine_options(url: str) -> dict[str, Any]:
    """Pool settings per database. What people wrote never stands in an error, and so in no log."""
    quiet = {"hide_parameters": True}
    if url.startswith("sqlite"):
        return quiet | {"connect_args": {"timeout": WAIT_SECONDS, "check_same_thread": False}}
    return quiet | {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 5, "pool_timeout": WAIT_SECONDS}


def _sqlite_manners(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # this module begins transactions itself
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "busy_timeout = 5000",
        "secure_delete = ON",
        "trusted_schema = OFF",
        "recursive_triggers = ON",  # else INSERT OR REPLACE would slip past the triggers that guard history
        "cache_size = -16000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_in_turn(connection: Connection) -> None:
    if reading.get():
        connection.exec_driver_sql("BEGIN")
        return
    # A connection that stays out for several transactions (migrations) keeps its turn until it comes back.
    if not connection.info.get("write_turn"):
        if not write_turn.acquire(WAIT_SECONDS):
            raise OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked"))
        connection.info["write_turn"] = True
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _give_back_turn(_dbapi: object, record: Any, *_: object) -> None:
    if record is not None and record.info.pop("write_turn", False):
        write_turn.release()


@event.listens_for(Session, "before_flush")
def _refuse_writes_while_reading(session: Session, *_: object) -> None:
    if reading.get() and (session.new or session.dirty or session.deleted):
        changed = [type(o).__name__ for o in (*session.new, *session.dirty, *session.deleted)]
        raise WroteWhileReading(", ".join(changed))


def is_sqlite(bind: Engine | Connection | None = None) -> bool:
    """True when the database in use is SQLite."""
    return (bind or db.engine).dialect.name == "sqlite"


def add_to(model: type[Base], keys: dict[str, Any], **steps: int) -> None:
    """Add to counters in one statement; a missing row starts at the step."""
    add_rows(model, list(keys), [{**keys, **steps}])


def add_rows(model: type[Base], keys: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Add many rows of counters; all rows name the same columns, no two the same keys.

    Sorted by their keys, so that two at once do not wait for each other in a circle.
    """
    ordered = sorted(rows, key=lambda row: tuple(str(row[key]) for key in keys))
    db.session.execute(_adding(model, tuple(keys), tuple(ordered[0]), is_sqlite()), ordered)


@lru_cache(maxsize=500)
def _adding(model: type[Base], keys: tuple[str, ...], columns: tuple[str, ...], on_sqlite: bool) -> Any:
    """The statement without its values, so that it is put together once: every act counts, and that was most of it."""
    statement: Any = (sqlite_insert if on_sqlite else pg_insert)(model)
    steps = [name for name in columns if name not in keys]
    added = {name: model.__table__.c[name] + statement.excluded[name] for name in steps}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=added)
