"""Each refusal as the application makes it: both languages, light and dark, on a small phone, and valid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response

from tests.browser.house import House
from tests.browser.nu import errors_in, keep
from tests.browser.refusals import REFUSALS, served, without_storage
from tests.browser.test_budgets import NARROW, SQUEEZED, TOO_WIDE

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
Axe = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def refusing(house: House) -> Iterator[House]:
    """The house with a page that breaks."""
    with served(house) as there:
        yield there


@pytest.fixture(scope="module")
def without_database(house: House) -> Iterator[House]:
    """The house whose database is gone."""
    with served(house, FORUM_DATABASE_URL=f"sqlite:///{house.instance}/tidak-ada/rembuk.sqlite3") as there:
        yield there


@pytest.mark.parametrize("language", ["id", "en"])
def test_refusals(language: str, refusing: House, visit: Visit, axe: Axe, tmp_path: Path) -> None:
    page = visit(at=refusing.url)
    page.goto(f"/bahasa/{language}?next=/tempat")
    found: list[str] = []
    for provoke, status in REFUSALS.items():
        answer = provoke(page, refusing)
        assert answer is not None
        assert answer.status == status, provoke.__name__
        assert page.locator("footer").count() == 0, f"{provoke.__name__} is told on a page of its own"
        keep(tmp_path, provoke.__name__, answer.text())
        found += _look(page, language, axe)
    assert not found, "\n".join(found)
    assert errors_in(tmp_path) == ""


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_database_that_is_gone(
    language: str, refusing: House, without_database: House, visit: Visit, axe: Axe, tmp_path: Path
) -> None:
    chooser = visit(at=refusing.url)
    chooser.goto(f"/bahasa/{language}?next=/tempat")
    page = visit(at=without_database.url)
    page.context.add_cookies(chooser.context.cookies())  # type: ignore[arg-type]
    answer: Response | None = without_storage(page, without_database)
    assert answer is not None
    assert (answer.status, answer.headers["retry-after"]) == (503, "30")
    keep(tmp_path, "503", answer.text())
    found = _look(page, language, axe)
    assert not found, "\n".join(found)
    assert errors_in(tmp_path) == ""


def _look(page: Page, language: str, axe: Axe) -> list[str]:
    """What is wrong with the page shown, in the light, in the dark and when it is narrow."""
    spoken = page.locator("html").get_attribute("lang")
    found = [] if spoken == language else [f"{page.url} speaks {spoken}"]
    found += axe(page)
    page.emulate_media(color_scheme="dark")
    found += axe(page)
    page.emulate_media(color_scheme="light")
    before = page.viewport_size
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    found += [*page.evaluate(TOO_WIDE, NARROW["width"]), *page.evaluate(SQUEEZED)]
    if before is not None:
        page.set_viewport_size(before)
    return found
