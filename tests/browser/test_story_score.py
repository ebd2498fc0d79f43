"""A month becomes public for good: closed, published, checked by a journalist, answered by the unit, corrected."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import acts
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.house import House

MONTH, MONTH_NAME = "2026-10", "Oktober 2026"
SETTLED = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
CARD = f"/unit/makassar/dpu/rapor?bulan={MONTH}"
REPLY = "Regu kedua baru bekerja penuh sejak pertengahan Oktober."
STILL = "Tadi malam hujan dan air masuk rumah lagi."
REASON = "Satu laporan dibuka kembali oleh pelapornya setelah bulan ini terbit."

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def test_a_month_is_published_checked_answered_and_corrected(house: House, visit: Visit, tmp_path: Path) -> None:
    house.set_clock(max(house.now, SETTLED))
    head, moderator = visit(DESKTOP), visit(DESKTOP)
    acts.sign_in(head, house, acts.HEAD)
    acts.report_done(head, house.planted["waiting"], "Gorong-gorong beton sudah terpasang.", acts.photo(800, 600))
    acts.sign_in(moderator, house, acts.MODERATOR)
    _close(moderator, house, 1)
    _publish(moderator, 1)

    journalist = visit(DESKTOP)
    first = _read_card(journalist)
    _follow_a_figure(journalist, house)
    assert _recompute(journalist, tmp_path / "1") == first
    _reply(head)
    journalist.goto(CARD)
    expect(journalist.locator("#hak-jawab")).to_contain_text(REPLY)

    reporter = visit(PHONE)
    acts.open_by_code(reporter, house.planted["waiting"], house.planted["code"])
    acts.dispute(reporter, STILL)
    moderator.goto("/meja/rapor?kota=makassar")
    _row(moderator, 1).locator("summary").click()
    moderator.get_by_role("button", name="Buat koreksi").last.click()
    _wait_until_closed(moderator, house, 2)
    _publish(moderator, 2)

    second = _read_card(journalist)
    assert second < first
    expect(journalist.locator("main")).to_contain_text(REASON)
    assert _recompute(journalist, tmp_path / "2") == second
    journalist.goto(f"{CARD}&versi=1")
    assert _number(journalist) == first
    journalist.goto("/rapor/bulan?kota=makassar")
    versions = journalist.locator("li.case", has=journalist.get_by_role("heading", name=MONTH_NAME, exact=True))
    expect(versions.filter(has_text="diterbitkan")).to_have_count(2)


def _row(moderator: Page, version: int) -> Locator:
    """The month's line at the desk."""
    name = MONTH_NAME if version == 1 else f"{MONTH_NAME}, versi {version}"
    return moderator.locator("li.case", has=moderator.get_by_role("heading", name=name, exact=True))


def _close(moderator: Page, house: House, version: int) -> None:
    """Closed by the worker, computed once more because it may have been closed days ago."""
    _wait_until_closed(moderator, house, version)
    _row(moderator, version).get_by_role("button", name="Hitung ulang sebelum terbit").click()
    _wait_until_closed(moderator, house, version)


def _wait_until_closed(moderator: Page, house: House, version: int) -> None:
    """The worker looks every minute."""
    for _turn in range(60):
        house.move(seconds=61)
        moderator.goto("/meja/rapor?kota=makassar")
        if _row(moderator, version).locator("summary", has_text="Terbitkan").count():
            return
        moderator.wait_for_timeout(500)
    raise AssertionError(moderator.locator("main").inner_text())


def _publish(moderator: Page, version: int) -> None:
    row = _row(moderator, version)
    if version > 1:
        row.get_by_label("Alasan koreksi").fill(REASON)
    row.locator("summary", has_text="Terbitkan").click()
    moderator.get_by_role("button", name="Ya, terbitkan").click()
    moderator.wait_for_url("**/rapor/bulan*")
    expect(moderator.locator("main")).to_contain_text("sudah terbit")
    expect(moderator.locator("main")).to_contain_text(MONTH_NAME)


def _read_card(page: Page) -> float:
    """The number of the newest version, in front of everyone."""
    page.goto(CARD)
    expect(page.locator("main header")).to_contain_text(MONTH_NAME)
    return _number(page)


def _number(page: Page) -> float:
    """To two decimals, as it is said under the line."""
    said = re.search(r"Tepatnya (\d+,\d\d)", page.locator("main").inner_text())
    assert said, page.locator("main").inner_text()
    return float(said[1].replace(",", "."))


def _follow_a_figure(page: Page, house: House) -> None:
    """From "s dari n dijawab tepat waktu" to the very complaints, one of which is opened."""
    link = page.get_by_role("link", name=re.compile("dijawab tepat waktu"))
    met, whole = (int(each) for each in re.findall(r"\d+", link.inner_text()))
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bukti")
    assert _count_all(page) >= whole
    page.get_by_role("link", name="Dijawab tepat waktu", exact=True).click()
    assert _count_all(page) == met
    page.locator("li.case a").first.click()
    page.wait_for_url("**/pengaduan/MKS-*")
    expect(page.locator("main")).to_contain_text("Dinas Pekerjaan Umum")


def _count_all(page: Page) -> int:
    """The cases of a list, all its pages; then back to the first."""
    first, counted = page.url, page.locator("li.case").count()
    while (following := page.locator("a[rel=next]")).count():
        following.first.click()
        counted += page.locator("li.case").count()
    page.goto(first)
    return counted


def _recompute(page: Page, folder: Path) -> float:
    """Download the file and the script, and let a bare Python compute it: what it says of the unit."""
    folder.mkdir()
    page.goto(CARD)
    for link, name in (("Unduh berkas masukan", "masukan.json"), ("Unduh skrip pemeriksa", "score_check.py")):
        with page.expect_download() as download:
            page.get_by_role("link", name=link).click()
        download.value.save_as(folder / name)
    done = subprocess.run(
        [sys.executable, "-I", "score_check.py", "masukan.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "BEDA" not in done.stdout
    said = re.search(r"^sama  dpu .* (\d+\.\d\d)$", done.stdout, re.MULTILINE)
    assert said, done.stdout
    return float(said[1])


def _reply(head: Page) -> None:
    head.goto(CARD)
    head.locator("#hak-jawab textarea").fill(REPLY)
    head.locator("summary", has_text="Kirim tanggapan").click()
    head.get_by_role("button", name="Ya, kirim").click()
    expect(head.locator("main")).to_contain_text("Tanggapan Anda sudah tampil")
    expect(head.locator("#hak-jawab article")).to_contain_text(REPLY)
