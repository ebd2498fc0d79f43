"""Databases of the sizes to measure, made once and kept: making a million cases takes minutes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent
FILLERS = ("load", "case", "bulk", "pen", "ground", "respondent", "promise", "planting")
SHAPING = ("migrations/versions/*.py", *(f"forum/seeds/{name}.py" for name in FILLERS))
UNITS = 500
YEAR = ("--complaints", "190000", "--answers", "200000", "--units", "400", "--months", "12", "--place", "jakarta")
"""A year of Jakarta: 185,852 reports in 2024."""
FOLDER = Path(os.environ.get("BENCH_FOLDER") or Path(tempfile.gettempdir()) / f"rembuk-bench-{os.getuid()}")


def fingerprint() -> str:
    """Changes with the tables and with what fills them."""
    files = sorted(path for pattern in SHAPING for path in HOUSE.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def instance_of(size: int) -> Path:
    """The instance folder with as many complaints as survey answers over UNITS units, made now if it is not there."""
    return _kept(str(size), ("--complaints", str(size), "--answers", str(size), "--units", str(UNITS)))


def year() -> Path:
    """The instance folder of a Jakarta-sized year."""
    return _kept("year", YEAR)


def _kept(name: str, load: tuple[str, ...]) -> Path:
    folder = FOLDER / f"{name}-{fingerprint()}"
    if not (folder / "ready").exists():
        _drop_outdated(name)
        folder.mkdir(parents=True)
        fill(folder, load)
        (folder / "ready").touch()
    return folder


def fill(folder: Path, load: tuple[str, ...], url: str = "") -> None:
    """Tables and a load, in the instance's own database or in another."""
    for words in (("db", "upgrade"), ("seed-load", *load)):
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        subprocess.run(command, cwd=HOUSE, env=environment(folder, url), check=True)


def environment(folder: Path, url: str = "") -> dict[str, str]:
    """The settings of a subprocess that works on this instance."""
    return os.environ | {"FORUM_INSTANCE": str(folder), "FORUM_LOG_LEVEL": "WARNING", "FORUM_DATABASE_URL": url}


def _drop_outdated(name: str) -> None:
    for old in FOLDER.glob(f"{name}-*"):
        shutil.rmtree(old)
