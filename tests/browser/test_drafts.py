"""What is written stays on the device until it is sent: reloads, dropped lines, two pages, and a tap that wipes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.house import House

WORDS = "Saluran air di lorong kami tersumbat dan meluap setiap hujan sejak minggu lalu."
WRITE = "/pengaduan/tulis?kota=makassar"

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def _written(page: Page, words: str = WORDS) -> Page:
    page.goto(WRITE)
    _tell(page, words)
    expect(page.locator("[data-draft]")).to_contain_text("Draf tersimpan")
    return page


def _tell(page: Page, words: str) -> None:
    """What happened and where, without leaving the first step."""
    page.locator("#body").fill(words)
    page.locator("#place").evaluate("(input) => { input.value = 'Depan musala'; }")


def _go_on(page: Page, steps: int) -> None:
    for _step in range(steps):
        page.get_by_role("button", name="Lanjut").click()


def _kept(page: Page) -> str:
    return str(page.evaluate("JSON.stringify(localStorage)"))


def test_a_draft_with_its_photo_survives_a_reload(visit: Visit) -> None:
    page = _written(visit())
    _go_on(page, 3)
    page.locator("#files").set_input_files(acts.photo(400, 300))  # type: ignore[arg-type]
    expect(page.locator(".picker-list")).to_contain_text("jalan.jpg")
    page.reload()
    expect(page.get_by_text("Draf Anda dipulihkan.")).to_be_visible()
    expect(page.get_by_role("heading", name="Foto atau dokumen")).to_be_visible()
    expect(page.locator(".picker-list")).to_contain_text("jalan.jpg")
    expect(page.locator("#body")).to_have_value(WORDS)


def test_a_lost_line_keeps_everything_and_the_next_try_arrives_once(visit: Visit, house: House) -> None:
    words = f"{WORDS} Garis terputus."
    page = _written(visit(), words)
    page.context.set_offline(True)
    _go_on(page, 5)
    expect(page.locator("[data-review]")).to_contain_text("belum dapat dimuat")
    page.locator("#consent").check()
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("Belum terkirim: sambungan terputus.")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Coba kirim lagi").click()
    page.wait_for_url("**/tanda-terima")
    acts.read_receipt(page)
    assert _sent(house, words) == 1
    assert words not in _kept(page)


def test_one_tap_wipes_the_draft(visit: Visit) -> None:
    page = _written(visit())
    page.get_by_role("button", name="Hapus draf").click()
    expect(page.locator("#body")).to_have_value("")
    assert "Saluran air" not in _kept(page)
    page.reload()
    expect(page.locator("#body")).to_have_value("")


def test_anonymous_writing_leaves_nothing_unless_asked(visit: Visit) -> None:
    page = _written(visit())
    _go_on(page, 4)
    page.locator("input[name=naming][value=anonymous]").check()
    expect(page.locator("[data-draft]")).to_contain_text("tidak disimpan")
    assert "Saluran air" not in _kept(page)
    page.get_by_label("Simpan draf laporan anonim").check()
    expect(page.locator("[data-draft]")).to_contain_text("Draf tersimpan")
    page.reload()
    expect(page.locator("#body")).to_have_value(WORDS)
    expect(page.locator("input[name=naming][value=anonymous]")).to_be_checked()


@pytest.mark.parametrize("script", [True, False])
def test_a_double_click_makes_one_complaint(script: bool, visit: Visit, house: House) -> None:
    words = f"{WORDS} Dua kali {'dengan' if script else 'tanpa'} skrip."
    page = visit(script=script)
    page.goto(WRITE)
    _tell(page, words)
    if script:
        _go_on(page, 5)
        expect(page.locator("[data-review]")).to_contain_text("Dua kali")
    page.locator("#consent").check()
    page.get_by_role("button", name="Kirim laporan").dblclick(no_wait_after=True)
    page.wait_for_url("**/tanda-terima")
    acts.read_receipt(page)
    assert _sent(house, words) == 1


def test_two_pages_in_one_browser_are_two_complaints(visit: Visit, house: House) -> None:
    first = visit()
    first.goto(WRITE)
    second = first.context.new_page()
    second.goto(WRITE)
    numbers = set()
    for page, words in ((first, f"{WORDS} Halaman satu."), (second, f"{WORDS} Halaman dua.")):
        page.bring_to_front()
        _tell(page, words)
        _go_on(page, 5)
        page.locator("#consent").check()
        page.get_by_role("button", name="Kirim laporan").click()
        page.wait_for_url("**/tanda-terima")
        numbers.add(acts.read_receipt(page)[0])
        assert _sent(house, words) == 1
    assert len(numbers) == 2


def _sent(house: House, words: str) -> int:
    """How many complaints carry these words."""
    return int(house.ask("select count(*) from complaint_texts where body = ?", words)[0][0])
