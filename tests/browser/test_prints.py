"""What is printed: each sheet opens as a tagged PDF with a title and a language, and workbooks open too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.house import House
from tests.browser.pages import MODERATOR, OFFICER, come_as, known_in

PUBLIC = (
    "/unit/makassar/dpu/ikm/laporan.pdf", "/unit/makassar/dpu/ikm/poster.pdf", "/ikm/laporan.pdf?kota=makassar",
    "/unit/makassar/dpu/ikm/laporan.pdf?periode={round}",
)  # fmt: skip
OF_STAFF = (
    "/meja/survei/titik/{point}/poster.pdf?ukuran=a4", "/meja/survei/titik/{point}/poster.pdf?ukuran=a5",
    "/meja/survei/unit/makassar/dpu/poster.pdf", "/meja/survei/token/{block}.pdf",
)  # fmt: skip
OF_THE_FORUM = ("/meja/forum/sesi/{runs_desk}/undangan.pdf", "/meja/forum/sesi/{runs_desk}/kode/1.pdf")
BOOKS = ("/unit/makassar/dpu/ikm/laporan.xlsx", "/ikm/laporan.xlsx?kota=makassar")
NAMES = ("Dinas Pekerjaan Umum", "Kota Makassar", "Temu Warga Hari Ini")
"""Whose sheet it is stands on it."""
A5 = (420, 595)
"""Points, rounded."""

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.mark.parametrize("language", ["id", "en"])
def test_public_sheets_open(language: str, house: House, visit: Visit) -> None:
    page = visit()
    page.goto(f"/bahasa/{language}")
    for address in PUBLIC:
        sheet = _open(page, address.format(**known_in(house)))
        assert str(sheet.trailer["/Root"]["/Lang"]).startswith(language), address  # type: ignore[index]


@pytest.mark.parametrize("who", [OFFICER, MODERATOR])
def test_sheets_of_staff_open_for_them_alone(who: str, house: House, visit: Visit) -> None:
    page, known = come_as(visit(), house, who), known_in(house)
    for address in OF_STAFF:
        sheet = _open(page, address.format(**known))
        if address.endswith("a5"):
            box = sheet.pages[0].mediabox
            assert tuple(sorted((round(box.width), round(box.height)))) == A5
        anyone = visit().request.get(address.format(**known), max_redirects=0)
        assert anyone.status == 302, address


def test_sheets_of_the_forum_open(house: House, visit: Visit) -> None:
    """The berita acara for everyone, in Indonesian whoever reads; the invitation and the codes for moderators alone."""
    moderator, anyone, known = come_as(visit(), house, MODERATOR), visit(), known_in(house)
    anyone.goto("/bahasa/en")
    sheet = _open(anyone, "/forum/makassar/{over}/berita-acara.pdf".format(**known))
    assert str(sheet.trailer["/Root"]["/Lang"]).startswith("id")  # type: ignore[index]
    for address in OF_THE_FORUM:
        _open(moderator, address.format(**known))
        assert anyone.request.get(address.format(**known), max_redirects=0).status == 302, address


def test_workbooks_open(house: House, visit: Visit) -> None:
    page = visit()
    for address in BOOKS:
        answer = page.request.get(address)
        assert "spreadsheetml" in answer.headers["content-type"], address
        with zipfile.ZipFile(io.BytesIO(answer.body())) as book:
            assert book.testzip() is None
            assert "xl/workbook.xml" in book.namelist()


def _open(page: Page, address: str) -> PdfReader:
    """Sent as PDF, marked with its structure, with words that can be read out."""
    answer = page.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf"), address
    sheet = PdfReader(io.BytesIO(answer.body()))
    root = sheet.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"], address  # type: ignore[index]
    assert "/StructTreeRoot" in root, address  # type: ignore[operator]
    assert sheet.metadata is not None
    assert sheet.metadata.title, address
    said = " ".join(" ".join(leaf.extract_text() for leaf in sheet.pages).replace("\u200b", "").split())
    assert any(name in said for name in NAMES), address
    return sheet
