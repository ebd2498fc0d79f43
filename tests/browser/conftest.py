"""Chromium, axe and the running house."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.house import House, build

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--disable-features=LocalNetworkAccessChecks",  # a made-up site elsewhere shows our frame
]  # fmt: skip
PHONE = {"width": 360, "height": 800}
DESKTOP = {"width": 1280, "height": 900}
HERE = Path(__file__).parent
PATIENCE = 45_000
"""Milliseconds for what must come: two browsers, two servers and their workers share a small machine."""
expect.set_options(timeout=20_000)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all stories: each story uses a case of its own."""
    house = build(tmp_path_factory.mktemp("house"))
    house.open()
    yield house
    house.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one FORUM_CHROMIUM names."""
    path = os.environ.get("FORUM_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.fail("Chromium is not installed: run `make test`, which installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, house: House) -> Iterator[OpenPage]:
    """A new visitor: `visit(size, script=True, dark=False, at="")` gives a page of a browser of its own."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def open_page(size: dict[str, int] = PHONE, script: bool = True, dark: bool = False, at: str = "") -> Page:
        context = chromium.new_context(
            viewport=size, java_script_enabled=script, base_url=at or house.url,  # type: ignore[arg-type]
            locale="id-ID", color_scheme="dark" if dark else "light", reduced_motion="reduce", accept_downloads=True,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(f"script error on {page.url}: {error}"))
        page.on("console", lambda said: trouble.append(said.text) if "Content Security" in said.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not trouble, trouble


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """What axe finds on a page, a line each; empty is well."""
    source = (HERE / "node_modules" / "axe-core" / "axe.min.js").read_text()

    def look(page: Page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate(
            "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", RULES
        )
        return [
            f"{page.url}: {v['id']} ({v['impact']}) {n['target']} {n.get('failureSummary', '')}"
            for v in found["violations"]
            for n in v["nodes"]
        ]

    return look
