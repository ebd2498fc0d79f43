"""From the poster at a counter to the thanks in at most twelve taps, and ten visitors in a row at a tablet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import survey_acts
from tests.browser.house import House

MOST_TAPS = 12
TABLET = {"width": 1024, "height": 768}
PIN = "2749"
Visit = Callable[..., Page]
Axe = Callable[[Page], list[str]]

pytestmark = pytest.mark.browser


def test_from_the_poster_to_the_thanks(house: House, visit: Visit, axe: Axe) -> None:
    address = survey_acts.new_counter(visit(), house, "Loket pos satu")
    phone = visit()
    phone.goto(address)
    taps = 1
    expect(phone.locator("main")).to_contain_text("Loket pos satu")
    found = axe(phone)
    taps += survey_acts.tap_through(phone)
    found += axe(phone)
    phone.get_by_role("button", name="Setuju dan kirim").click()
    taps += 1
    expect(phone.get_by_role("heading", level=1)).to_have_text("Terima kasih, penilaian Anda sudah masuk")
    assert not found + axe(phone)
    assert taps <= MOST_TAPS


def test_the_keyboard_goes_on_only_when_asked(house: House, visit: Visit) -> None:
    page = visit()
    page.goto("/unit/makassar/dpu/nilai")
    if page.locator("section.now #service").count():
        page.locator("section.now input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    page.locator("section.now input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(400)
    expect(page.locator("section.now #persyaratan")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("section.now #prosedur legend")).to_be_focused()
    page.get_by_role("button", name="Kembali").click()
    expect(page.locator("section.now #persyaratan input:checked")).to_have_count(1)


def test_without_a_script_it_is_one_page_that_keeps_everything(house: House, visit: Visit) -> None:
    page = visit(script=False)
    page.goto("/unit/makassar/dpu/nilai")
    page.locator("#waktu .choice").nth(1).click()
    page.locator("#words").fill("Loketnya ramai sekali.")
    page.get_by_role("button", name="Setuju dan kirim").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("#waktu input:checked")).to_have_count(1)
    expect(page.locator("#words")).to_have_value("Loketnya ramai sekali.")


def test_ten_visitors_at_a_tablet(house: House, visit: Visit, axe: Axe) -> None:
    staff = visit(TABLET)
    survey_acts.new_counter(staff, house, "Loket tablet")
    staff.goto("/meja/survei/kios")
    found = axe(staff)
    survey_acts.open_kiosk(staff, "Loket tablet", PIN)
    for number in range(10):
        found += _one_visitor(staff, axe if number == 0 else None)
        house.move(seconds=20)
    assert not found
    assert _answers_at(house, "Loket tablet") == 10
    staff.goto("/meja/unit")
    assert staff.url.endswith("/kios")
    staff.get_by_role("link", name="Petugas: keluar").click()
    staff.get_by_label("PIN petugas").fill(PIN)
    staff.get_by_role("button", name="Keluar").click()
    expect(staff.get_by_role("button", name="Masuk", exact=True)).to_be_visible()


def _answers_at(house: House, counter: str) -> int:
    """Answers of one tablet, whether they count already or are held as a burst until a moderator has looked."""
    question = "select count(*) from survey_answers a join service_points p on p.id = a.point_id where p.name = ?"
    return int(house.ask(f"{question} and a.channel = 'kiosk'", counter)[0][0])


def _one_visitor(page: Page, axe: Axe | None) -> list[str]:
    page.goto("/kios")
    found = axe(page) if axe else []
    page.get_by_role("button", name="Mulai menilai").click()
    expect(page.locator(".answer").first).to_be_visible()
    while (asked := page.get_by_role("heading", level=1).inner_text()) != "Hampir selesai":
        found += axe(page) if axe and "syarat" in asked else []
        page.locator(".answer").nth(0 if "Layanan mana" in asked else 2).click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(asked)
    found += axe(page) if axe else []
    page.get_by_role("button", name="Setuju dan kirim").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih, penilaian Anda sudah masuk")
    return found
