"""Commands on a database without tables say one line and change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from forum import create_app
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
