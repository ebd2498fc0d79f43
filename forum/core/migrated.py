"""Whether the database has the tables this code expects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import inspect, text

from forum.core.db import db

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


class LateMigrations:
    """What stands for Flask-Migrate until somebody migrates: alembic weighs 11 MB and no web process needs it."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        """Whoever asks for anything gets the real one, which takes this place."""
        from flask_migrate import Migrate

        Migrate(self._app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)
        return getattr(self._app.extensions["migrate"], name)


class LateCommands(click.Command):
    """`flask db`, loaded when it is called."""

    def make_context(self, *given: Any, **more: Any) -> click.Context:
        """That of the real one, which then goes on by itself."""
        from flask_migrate.cli import db as commands

        context: click.Context = commands.make_context(*given, **more)
        return context


def prepare_migrations(app: Flask) -> None:
    """Give the application `flask db`."""
    app.extensions["migrate"] = LateMigrations(app)
    app.cli.add_command(LateCommands("db", help="Perform database migrations."))


class NotPrepared(click.ClickException):
    """A command was called before the tables were made, or after new code came."""

    def __init__(self) -> None:
        super().__init__(
            "Basis data belum disiapkan untuk versi ini. Jalankan dulu: flask --app wsgi prepare (atau make run). "
            "The database is not prepared for this version: run flask prepare first."
        )


def head() -> str | None:
    """The newest migration this code has, by the number its file begins with."""
    return max((path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py")), default=None)


def current_revision() -> str | None:
    """The migration the database has."""
    if not inspect(db.session.connection()).has_table("alembic_version"):
        return None
    found: str | None = db.session.scalar(text("select version_num from alembic_version"))
    return found


def must_be_prepared() -> None:
    """Raise NotPrepared, which a command says in one line."""
    is_ready = current_revision() == head()
    db.session.rollback()
    if not is_ready:
        raise NotPrepared
