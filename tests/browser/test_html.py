"""The Nu HTML checker finds no error in what the server sends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.house import House
from tests.browser.nu import errors_in, keep
from tests.browser.pages import PAGES, come_as, pages_of, refused_in

pytestmark = pytest.mark.browser


def test_no_page_has_an_error(house: House, visit: Callable[..., Page], tmp_path: Path) -> None:
    for who in PAGES:
        page = come_as(visit(), house, who)
        for address in [*pages_of(house, page, PAGES, who), *(refused_in(house) if who == "everyone" else ())]:
            answer = page.request.get(address)
            assert answer.url.endswith(address), f"{address} led to {answer.url}"
            keep(tmp_path, f"{who}{address}", answer.text())
        if who == "everyone":
            refused = page.request.post("/lacak", form={"csrf_token": _token(page), "once": "0" * 32})
            keep(tmp_path, "refused", refused.text())
    keep(tmp_path, "gaya", house.styles())
    assert errors_in(tmp_path) == ""


def test_the_checker_does_look(tmp_path: Path) -> None:
    keep(tmp_path, "wrong", "<!doctype html><html lang=id><title>x</title><p><img src=x></p></html>")
    assert "alt" in errors_in(tmp_path)


def _token(page: Page) -> str:
    page.goto("/lacak")
    return str(page.locator("main [name=csrf_token]").get_attribute("value"))
