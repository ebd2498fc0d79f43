"""How migrations run: on the application's own engine, in one transaction."""

import importlib
import pkgutil

from alembic import context
from flask import current_app
from sqlalchemy import text

import forum
from forum.core.db import db

for package in pkgutil.iter_modules(forum.__path__):
    if importlib.util.find_spec(f"forum.{package.name}.models"):
        importlib.import_module(f"forum.{package.name}.models")

NOT_TABLES_OF_OURS = ("search_index", "sqlite_")


def is_ours(item, name, kind, reflected, compare_to):
    """Leave the full-text index and its shadow tables to their migration."""
    if kind == "index" and name == "ix_search_texts_words":
        return False
    return not (kind == "table" and name.startswith(NOT_TABLES_OF_OURS))


def run():
    """Upgrade, downgrade or compare."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("set lock_timeout = '4s'"))
            connection.execute(text("set statement_timeout = '0'"))
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            include_object=is_ours,
            render_as_batch=True,
            compare_type=True,
            **{
                k: v
                for k, v in current_app.extensions["migrate"].configure_args.items()
                if k not in ("render_as_batch", "compare_type")
            },
        )
        with context.begin_transaction():
            context.run_migrations()


run()
