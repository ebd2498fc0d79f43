"""Whether the database has the tables this code expects."""

from __future__ import annotations

from pathlib import Path

import click
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from forum.core.db import db

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"


class NotPrepared(click.ClickException):
    """A command was called before the tables were made, or after new code came."""

    def __init__(self) -> None:
        super().__init__(
            "Basis data belum disiapkan untuk versi ini. Jalankan dulu: flask --app wsgi prepare (atau make run). "
            "The database is not prepared for this version: run flask prepare first."
        )


def head() -> str | None:
    """The newest migration this code has."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config).get_current_head()


def current_revision() -> str | None:
    """The migration the database has."""
    return MigrationContext.configure(db.session.connection()).get_current_revision()


def must_be_prepared() -> None:
    """Raise NotPrepared, which a command says in one line."""
    is_ready = current_revision() == head()
    db.session.rollback()
    if not is_ready:
        raise NotPrepared
