"""On a phone with a slow line: an anonymous resident's complaint, late answers, a reopening, and the end of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.house import House

WORDS = "Lampu di halaman kantor kecamatan padam dan antrean sampai ke jalan, petugas loket hanya satu orang."
LATER = "Loket kedua dibuka mulai hari ini dan lampu halaman sudah dipesan."
DONE = "Lampu halaman menyala kembali dan dua loket melayani setiap hari."
STILL = "Sore tadi saya lewat dan lampunya masih mati."
UNIT, UNIT_NAME = "kec-tallo", "Kecamatan Tallo"
OFFICER = "suryani.makassar@contoh.example"
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}

pytestmark = pytest.mark.browser


def test_an_anonymous_complaint_from_a_slow_line_to_its_confirmed_end(house: House, visit: Callable[..., Page]) -> None:
    anyone, desk, staff = visit(), visit(), visit()
    before = acts.figures(anyone, UNIT)

    number, code = _complain(visit())

    acts.sign_in(desk, house, acts.MODERATOR)
    acts.verify(desk, number, UNIT_NAME)
    assert "Didisposisikan" in acts.on_board(anyone, number)
    assert acts.count(acts.figures(anyone, UNIT)["Sedang ditangani"]) == acts.count(before["Sedang ditangani"]) + 1

    house.move(days=8)
    assert "Terlambat" in acts.on_board(anyone, number)
    late = acts.figures(anyone, UNIT)
    assert acts.count(late["Terlambat"]) >= acts.count(before["Terlambat"]) + 1

    acts.sign_in(staff, house, OFFICER)
    acts.answer(staff, number, LATER)
    answered = acts.figures(anyone, UNIT)
    assert answered["Dijawab tepat waktu"] != before["Dijawab tepat waktu"]
    assert acts.count(answered["Dijawab tepat waktu"]) <= acts.count(before["Dijawab tepat waktu"])
    assert _said(answered["Sampai jawaban pertama"]) == _said(before["Sampai jawaban pertama"]) + 1
    acts.report_done(staff, number, DONE, acts.photo(800, 600))

    reporter = visit()
    acts.open_by_code(reporter, number, code)
    expect(reporter.locator("main")).to_contain_text(DONE)
    acts.dispute(reporter, STILL)
    assert "Dibuka kembali" in acts.on_board(anyone, number)

    house.move(hours=2)
    acts.sign_in(staff, house, OFFICER)
    acts.report_done(staff, number, "Kabelnya diganti, sekarang menyala sepanjang malam.")
    reporter = visit()
    acts.open_by_code(reporter, number, code)
    acts.confirm(reporter, 4, "Akhirnya menyala.")

    assert "Selesai, dikonfirmasi pelapor" in acts.on_board(anyone, number)
    after = acts.figures(anyone, UNIT)
    assert acts.count(after["Sedang ditangani"]) == acts.count(late["Sedang ditangani"]) - 1
    assert acts.count(after["Terlambat"]) == acts.count(late["Terlambat"]) - 1
    _read_in_public(anyone, number)


def _complain(page: Page) -> tuple[str, str]:
    """Write as anybody does, on a line of 50 kB a second, with a photo."""
    page.goto("/pengaduan/tulis?kota=makassar")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    following = page.get_by_role("button", name="Lanjut")
    page.locator("#body").fill(WORDS)
    following.click()
    page.locator("#village").press_sequentially("Kaluku")
    page.get_by_role("option").first.click()
    following.click()
    following.click()
    page.locator("#files").set_input_files(acts.photo())  # type: ignore[arg-type]
    following.click()
    page.locator("input[name=naming][value=anonymous]").check()
    following.click()
    expect(page.locator("[data-review]")).to_contain_text("anonim, juga bagi unit")
    page.locator("#consent").check()
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.locator("[data-progress]")).to_be_visible()
    page.wait_for_url("**/tanda-terima", timeout=60_000)
    return acts.read_receipt(page)


def _read_in_public(page: Page, number: str) -> None:
    """The whole way is told, the lateness too, and no photo that no moderator released."""
    page.goto(f"/pengaduan/{number}")
    told = page.locator("main")
    for words in (WORDS, LATER, STILL, "Akhirnya menyala.", "Dilaporkan secara anonim"):
        expect(told).to_contain_text(words)
    expect(page.locator(".photos")).to_have_count(0)
    page.locator(".timeline img").first.scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('.timeline img')].every((p) => p.naturalWidth > 0)")


def _said(figure: str) -> int:
    """The n of a median."""
    return int(figure.partition("n = ")[2].replace(".", "") or 0)
