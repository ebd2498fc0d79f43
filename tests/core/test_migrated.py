"""Commands on a database without tables say one line and change nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask

from forum import create_app
from forum.core import migrated
from tests.conftest import settings


@pytest.mark.parametrize(
    "command",
    [
        ["serve"], ["worker", "--once"], ["seed-demo"], ["seed-basics"], ["seed-load", "--complaints", "1"],
        ["create-admin", "--government", "contoh"], ["import-areas", "73.71"],
        ["create-government", "contoh", "Kota Contoh", "--prefix", "CTH", "--area", "99.71", "--zone", "Asia/Jakarta"],
    ],
)  # fmt: skip
def test_a_command_asks_for_preparation_first(command: list[str], tmp_path: Path) -> None:
    app = create_app(settings(tmp_path / "instance", f"sqlite:///{tmp_path / 'empty.sqlite3'}"))
    with app.app_context():
        told = app.test_cli_runner().invoke(args=command)
    assert told.exit_code == 1
    assert "flask prepare" in told.output
    assert "Traceback" not in told.output


def test_units_are_not_imported_either(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path / "instance", f"sqlite:///{tmp_path / 'empty.sqlite3'}"))
    sheet = tmp_path / "unit.csv"
    sheet.write_text("kode,nama\ndpu,Dinas Pekerjaan Umum\n")
    with app.app_context():
        told = app.test_cli_runner().invoke(args=["import-units", str(sheet), "--government", "contoh"])
    assert "flask prepare" in told.output


def test_the_newest_file_is_the_head_that_alembic_finds(app: Flask) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrated.MIGRATIONS))
    assert migrated.head() == ScriptDirectory.from_config(config).get_current_head() == migrated.current_revision()


def test_a_web_process_does_without_alembic(tmp_path: Path) -> None:
    asked = "import sys, wsgi; print([n for n in ('alembic', 'flask_migrate') if n in sys.modules])"
    told = subprocess.run([sys.executable, "-c", asked], env=os.environ | {"FORUM_INSTANCE": str(tmp_path)},
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert told.stdout.strip() == "[]"
