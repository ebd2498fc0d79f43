"""One migrated database per run, copied for each test; the clock stands still unless a test moves it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event
from sqlalchemy.pool import Pool

from forum import create_app
from forum.accounts import demo
from forum.core import clock
from forum.core import db as database
from forum.core.db import db
from forum.units.here import shelf
from tests import postgres
from tests.asvs import Shown
from tests.factories import Town, build_town
from tests.haste import OneWorkerForTheDemo, RareCollector, hurry
from tests.postgres import SERVER

NOON = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)
"""Wednesday 18 November 2026, 12.00 in Makassar."""


def pytest_configure(config: pytest.Config) -> None:
    """Report which rows of the security list a run has shown, and compile once what every application has."""
    config.pluginmanager.register(Shown(), "asvs-report")
    config.pluginmanager.register(RareCollector(), "rare-collector")
    config.pluginmanager.register(OneWorkerForTheDemo(), "one-worker-for-the-demo")
    hurry()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, only what touches a database: rules and references were tried with the embedded one."""
    if not SERVER:
        return
    pure = [item for item in items if not _needs_database(item)]
    config.hook.pytest_deselected(items=pure)
    items[:] = [item for item in items if _needs_database(item)]


def _needs_database(item: pytest.Item) -> bool:
    return "built" in getattr(item, "fixturenames", ()) or "seeds" in item.path.parts


def settings(folder: Path, url: str) -> dict[str, Any]:
    return {
        "INSTANCE": str(folder), "DATABASE_URL": url, "TESTING": True, "WTF_CSRF_ENABLED": False,
        "RATELIMIT_ENABLED": False, "SECRET_KEY": "0" * 64, "ESCROW_KEY": "1" * 64, "CLOCK_FILE": "",
        "PAGE_MEMORY": "0",
    }  # fmt: skip


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The migrated, empty database: a SQLite file, or the name of a PostgreSQL template."""
    folder = tmp_path_factory.mktemp("built")
    if not SERVER:
        _migrate(folder, f"sqlite:///{folder / 'built.sqlite3'}")
        yield str(folder / "built.sqlite3")
        return
    name = f"rembuk_built_{os.getpid()}"
    postgres.make(name)
    _migrate(folder, postgres.url_of(name))
    yield name
    postgres.drop(name)


def _migrate(folder: Path, url: str) -> None:
    app = create_app(settings(folder, url))
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def reused(built: str) -> Iterator[postgres.Reused]:
    """The one database of PostgreSQL that tests of this process use after each other."""
    reused = postgres.Reused(built)
    yield reused
    reused.end()


@pytest.fixture(autouse=True)
def no_connection_stays_open() -> Iterator[None]:
    """Whatever a test opened (a second app, a thread) is closed at its end, not by the garbage collector."""
    made: list[Any] = []

    def note(connection: Any, _record: object) -> None:
        made.append(connection)

    event.listen(Pool, "connect", note)
    yield
    event.remove(Pool, "connect", note)
    for connection in made:
        with suppress(Exception):
            connection.close()


@pytest.fixture
def database_url(built: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of the test's own: a copy of the file, or the reused one of PostgreSQL."""
    if not SERVER:
        shutil.copy(built, tmp_path / "test.sqlite3")
        yield f"sqlite:///{tmp_path / 'test.sqlite3'}"
        return
    reused: postgres.Reused = request.getfixturevalue("reused")
    yield postgres.url_of(reused.take())
    reused.give_back()


class Hands:
    """The hands of the clock: a test sets them or moves them."""

    def __init__(self) -> None:
        self.now = NOON

    def set(self, moment: datetime) -> None:
        self.now = moment

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The clock everything reads, at noon in Makassar on 18 November 2026."""
    hands = Hands()
    monkeypatch.setattr(clock, "now", lambda: hands.now)
    return hands


def forget_request() -> None:
    """The test's own context outlives its requests: what one of them remembered in `g` must not."""
    g.__dict__.clear()


@pytest.fixture
def app(database_url: str, tmp_path: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application on an empty database; on a busy machine writers wait longer for each other than in service."""
    monkeypatch.setattr(database, "WAIT_SECONDS", 60.0)
    shelf.forget()
    demo.forget()
    app = create_app(settings(tmp_path / "instance", database_url))
    app.before_request_funcs.setdefault(None, []).insert(0, forget_request)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def town(app: Flask) -> Town:
    """A small town with units, areas, staff and residents."""
    return build_town()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor's browser."""
    return app.test_client()
