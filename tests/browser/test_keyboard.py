"""Everything without a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.conftest import DESKTOP
from tests.browser.house import House

WORDS = "Bus sekolah tidak lewat lagi di jalan kami, anak-anak berjalan kaki tiga kilometer setiap pagi."

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _key in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_a_complaint_is_written_with_keys_alone(visit: Visit) -> None:
    page = visit(DESKTOP)
    page.goto("/pengaduan/tulis?kota=makassar")
    _tab_to(page, "#body")
    page.keyboard.type(WORDS)
    _tab_to(page, "[data-next]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Di mana?")).to_be_focused()
    _tab_to(page, "#village")
    page.keyboard.type("Kaluku")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#village")).to_have_value("Kaluku Bodoa, Tallo")
    for _step in range(4):
        _tab_to(page, "[data-next]")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Periksa dan kirim")).to_be_focused()
    expect(page.locator("[data-review]")).to_contain_text("Kaluku Bodoa")
    _tab_to(page, "#consent")
    page.keyboard.press("Space")
    _tab_to(page, "[data-send]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tanda-terima")
    acts.read_receipt(page)


def test_a_service_is_rated_with_keys_alone(visit: Visit) -> None:
    page = visit(DESKTOP)
    page.goto("/unit/makassar/dpu/nilai")
    _tab_to(page, ".question input")
    steps = page.locator("section[data-step]").count()
    for _step in range(steps - 1):
        asked = page.locator("section.now .question").get_attribute("id")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"#{asked} input:checked")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page.locator("section.now :is(legend, h2)").first).to_be_focused()
        if page.locator("section.now .question").count():
            _tab_to(page, ".question input")
    expect(page.get_by_role("heading", name="Hampir selesai")).to_be_focused()
    _tab_to(page, "#words")
    page.keyboard.type("Ruang tunggunya bersih.")
    _tab_to(page, "[data-send]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/terima-kasih")


@pytest.mark.parametrize("script", [True, False])
def test_the_first_tab_leads_past_the_header(script: bool, visit: Visit) -> None:
    page = visit(script=script)
    page.goto("/?kota=makassar")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Langsung ke isi halaman")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#isi")).to_be_focused()


def test_the_menu_of_a_phone_opens_and_closes_by_key(visit: Visit) -> None:
    page = visit()
    page.goto("/?kota=makassar")
    _tab_to(page, "[data-menu] summary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Lacak", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Lacak", exact=True)).to_be_hidden()
    expect(page.locator("[data-menu] summary")).to_be_focused()


def test_shortcuts_of_the_unit_desk(visit: Visit, house: House) -> None:
    page = acts.sign_in(visit(DESKTOP), house, acts.HEAD)
    page.goto("/meja/unit")
    cases = page.locator("[data-key-item]")
    for key, place in (("j", 0), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        expect(cases.nth(place)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.locator("#q")).to_have_value("jk")
    cases.first.focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    cases.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/meja/unit/MKS-*")
    for key, field in (("r", "#body"), ("n", "#note"), ("s", "#ground")):
        page.keyboard.press(key)
        expect(page.locator(field)).to_be_focused()
        page.locator("h1").click()
    page.keyboard.press("u")
    page.wait_for_url("**/meja/unit")


def test_shortcuts_can_be_switched_off(visit: Visit, house: House) -> None:
    page = acts.sign_in(visit(DESKTOP), house, acts.HEAD)
    page.goto("/meja/unit")
    page.get_by_label("Pintasan papan ketik menyala").uncheck()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("[data-key-item]").first).not_to_be_focused()
    page.get_by_label("Pintasan papan ketik menyala").check()
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator("[data-key-item]").first).to_be_focused()
