"""A single file that knows nothing of the program finds the same figures, and every changed one."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from forum.scores import score_check
from forum.scores.rules import Evidence, Resolution, Satisfaction
from tests.scores.cases import VECTOR, document, months

SCRIPT = Path(score_check.__file__)


def wrong_lines(file: dict[str, Any]) -> list[tuple[str, str]]:
    return [line for line in score_check.differences(file) if line[1]]


@settings(max_examples=80, deadline=None)
@given(months())
def test_the_same_figures_to_the_last_digit_on_any_month(evidence: list[Evidence]) -> None:
    assert wrong_lines(document(evidence)) == []


def test_the_same_figures_on_the_vector() -> None:
    file = document(VECTOR)
    assert wrong_lines(file) == []
    assert file["published"]["units"]["Kassi-Kassi"]["total"] == "78.18"


def everybody_says_the_same(number: int) -> Evidence:
    return Evidence(f"u{number}", "kelurahan", (10, 20), Resolution(5, 10), Satisfaction.of({(27, 9): 3 + number}))


def test_the_same_figures_where_nobody_differs_from_anybody() -> None:
    file = document([everybody_says_the_same(number) for number in range(6)])
    assert wrong_lines(file) == []
    assert file["published"]["priors"]["kelurahan"]["p"]["strength"] == "100.00"


@pytest.mark.parametrize("figure", ["total", "sd", "low", "high", "rank", "bands", "weights", "evidence", "parts"])
def test_a_changed_figure_is_found(figure: str) -> None:
    file = document(VECTOR)
    unit = file["published"]["units"]["Batua"]
    unit[figure] = unit[figure] + "1" if isinstance(unit[figure], str) else []
    assert [what for what, _ in wrong_lines(file)] == ["Batua"]


def test_a_changed_prior_is_found() -> None:
    file = document(VECTOR)
    file["published"]["priors"]["kelurahan"]["r"]["mean"] = "75.71"
    assert [what for what, _ in wrong_lines(file)] == ["sebaya kelurahan"]


def test_a_changed_input_is_found_by_its_hash_even_where_no_figure_moves() -> None:
    file = document(VECTOR)
    file["inputs"]["government"]["name"] = "Kota lain"
    assert [what for what, _ in wrong_lines(file)] == ["SHA-256"]


def test_a_number_for_a_unit_with_too_little_evidence_is_found() -> None:
    file = document(VECTOR)
    file["published"]["units"]["Sudiang"]["total"] = "74.19"
    assert [what for what, _ in wrong_lines(file)] == ["Sudiang"]


def test_a_unit_left_out_of_the_published_ones_is_found() -> None:
    file = document(VECTOR)
    del file["published"]["units"]["Tamalate"]
    assert [what for what, _ in wrong_lines(file)] == ["Tamalate"]


def test_a_q_that_is_not_the_sum_of_its_units_is_found() -> None:
    file = document(VECTOR)
    file["inputs"]["q"][1] += 1
    assert "q" in [what for what, _ in wrong_lines(file)]


@pytest.mark.parametrize(
    ("cheat", "code", "word"), [(False, 0, "sama  Batua Kelurahan Batua 77.74"), (True, 1, "BEDA")]
)
def test_it_runs_alone_and_says_so_in_its_exit_code(tmp_path: Path, cheat: bool, code: int, word: str) -> None:
    file = document(VECTOR)
    if cheat:
        file["published"]["units"]["Batua"]["total"] = "87.74"
    path = tmp_path / "masukan.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-I", SCRIPT, path], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert ran.returncode == code, ran.stderr
    assert word in ran.stdout


def test_it_is_short_and_uses_the_standard_library_alone() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else name.name) or ""
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names
    assert len(text.splitlines()) <= 250
