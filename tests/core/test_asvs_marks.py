"""A mark of the security list that is misspelt ends a run and says so, in one process and in two."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
CONFTEST = (
    "from tests.asvs import Shown\ndef pytest_configure(config): config.pluginmanager.register(Shown(), 'asvs')\n"
)
TEST = """import pytest
@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.asvs("{row}")
def test_something(n): assert n
"""


def run(folder: Path, row: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A run of one small test file that carries a row."""
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_small.py").write_text(TEST.format(row=row))
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = asvs(id): a row\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words, str(folder)]
    return subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(HOUSE)}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("processes", [(), ("-n", "2")], ids=["one process", "two processes"])
def test_an_unknown_row_stops_the_run_with_its_sentence(tmp_path: Path, processes: tuple[str, ...]) -> None:
    done = run(tmp_path, "99.9.9", *processes)
    assert done.returncode not in (0, 3)
    assert "test_something" in done.stdout
    assert "not in tests/asvs.py: 99.9.9" in done.stdout
    assert "INTERNAL" not in done.stdout
    assert "passed" not in done.stdout


@pytest.mark.parametrize("processes", [(), ("-n", "2")], ids=["one process", "two processes"])
def test_a_known_row_is_reported(tmp_path: Path, processes: tuple[str, ...]) -> None:
    done = run(tmp_path, "1.2.4", *processes)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1.2.4 (2)" in done.stdout
