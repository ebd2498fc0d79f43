"""A clerk brings in a paper round: three bad rows stop the file, the mended one is in the round's figure, once."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.conftest import DESKTOP
from tests.browser.house import House

CLERK = "anto.makassar@contoh.example"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS = 12
UNIT, DAY, THIRD_MARK = 1, 0, 5
"""Columns of the file."""
WRONG = {
    4: (THIRD_MARK, "5", "Waktu pelayanan: “5” bukan nilai"),
    9: (DAY, "31/11/2026", "“31/11/2026” bukan tanggal"),
    12: (UNIT, "dinas-pu", "“dinas-pu” tidak ada"),
}
"""Rows of the file that somebody typed wrong: the column, the cell, and what the page says of it."""

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def test_three_bad_rows_stop_a_paper_round(house: House, visit: Visit) -> None:
    clerk, anyone = visit(DESKTOP), visit()
    acts.sign_in(clerk, house, CLERK)
    before = _respondents(anyone, house)
    rows = _sheets(clerk, house)

    _send(clerk, _misspelt(rows))
    expect(clerk.locator("main")).to_contain_text("Ditolak")
    expect(clerk.locator("main")).to_contain_text("Tidak ada yang masuk")
    said = clerk.locator("section", has_text="Yang perlu diperbaiki").locator("li")
    expect(said).to_have_count(len(WRONG))
    for line, (row, (_column, _cell, sentence)) in zip(said.all(), WRONG.items(), strict=True):
        expect(line).to_contain_text(f"Baris {row}:")
        expect(line).to_contain_text(sentence)
    expect(clerk.get_by_role("button", name="Masukkan")).to_have_count(0)
    house.move(minutes=1)
    assert _respondents(anyone, house) == before

    _send(clerk, rows)
    expect(clerk.locator("main")).to_contain_text(f"Tidak ada kesalahan di {SHEETS} baris")
    assert _respondents(anyone, house) == before, "nothing counts before the clerk says so"
    clerk.get_by_role("button", name=f"Masukkan {SHEETS} jawaban").click()
    house.move(minutes=1)
    expect(clerk.locator("main")).to_contain_text(f"{SHEETS} jawaban masuk")
    assert _respondents(anyone, house) == {name: count + SHEETS for name, count in before.items()}

    _send(clerk, rows)
    expect(clerk.locator("main")).to_contain_text("sudah pernah diimpor")
    house.move(minutes=1)
    assert _respondents(anyone, house) == {name: count + SHEETS for name, count in before.items()}


def _sheets(clerk: Page, house: House) -> list[list[object]]:
    """The file to start from, its example replaced by twelve sheets of paper; the names of columns come first."""
    clerk.goto("/meja/survei/impor")
    link = clerk.get_by_role("link", name="Unduh contoh XLSX").get_attribute("href")
    example = load_workbook(io.BytesIO(clerk.request.get(f"{house.url}{link}").body()))
    head, model = ([cell.value for cell in row] for row in example["Jawaban"].iter_rows(max_row=2))
    service = house.ask(
        "select s.name from services s join units u on u.id = s.unit_id join governments g on g.id = u.government_id "
        "where u.code = 'dpu' and g.slug = 'makassar' and s.status = 'open'"
    )[0][0]
    rest = [*model[3:-1], "Loket pagi kurang kursi."]
    return [head, *([f"{1 + turn:02}/11/2026", "dpu", service, *rest] for turn in range(SHEETS))]


def _misspelt(rows: list[list[object]]) -> list[list[object]]:
    """The same with three cells typed wrong."""
    made = [list(row) for row in rows]
    for row, (column, cell, _sentence) in WRONG.items():
        made[row - 1][column] = cell
    return made


def _send(clerk: Page, rows: list[list[object]]) -> None:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(out)
    clerk.goto("/meja/survei/impor")
    chosen = {"name": "lembar-kertas.xlsx", "mimeType": XLSX, "buffer": out.getvalue()}
    clerk.get_by_label("Berkas jawaban").set_input_files(chosen)  # type: ignore[arg-type]
    clerk.get_by_role("button", name="Periksa berkas").click()
    clerk.wait_for_load_state()


def _respondents(anyone: Page, house: House) -> dict[str, int]:
    """What the page of results says of the round that runs: all who answered, and those on paper."""
    found = house.ask(
        "select r.id from survey_rounds r join governments g on g.id = r.government_id where g.slug = 'makassar' "
        "and r.starts_on <= '2026-11-18' and r.ends_on >= '2026-11-18'"
    )
    anyone.goto(f"/unit/makassar/dpu/ikm?periode=r{found[0][0]}")
    on_paper = anyone.locator("dl.figures > div", has_text="Lembar kertas").locator("dd").first
    everybody = anyone.locator(".ikm-head p", has_text="responden").first
    return {"everybody": acts.count(everybody.inner_text()), "paper": acts.count(on_paper.inner_text())}
