"""Letters are read in a browser too: axe and the HTML checker find nothing, and they fit a small phone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.house import ROOT, House
from tests.browser.letters import kinds
from tests.browser.nu import errors_in, keep
from tests.browser.pages import FOUND
from tests.browser.test_budgets import NARROW, SQUEEZED, TOO_WIDE

pytestmark = pytest.mark.browser


def test_every_letter_in_both_languages(
    house: House, visit: Callable[..., Page], axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    letters = _letters(house)
    assert len(letters) == 2 * len(kinds())
    page, found = visit(), []
    page.route("**/surel/**", lambda route: route.fulfill(body=letters[route.request.url.split("/surel/")[1]],
                                                          content_type="text/html; charset=utf-8"))  # fmt: skip
    for name, html in letters.items():
        keep(tmp_path, name, html)
        page.goto(f"/surel/{name}")
        assert page.locator("html").get_attribute("lang") == name.split("/")[0]
        found += axe(page)
        found += [f"{name}: {each}" for each in _too_wide(page)]
    assert not found, "\n".join(found)
    assert errors_in(tmp_path) == ""


def _too_wide(page: Page) -> list[str]:
    before = page.viewport_size
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    found = [*page.evaluate(TOO_WIDE, NARROW["width"]), *page.evaluate(SQUEEZED)]
    page.set_viewport_size(before)  # type: ignore[arg-type]
    return found


def _letters(house: House) -> dict[str, str]:
    """Composed in a process of its own, about a late case of the demo."""
    number = house.ask(FOUND["late"])[0][0]
    headline = house.ask("select headline from complaints where number = ?", number)[0][0]
    command = [sys.executable, "-m", "tests.browser.letters", number, headline]
    done = subprocess.run(command, cwd=ROOT, env=house.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    letters: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return letters
