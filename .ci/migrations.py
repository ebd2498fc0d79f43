"""Migrations up, against the models, down and up again, on SQLite and (FORUM_TEST_POSTGRES) on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url

ROOT = Path(__file__).resolve().parent.parent


def flask_db(url: str, instance: Path, *words: str) -> None:
    """One `flask db` command on a database of its own."""
    print(f"   flask db {' '.join(words)}", flush=True)
    environment = {**os.environ, "FORUM_DATABASE_URL": url, "FORUM_INSTANCE": str(instance)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}\n{done.stderr}")


def leftovers(url: str) -> list[str]:
    """Tables that stayed behind after the last downgrade."""
    engine = create_engine(url)
    try:
        return [name for name in inspect(engine).get_table_names() if name != "alembic_version"]
    finally:
        engine.dispose()


def walk(url: str, instance: Path) -> None:
    """Up, compared with the models, down to nothing, up."""
    flask_db(url, instance, "upgrade")
    flask_db(url, instance, "check")
    flask_db(url, instance, "downgrade", "base")
    if left := leftovers(url):
        sys.exit(f"downgrade left these tables: {', '.join(left)}")
    flask_db(url, instance, "upgrade")


@contextmanager
def scratch_database(server: str) -> Iterator[str]:
    """A new database on the server, dropped at the end."""
    name = f"forum_migrations_{os.getpid()}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        engine.dispose()


def main() -> None:
    """SQLite always; PostgreSQL where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder)
        print("on SQLite", flush=True)
        walk(f"sqlite:///{instance / 'migrations.sqlite3'}", instance)
        if server := os.environ.get("FORUM_TEST_POSTGRES"):
            print("on PostgreSQL", flush=True)
            with scratch_database(server) as url:
                walk(url, instance)


if __name__ == "__main__":
    main()
