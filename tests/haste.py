"""What would only make tests slower: compiling what is the same in all, waiting for the disk, looking for garbage."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from werkzeug.routing import Rule
from xdist.scheduler import LoadFileScheduling

from forum.core import assets
from forum.core import db as database
from tests.postgres import SERVER


class KeptTemplates(BytecodeCache):
    """Compiled templates of this process; Jinja takes one only while its source is the same."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja asks."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja has compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


def lives(examples: int) -> int:
    """How many random lives to live: on PostgreSQL a quarter, for what they find there is not the rules."""
    return max(2, examples // 4) if SERVER else examples


def hurry() -> None:
    """For every application made from now on in this process."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": KeptTemplates()}
    _keep_builders()
    _keep_statements()
    _spare_the_disk()
    _keep_assets()


def _keep_builders() -> None:
    """Building the address of a rule is a function that werkzeug compiles, twice for each of some 350 rules.

    It is made of the rule's pieces alone: converters it takes from the rule that calls it.
    """
    kept: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}
    compile_builder: Any = Rule._compile_builder

    def kept_builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in kept:
            kept[key] = compile_builder(rule, append_unknown)
        return kept[key]

    Rule._compile_builder = kept_builder


def _keep_statements() -> None:
    """Engines of one kind of database share what they made of statements: SQLAlchemy keeps that by dialect."""
    make_engine: Any = SQLAlchemy._make_engine
    kept: dict[str, Engine] = {}

    def kept_engine(self: SQLAlchemy, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:
        engine: Engine = make_engine(self, bind_key, options, app)
        first = kept.setdefault(engine.dialect.name, engine)
        engine._compiled_cache = first._compiled_cache
        if first is not engine:
            engine.dialect = first.dialect
        return engine

    SQLAlchemy._make_engine = kept_engine


def _spare_the_disk() -> None:
    """No test pulls the plug: a commit need not wait until it is on the disk."""
    manners = database._sqlite_manners

    def hasty(connection: sqlite3.Connection, record: object) -> None:
        manners(connection, record)
        connection.execute("PRAGMA synchronous = OFF")

    database._sqlite_manners = hasty


def _keep_assets() -> None:
    """The bundles of one source folder are made once; further applications get links to them."""
    build = assets.build
    kept: dict[Path, tuple[Path, dict[str, str]]] = {}

    def kept_build(static: Path, folder: Path) -> dict[str, str]:
        if static not in kept or not kept[static][0].is_dir():
            kept[static] = folder, build(static, folder)
            return kept[static][1]
        first, names = kept[static]
        folder.mkdir(parents=True, exist_ok=True)
        for path in first.iterdir():
            (folder / path.name).unlink(missing_ok=True)
            (folder / path.name).hardlink_to(path)
        return dict(names)

    assets.build = kept_build


class RareCollector:
    """Looks for garbage every so many tests only: each application leaves much of it, and looking took a third."""

    EVERY = 40

    def __init__(self) -> None:
        self._tests = 0

    def pytest_collection_finish(self) -> None:
        """What is loaded now stays."""
        gc.collect()
        gc.freeze()
        gc.disable()

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self) -> None:
        """After a test."""
        self._tests += 1
        if self._tests % self.EVERY == 0:
            gc.collect()


class OneWorkerForTheDemo:
    """Planting the demonstration takes a minute of a worker: all tests on it go to the same one, and begin first."""

    DEMO = "tests/seeds/test_demo"

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> LoadFileScheduling:
        """Workers get files, as with `--dist loadfile`; the files of the demonstration count as one."""
        demo = self.DEMO

        class ByFile(LoadFileScheduling):
            def _split_scope(self, nodeid: str) -> str:
                return demo if nodeid.startswith(demo) else super()._split_scope(nodeid)

        config.option.loadscopereorder = False
        return ByFile(config, log)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """What takes long begins first, so that no worker waits for another at the end."""
        long = {item.path for item in items if item.get_closest_marker("slow")}
        items.sort(key=lambda item: item.path not in long)
