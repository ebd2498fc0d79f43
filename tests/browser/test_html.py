"""The Nu HTML checker finds no error in what the server sends."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import HERE
from tests.browser.house import House
from tests.browser.pages import PAGES, REFUSED, come_as, pages_of

CHECKER = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

pytestmark = pytest.mark.browser


def test_no_page_has_an_error(house: House, visit: Callable[..., Page], tmp_path: Path) -> None:
    for who in PAGES:
        page = come_as(visit(), house, who)
        for address in [*pages_of(house, page, PAGES, who), *(REFUSED if who == "everyone" else ())]:
            answer = page.request.get(address)
            assert answer.url.endswith(address), f"{address} led to {answer.url}"
            _save(tmp_path, f"{who}{address}", answer.text())
        if who == "everyone":
            refused = page.request.post("/lacak", form={"csrf_token": _token(page), "once": "0" * 32})
            _save(tmp_path, "refused", refused.text())
    _save(tmp_path, "gaya", house.styles())
    command = ["java", "-jar", str(CHECKER), "--errors-only", "--Werror", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr.replace(str(tmp_path), "")


def _save(folder: Path, name: str, html: str) -> None:
    (folder / (name.replace("/", "!").replace("?", "~") + ".html")).write_text(html)


def _token(page: Page) -> str:
    page.goto("/lacak")
    return str(page.locator("main [name=csrf_token]").get_attribute("value"))
