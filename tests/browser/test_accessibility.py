"""axe finds nothing: every page on a phone, in both languages; in the dark, one page of each kind."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import House
from tests.browser.pages import (
    OFFICER,
    ONE_OF_EACH,
    PAGES,
    come_as,
    known_in,
    open_as_asked,
    pages_of,
    refused_in,
)
from tests.browser.test_budgets import NARROW, TOO_WIDE

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
Axe = Callable[[Page], list[str]]
ELSEWHERE = "http://situs-lain.example/"
FRAME = "/unit/makassar/dpu/ikm/widget"


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
    styles = house.styles()
    page.route("**/gaya", lambda route: route.fulfill(body=styles, content_type="text/html; charset=utf-8"))
    page.goto("/gaya")
    found = axe(page)
    assert not found, "\n".join(found)


def _answer_elsewhere(page: Page, body: str) -> None:
    page.route(ELSEWHERE, lambda route: route.fulfill(body=body, content_type="text/html"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_frame_for_other_sites(language: str, house: House, visit: Visit, axe: Axe) -> None:
    """It stands in a narrow column elsewhere, without a cookie and without the house's own styles."""
    for dark in (False, True):
        page = visit(NARROW, dark=dark)
        body = (
            "<!doctype html><html lang=id><title>Situs lain</title><main><h1>Situs lain</h1>"
            f"<iframe title=IKM width=260 height=260 src='{house.url}{FRAME}?bahasa={language}'></iframe></main>"
        )
        _answer_elsewhere(page, body)
        page.goto(ELSEWHERE)
        frame = page.frame_locator("iframe")
        expect(frame.locator("h1")).to_have_text("Dinas Pekerjaan Umum")
        expect(frame.locator("html")).to_have_attribute("lang", language)
        expect(frame.locator(".figure strong")).to_have_text(re.compile(r"\d\d[,.]\d\d"))
        page.set_viewport_size({"width": 260, "height": 260})
        page.goto(f"{FRAME}?bahasa={language}")
        assert page.evaluate(TOO_WIDE, 260) == []
        assert axe(page) == []


def test_words_kept_when_a_session_ends(house: House, visit: Visit, axe: Axe) -> None:
    words = "Petugas kami sudah memeriksa lampu itu, besok pagi diganti."
    page = come_as(visit(), house, OFFICER)
    page.goto(f"/meja/unit/{known_in(house)['held']}")
    page.get_by_label("Tulisan untuk pelapor dan publik").fill(words)
    elsewhere = come_as(visit(), house, OFFICER)
    elsewhere.goto("/akun")
    elsewhere.get_by_role("button", name="Keluarkan semua perangkat lain").click()
    expect(elsewhere.locator("#perangkat li")).to_have_count(1)
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.locator("main")).to_contain_text(words)
    found = axe(page)
    page.emulate_media(color_scheme="dark")
    assert not found + axe(page)


def test_axe_does_look(house: House, visit: Visit, axe: Axe) -> None:
    page = visit()
    page.goto("/?kota=makassar")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any("image-alt" in each for each in axe(page))
