"""Words are marked for translation by names that the extraction knows (.ci/translations.py)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
SOURCES = [path for path in sorted((HOUSE / "forum").rglob("*.py")) if "flask_babel" in path.read_text()]
KNOWN = {"gettext": "_", "lazy_gettext": "_l"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_marking_goes_by_a_name_that_extraction_passes_over(source: Path) -> None:
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "flask_babel":
            strange = [f"{a.name} as {a.asname}" for a in node.names if a.asname and KNOWN.get(a.name) != a.asname]
            assert not [each for each in strange if "gettext" in each]
