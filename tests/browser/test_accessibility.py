"""axe finds nothing: every page on a phone, in both languages; in the dark, one page of each kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import House
from tests.browser.pages import ONE_OF_EACH, PAGES, come_as, open_as_asked, pages_of, refused_in

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
Axe = Callable[[Page], list[str]]


@pytest.mark.parametrize("who", PAGES)
def test_every_page_in_both_languages(who: str, house: House, visit: Visit, axe: Axe) -> None:
    page = come_as(visit(), house, who)
    found: list[str] = []
    addresses = pages_of(house, page, PAGES, who)
    for language in ("id", "en"):
        page.goto(f"/bahasa/{language}")
        for address in addresses:
            open_as_asked(page, address)
            assert page.locator("html").get_attribute("lang") == language
            found += axe(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", PAGES)
def test_one_page_of_each_kind_in_the_dark(who: str, house: House, visit: Visit, axe: Axe) -> None:
    page = come_as(visit(dark=True), house, who)
    found: list[str] = []
    for address in pages_of(house, page, ONE_OF_EACH, who):
        open_as_asked(page, address)
        found += axe(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("dark", [False, True])
def test_refusals(dark: bool, house: House, visit: Visit, axe: Axe) -> None:
    page = visit(dark=dark)
    page.goto("/?kota=makassar")
    found: list[str] = []
    for address, status in refused_in(house).items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == status
        found += axe(page)
    for address, button in (("/masuk", "Masuk"), ("/lacak", "Buka laporan saya"), ("/daftar", "Daftar")):
        page.goto(address)
        page.locator("main form").first.get_by_role("button", name=button).first.click()
        expect(page.locator(".error-summary")).to_be_visible()
        found += axe(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("dark", [False, True])
def test_each_step_of_writing(dark: bool, house: House, visit: Visit, axe: Axe) -> None:
    page = visit(dark=dark)
    page.goto("/pengaduan/tulis?kota=makassar")
    page.get_by_role("button", name="Lanjut").click()
    found = axe(page)  # too short: refused in place
    page.locator("#body").fill("Ada kebakaran kecil di gardu listrik, petugas tidak datang sampai sore.")
    found += axe(page)
    for step in range(5):
        page.get_by_role("button", name="Lanjut").click()
        if step == 0:
            page.locator("#place").fill("Di samping pasar")
        found += axe(page)
    expect(page.locator("[data-review]")).to_contain_text("kebakaran")
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.locator(".field-error")).to_be_visible()
    assert not found + axe(page), "\n".join(found + axe(page))


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_of_components(dark: bool, house: House, visit: Visit, axe: Axe) -> None:
    page = visit(dark=dark)
    page.route("**/gaya", lambda route: route.fulfill(body=house.styles(), content_type="text/html; charset=utf-8"))
    page.goto("/gaya")
    found = axe(page)
    assert not found, "\n".join(found)


def test_axe_does_look(house: House, visit: Visit, axe: Axe) -> None:
    page = visit()
    page.goto("/?kota=makassar")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any("image-alt" in each for each in axe(page))
