"""At a desk without script: the same life, and what the reporter who left an address is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.conftest import DESKTOP
from tests.browser.house import House, link_in

WORDS = "Trotoar di depan kantor kecamatan berlubang dan gelap, dua orang lansia sudah terperosok minggu ini."
LATER = "Lubang sudah kami tutup sementara dan kami beri rambu."
ADDRESS = "pelapor.trotoar@contoh.example"
UNIT, UNIT_NAME = "kec-panakkukang", "Kecamatan Panakkukang"
OFFICER = "risal.makassar@contoh.example"

pytestmark = pytest.mark.browser


def test_a_complaint_without_script_to_its_confirmed_end_with_mail(house: House, visit: Callable[..., Page]) -> None:
    def desk() -> Page:
        return visit(DESKTOP, script=False)

    anyone, moderator, staff = desk(), desk(), desk()
    before = acts.figures(anyone, UNIT)
    number, code = _complain(desk())
    _agree_to_mail(house, desk(), number)

    acts.sign_in(moderator, house, acts.MODERATOR)
    acts.verify(moderator, number, UNIT_NAME)
    house.move(days=8)
    assert "Terlambat" in acts.on_board(anyone, number)

    acts.sign_in(staff, house, OFFICER)
    acts.answer(staff, number, LATER)
    acts.report_done(staff, number, "Trotoar sudah disemen dan lampu dipasang.", acts.photo(800, 600))
    reporter = desk()
    acts.open_by_code(reporter, number, code)
    acts.dispute(reporter, "Semennya sudah pecah lagi.")
    acts.report_done(staff, number, "Semen yang pecah diganti beton bertulang, sudah kering hari ini.")
    acts.open_by_code(reporter, number, code)
    acts.confirm(reporter, 5, "Terima kasih.")

    assert "Selesai, dikonfirmasi pelapor" in acts.on_board(anyone, number)
    after = acts.figures(anyone, UNIT)
    assert after["Dijawab tepat waktu"] != before["Dijawab tepat waktu"]
    letters = house.wait_for_letters(ADDRESS, 4)
    assert all(number in letter["Subject"] for letter in letters[1:])


def _complain(page: Page) -> tuple[str, str]:
    """One page; a first try that forgets consent keeps every word."""
    page.goto("/pengaduan/tulis?kota=makassar")
    page.locator("#body").fill(WORDS)
    page.locator("#village").fill("Paropo")
    page.locator("#email").fill(ADDRESS)
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("heading", name="Ada yang perlu diperbaiki")).to_be_visible()
    expect(page.locator("#body")).to_have_value(WORDS)
    expect(page.locator("#email")).to_have_value(ADDRESS)
    page.locator("#consent").check()
    page.locator("#files").set_input_files(acts.photo())  # type: ignore[arg-type]
    page.get_by_role("button", name="Kirim laporan").click()
    return acts.read_receipt(page)


def _agree_to_mail(house: House, page: Page, number: str) -> None:
    """The first mail asks, and says nothing of the case; a page with a button answers it."""
    first = house.wait_for_letters(ADDRESS, 1)[0]
    said = first.as_string()
    assert number not in said
    assert "Trotoar" not in said
    page.goto(link_in(first, "/surat/konfirmasi/"))
    page.locator("main form button").first.click()
    expect(page.locator("main")).to_contain_text("onfirmasi")
