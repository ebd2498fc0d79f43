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
SHAPING = ("migrations/versions/*.py", "forum/seeds/load.py", "forum/seeds/case.py", "forum/seeds/bulk.py")
FOLDER = Path(os.environ.get("BENCH_FOLDER") or Path(tempfile.gettempdir()) / f"rembuk-bench-{os.getuid()}")


def fingerprint() -> str:
    """Changes with the tables and with what fills them."""
    files = sorted(path for pattern in SHAPING for path in HOUSE.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def instance_of(size: int) -> Path:
    """The instance folder with a database of `size` complaints, made now if it is not there."""
    folder = FOLDER / f"{size}-{fingerprint()}"
    if not (folder / "ready").exists():
        _drop_outdated(size)
        folder.mkdir(parents=True)
        run = lambda *words: subprocess.run(  # noqa: E731
            [sys.executable, "-m", "flask", "--app", "wsgi", *words], cwd=HOUSE, env=environment(folder), check=True
        )
        run("db", "upgrade")
        run("seed-load", "--complaints", str(size))
        (folder / "ready").touch()
    return folder


def environment(folder: Path) -> dict[str, str]:
    """The settings of a subprocess that works on this instance."""
    return os.environ | {"FORUM_INSTANCE": str(folder), "FORUM_LOG_LEVEL": "WARNING", "FORUM_DATABASE_URL": ""}


def _drop_outdated(size: int) -> None:
    for old in FOLDER.glob(f"{size}-*"):
        shutil.rmtree(old)
