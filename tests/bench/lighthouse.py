"""Lighthouse (mobile) on public pages, when it and a Chromium are here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

PROGRAM = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def chromium() -> str | None:
    """A Chromium to drive."""
    return os.environ.get("FORUM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def is_here() -> bool:
    """True when Lighthouse and a Chromium can run."""
    return PROGRAM.exists() and chromium() is not None


def scores(address: str) -> dict[str, int] | None:
    """Scores of 100 by category; None when Lighthouse could not finish."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = f"--headless=new --no-sandbox --disable-dev-shm-usage --user-data-dir={folder}/profile"
        command = [str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={report}",
                   f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}"]  # fmt: skip
        try:
            subprocess.run(command, env=os.environ | {"CHROME_PATH": chromium() or ""}, check=True, timeout=240,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
            found = json.loads(report.read_text())["categories"]
        except (subprocess.SubprocessError, OSError, KeyError, json.JSONDecodeError):
            return None
        return {name: round((found[name]["score"] or 0) * 100) for name in CATEGORIES}
