"""What takes a while is planted once for all tests of a folder or a file that leave it as it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from forum import create_app
from forum.core import clock, sealing
from forum.core.db import db
from forum.core.files import Store
from forum.seeds import demo
from tests import postgres
from tests.conftest import settings

ANCHOR = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)


OwnSite = Callable[[str], AbstractContextManager[Flask]]


@pytest.fixture(scope="session")
def own_site(built: str, tmp_path_factory: pytest.TempPathFactory) -> OwnSite:
    """`own_site(name)`: an application on an empty database that outlives a test."""

    @contextmanager
    def open_site(name: str) -> Iterator[Flask]:
        folder = tmp_path_factory.mktemp(name)
        with _database(built, folder) as url:
            app = create_app(settings(folder / "instance", url))
            with app.app_context():
                yield app
                db.session.remove()
                db.engine.dispose()

    return open_site


@contextmanager
def _database(built: str, folder: Path) -> Iterator[str]:
    if not postgres.SERVER:
        shutil.copy(built, folder / "own.sqlite3")
        yield f"sqlite:///{folder / 'own.sqlite3'}"
        return
    name = f"rembuk_{uuid4().hex[:12]}"
    postgres.make(name, built)
    yield postgres.url_of(name)
    postgres.drop(name)


@pytest.fixture(scope="session")
def seeded_app(own_site: OwnSite) -> Iterator[Flask]:
    """The application with the demonstration up to ANCHOR, the clock standing there."""
    with own_site("seeded") as app, clock.at(ANCHOR):
        demo.plant(Store(Path(app.instance_path).parent / "uploads", sealing.file_key()), ANCHOR)
        db.session.commit()
        yield app


@pytest.fixture
def demo_site(seeded_app: Flask) -> Iterator[Flask]:
    """The planted demonstration, in a context with the clock at ANCHOR."""
    with seeded_app.app_context(), clock.at(ANCHOR):
        yield seeded_app
        db.session.rollback()
