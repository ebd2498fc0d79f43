"""The Nu HTML checker, on pages kept in a folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

CHECKER = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def keep(folder: Path, name: str, html: str) -> None:
    """Put a page into the folder, under a name that says which it is."""
    (folder / (name.replace("/", "!").replace("?", "~") + ".html")).write_text(html)


def errors_in(folder: Path) -> str:
    """What is wrong with the kept pages, a line each; empty is well."""
    command = ["java", "-jar", str(CHECKER), "--errors-only", "--Werror", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr.replace(str(folder), "") if done.returncode else ""
