"""Walls of design/house.md that import-linter cannot see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
SOURCES = sorted((HOUSE / "forum").rglob("*.py"))
EDGES = (
    "views",
    "cli",
    "jobs",
    "here",
    "entrance",
    "context",
    "edge",
    "demo",
    "serving",
    "checks",
    "worker",
    "mail",
    "outbox",
    "once",
)
CLOCKS = ("forum/core/clock.py", "forum/core/limits.py")  # the limiter counts by a clock of its own
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def rooms(path: Path) -> set[str]:
    return {part.removesuffix(".py") for part in path.relative_to(HOUSE).parts}


def calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_room_stays_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_function_stays_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", [p for p in SOURCES if "actions" in rooms(p) or "queries" in rooms(p)], ids=named)
def test_only_edges_commit(path: Path) -> None:
    assert not [line for name, line in calls(path) if name.endswith((".commit", ".rollback"))]


@pytest.mark.parametrize("path", [p for p in SOURCES if "views" in rooms(p) or "actions" in rooms(p)], ids=named)
def test_reads_stand_in_queries(path: Path) -> None:
    assert not [line for name, line in calls(path) if name in ("select", "db.select") or name.endswith("session.query")]


@pytest.mark.parametrize("path", [p for p in SOURCES if named(p) not in CLOCKS], ids=named)
def test_one_place_reads_the_clock(path: Path) -> None:
    reading = ("datetime.now", "datetime.utcnow", "date.today", "time.time")
    assert not [line for name, line in calls(path) if name in reading]


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_names_say_what_things_are(path: Path) -> None:
    assert not rooms(path) & {"utils", "helpers", "manager", "service", "data", "info", "handle", "process", "common"}


TEMPLATES = sorted((HOUSE / "templates").rglob("*.html"))
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\son[a-z]+=|\sstyle=", re.IGNORECASE)


@pytest.mark.parametrize("path", [p for p in TEMPLATES if "email" not in p.parts], ids=named)
def test_no_inline_script_style_or_handler(path: Path) -> None:
    assert not INLINE.findall(JINJA.sub("", path.read_text()))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_nothing_is_marked_safe_in_a_template_but_stored_html(path: Path) -> None:
    marked = re.findall(r"([\w.]+)\s*\|\s*safe", path.read_text())
    assert all(name.endswith(("html", "svg")) for name in marked), marked


def test_no_foreign_address_in_what_the_browser_loads() -> None:
    for path in [*(HOUSE / "static").rglob("*.css"), *(HOUSE / "static").rglob("*.js")]:
        text = path.read_text()
        assert not re.findall(r"(?:url\(|import |fetch\()\s*['\"]?https?://", text), path
