"""The demonstration planted once for all tests of this folder: it takes a while, and no test changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
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
from tests.conftest import SERVER, _on_server, _url_of, settings

ANCHOR = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def seeded_app(built: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with the demonstration up to ANCHOR, the clock standing there."""
    folder = tmp_path_factory.mktemp("seeded")
    with _database(built, folder) as url:
        app = create_app(settings(folder / "instance", url))
        with app.app_context(), clock.at(ANCHOR):
            demo.plant(Store(folder / "uploads", sealing.file_key()), ANCHOR)
            db.session.commit()
            yield app
            db.session.remove()
            db.engine.dispose()


class _database:  # noqa: N801 - used as a verb of the fixture above
    """A database of this folder's own, gone afterwards."""

    def __init__(self, built: str, folder: Path) -> None:
        self.built, self.folder, self.name = built, folder, f"rembuk_{uuid4().hex[:12]}"

    def __enter__(self) -> str:
        if not SERVER:
            shutil.copy(self.built, self.folder / "seeded.sqlite3")
            return f"sqlite:///{self.folder / 'seeded.sqlite3'}"
        _on_server(f'create database "{self.name}" template "{self.built}"')
        return _url_of(self.name)

    def __exit__(self, *_: object) -> None:
        if SERVER:
            _on_server(f'drop database if exists "{self.name}" with (force)')


@pytest.fixture
def demo_site(seeded_app: Flask) -> Iterator[Flask]:
    """The planted demonstration, in a context with the clock at ANCHOR."""
    with seeded_app.app_context(), clock.at(ANCHOR):
        yield seeded_app
        db.session.rollback()
