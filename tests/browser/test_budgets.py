"""What a first visit weighs on a cold cache, and that nothing shifts or runs out of a small screen."""

from __future__ import annotations

import gzip
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.house import House
from tests.browser.pages import EVERYONE, ONE_OF_EACH, PAGES, come_as, open_as_asked, pages_of

KB = 1024
MOST = {"document": 14 * KB, "stylesheet": 12 * KB, "script": 10 * KB, "font": 30 * KB}
FIRST_PAGES = (
    "/?kota=makassar", "/pengaduan/{confirmed}", "/unit/makassar/dpu/ikm", "/unit/makassar/dpu/rapor?bulan=2026-10",
    "/unit/makassar/dpu/nilai", "/pengaduan/tulis?kota=makassar",
)  # fmt: skip
NARROW, ZOOMED = {"width": 320, "height": 800}, {"width": 320, "height": 256}
WATCH = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => list.getEntries().forEach((e) => window.shifts.push(
    [e.value, e.sources.map((s) => s.node && (s.node.outerHTML || s.node.textContent || '').slice(0, 80))]
  ))).observe({ type: 'layout-shift', buffered: true });
}"""
TOO_WIDE = """(most) => document.documentElement.scrollWidth <= most ? [] :
  [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > most)
  .map((e) => `${Math.round(e.getBoundingClientRect().right)} px: ${e.outerHTML.slice(0, 100)}`)"""
SQUEEZED = """() => [...document.querySelectorAll('main h1, main h2, main h3, main p, main label')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.visually-hidden'))
  .filter((e) => e.clientWidth < 96 && e.clientHeight > 4 * parseFloat(getComputedStyle(e).lineHeight))
  .map((e) => e.textContent.slice(0, 60))"""
COVERED = """() => [...document.querySelectorAll('main a, main button, main input, main select, main textarea')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.type !== 'hidden')
  .filter((e) => !e.closest('svg')) // an area's middle may lie outside it; the list beside the map leads there too
  .filter((e) => {
    e.scrollIntoView({ block: 'center', inline: 'nearest' });
    const box = e.getClientRects()[0];
    if (!box || box.width < 2) return false;
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !at || !(e.contains(at) || at.contains(e) || e.closest('label')?.contains(at));
  }).map((e) => e.outerHTML.slice(0, 120))"""

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def _first_pages(house: House, page: Page) -> list[str]:
    return pages_of(house, page, {EVERYONE: FIRST_PAGES}, EVERYONE)


@pytest.mark.parametrize("turn", range(len(FIRST_PAGES)))
def test_a_first_visit_is_light_and_a_second_asks_once(turn: int, house: House, visit: Visit) -> None:
    page = visit()
    asked: list[tuple[str, str]] = []
    page.on("request", lambda request: asked.append((request.resource_type, request.url)))
    address = _first_pages(house, page)[turn]
    page.goto(address, wait_until="networkidle")
    assert len(asked) <= 6, asked
    assert all(url.startswith(house.url) for _kind, url in asked), asked
    weights = [(kind, _weight(url)) for kind, url in asked]
    for kind, most in MOST.items():
        assert sum(size for each, size in weights if each == kind) <= most, weights
    assert sum(size for kind, size in weights if kind not in ("font", "image")) <= 50 * KB, weights
    assert _asked_again(page, address) == 1


def _weight(url: str) -> int:
    """Bytes of a body as gzip carries it; a font is packed already."""
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": "gzip"}), timeout=10) as answer:
        body = answer.read()
        packed = answer.headers["Content-Encoding"] == "gzip" or url.endswith(("woff2", "png"))
    return len(body if packed else gzip.compress(body))


def _asked_again(page: Page, address: str) -> int:
    """How many requests a repeated visit sends to the server."""
    sent: dict[str, str] = {}
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.requestWillBeSent", lambda e: sent.setdefault(e["requestId"], e["request"]["url"]))
    line.on("Network.requestServedFromCache", lambda e: sent.pop(e["requestId"], None))
    line.on(
        "Network.responseReceived",
        lambda e: sent.pop(e["requestId"], None) if e["response"].get("fromDiskCache") else None,
    )
    page.goto("about:blank")
    page.goto(address, wait_until="networkidle")
    return len([url for url in sent.values() if url.startswith("http")])


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desk"])
def test_nothing_shifts_when_the_font_arrives_late(size: dict[str, int], house: House, visit: Visit) -> None:
    for turn in range(len(FIRST_PAGES)):
        page = visit(size)
        page.add_init_script(f"({WATCH})()")
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        slow = {"offline": False, "latency": 300, "downloadThroughput": 60_000, "uploadThroughput": 60_000}
        line.send("Network.emulateNetworkConditions", slow)
        page.goto(_first_pages(house, page)[turn], wait_until="networkidle")
        page.wait_for_function("document.fonts.status === 'loaded'")
        assert page.evaluate("[...document.fonts].some((face) => face.status === 'loaded')")
        assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("who", PAGES)
def test_every_page_fits_a_small_phone(who: str, house: House, visit: Visit) -> None:
    page = come_as(visit(NARROW), house, who)
    wrong = []
    for address in pages_of(house, page, PAGES, who):
        open_as_asked(page, address)
        found = [*page.evaluate(TOO_WIDE, NARROW["width"]), *page.evaluate(SQUEEZED)]
        wrong += [(address, each) for each in found]
    assert not wrong, wrong


@pytest.mark.parametrize("who", PAGES)
def test_nothing_is_lost_at_four_times_the_size(who: str, house: House, visit: Visit) -> None:
    page = come_as(visit(ZOOMED), house, who)
    for address in pages_of(house, page, ONE_OF_EACH, who):
        open_as_asked(page, address)
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate(TOO_WIDE, ZOOMED["width"]) == [], address
        assert page.evaluate(COVERED) == [], address
