"""Databases of PostgreSQL for tests: a template from the migrations, and one copy of it, emptied after each test."""

from __future__ import annotations

import os
from contextlib import closing
from uuid import uuid4

import psycopg
from sqlalchemy.engine import make_url

SERVER = os.environ.get("FORUM_TEST_DATABASE", "")

SHAPE = """
    select count(*), sum(hashtext(relname || ' ' || relkind::text)::bigint),
      (select count(*) from pg_attribute), (select sum(hashtext(tgname || tgenabled::text)::bigint) from pg_trigger)
    from pg_class where not starts_with(relname, 'pg_')
"""
"""Changes when a test renames a table, adds a column or takes a guard away."""

ALONE = """
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
"""


def url_of(name: str) -> str:
    """The address of a database on the server."""
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def _connect(name: str = "") -> psycopg.Connection:
    address = make_url(SERVER).set(drivername="postgresql")
    if name:
        address = address.set(database=name)
    return psycopg.connect(address.render_as_string(hide_password=False), autocommit=True)


def _on_server(statement: str) -> None:
    with closing(_connect()) as connection:
        connection.execute(statement)


def make(name: str, template: str = "") -> None:
    """A new database, empty or as another one is."""
    _on_server(f'create database "{name}"' + (f' template "{template}"' if template else ""))


def drop(name: str) -> None:
    """A database, and whoever is connected to it."""
    _on_server(f'drop database if exists "{name}" with (force)')


class Reused:
    """The database of one test after the other: a copy for each took a third of a second, most of what it cost.

    Rows go without firing triggers, so that guards of unchanging tables need not be lowered; only a superuser may do
    that, and for anybody else each test gets a copy. A test that changes the shape of the database has spoiled it.
    """

    def __init__(self, template: str) -> None:
        self._template = template
        self._name = ""
        self._own: psycopg.Connection | None = None
        self._shape: tuple[object, ...] | None = None
        self._first: dict[str, bytes] = {}
        self._numbers: dict[str, int] = {}
        self._filled = ""

    def take(self) -> str:
        """Its name, as the migrations left it."""
        if not self._name:
            self._name = f"rembuk_{uuid4().hex[:12]}"
            make(self._name, self._template)
            self._own = _connect(self._name)
            self._remember(self._own)
        return self._name

    def give_back(self) -> None:
        """Empty it, or drop it when that cannot be done."""
        assert self._own is not None
        if self._may_empty(self._own) and self._own.execute(SHAPE).fetchone() == self._shape:
            self._empty(self._own)
        else:
            self.end()

    def end(self) -> None:
        """Nothing is left on the server."""
        if self._own is not None:
            self._own.close()
            drop(self._name)
        self._name, self._own = "", None

    def _may_empty(self, connection: psycopg.Connection) -> bool:
        return bool(connection.info.parameter_status("is_superuser") == "on")

    def _remember(self, connection: psycopg.Connection) -> None:
        self._shape = connection.execute(SHAPE).fetchone()
        names = [row[0] for row in connection.execute("select tablename from pg_tables where schemaname = 'public'")]
        cases = ", ".join(f"case when exists (select from \"{name}\") then '{name}' end" for name in names)
        self._filled = f"select array_remove(array[{cases}], null)"
        self._numbers = self._last_numbers(connection)
        for name in self._tables_with_rows(connection):
            with connection.cursor().copy(f'copy "{name}" to stdout') as rows:
                self._first[name] = b"".join(bytes(block) for block in rows)

    def _tables_with_rows(self, connection: psycopg.Connection) -> list[str]:
        row = connection.execute(self._filled, prepare=True).fetchone()
        assert row is not None
        return list(row[0])

    def _last_numbers(self, connection: psycopg.Connection) -> dict[str, int]:
        rows = connection.execute("select sequencename, last_value from pg_sequences where last_value is not null")
        return {row[0]: row[1] for row in rows}

    def _empty(self, connection: psycopg.Connection) -> None:
        connection.execute(ALONE)
        with connection.transaction():
            connection.execute("set local session_replication_role = replica")
            for name in self._tables_with_rows(connection):
                connection.execute(f'delete from "{name}"')
            for name, rows in self._first.items():
                with connection.cursor().copy(f'copy "{name}" from stdin') as lines:
                    lines.write(rows)
        for name in self._last_numbers(connection):
            first = self._numbers.get(name)
            connection.execute(f"select setval('\"{name}\"', {first or 1}, {first is not None})")
