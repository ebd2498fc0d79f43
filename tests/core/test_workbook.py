"""Workbooks: what is written is read back, no text becomes a formula, no file takes the memory."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.core import workbook
from forum.core.workbook import Sheet, TooBig, Unreadable, rows_of_xlsx, xlsx

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", '=HYPERLINK("http://x.example","x")', "http://x.example", "\tx"]
CONTENT = "xl/worksheets/sheet1.xml"


def read(raw: bytes) -> list[tuple[int, list[str]]]:
    return list(rows_of_xlsx(io.BytesIO(raw)))


def remade(raw: bytes, **parts: str) -> bytes:
    """The workbook with the content of its first sheet replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts["sheet"] if name == CONTENT else old.read(name))
    return out.getvalue()


def sheet_of(rows: str) -> bytes:
    head = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return remade(xlsx([Sheet("a", ["x"], [])]), sheet=f"{head}<sheetData>{rows}</sheetData></worksheet>")


def test_rows_are_read_back_as_people_wrote_them() -> None:
    rows = [["Waktu", 3, Decimal("3.25"), date(2026, 11, 18), None], [], ["Biaya", 3.0, Fraction(1, 2), None, True]]
    raw = xlsx([Sheet("Unsur", ["a", "b", "c", "d", "e"], rows)])
    assert read(raw) == [
        (1, ["a", "b", "c", "d", "e"]),
        (2, ["Waktu", "3", "3.25", "2026-11-18"]),
        (4, ["Biaya", "3", "0.5", "", "True"]),
    ]


def test_header_is_bold_and_stays_in_sight_and_numbers_have_their_format() -> None:
    sheet = Sheet("IKM", ["Unsur", "Nilai"], [["Waktu", Decimal("76.61")]], formats={1: "0.00"}, note="Sumber: SKM")
    book = openpyxl.load_workbook(io.BytesIO(xlsx([sheet, Sheet("Lain", ["x"], [])])))
    page = book.worksheets[0]
    assert book.sheetnames == ["IKM", "Lain"]
    assert page["A1"].value == "Sumber: SKM"
    assert page["B2"].font.b
    assert page.freeze_panes == "A3"
    assert (page["B3"].value, page["B3"].number_format) == (76.61, "0.00")


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    page = openpyxl.load_workbook(io.BytesIO(xlsx([Sheet("a", [text], [[text]])]))).worksheets[0]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in (page["A1"], page["A2"])] == [
        (text, "s", None)
    ] * 2


def test_a_moment_loses_its_zone_and_nothing_else() -> None:
    raw = xlsx([Sheet("a", ["x"], [[datetime(2026, 11, 18, 12, 30, tzinfo=UTC)]])])
    assert read(raw)[1] == (2, ["2026-11-18 12:30"])


@pytest.mark.parametrize("name", ["a/b[c]:*?", "x" * 50, "'x'", "", "///"])
def test_any_name_makes_a_sheet(name: str) -> None:
    assert read(xlsx([Sheet(name, ["x"], [])])) == [(1, ["x"])]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=4), max_size=4))
def test_any_text_can_be_written(rows: list[list[str]]) -> None:
    assert read(xlsx([Sheet("a", ["kepala"], rows)]))[0] == (1, ["kepala"])


def test_error_values_are_empty_cells() -> None:
    assert read(sheet_of('<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1"><v>2</v></c></row>')) == [
        (1, ["", "2"])
    ]


def test_formulas_are_read_by_their_kept_result() -> None:
    assert read(sheet_of('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')) == [(1, ["2"])]


@pytest.mark.parametrize(
    "raw",
    [b"", b"PK\x03\x04", b"a;b\n1;2\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600],
    ids=["empty", "cut", "csv", "xls"],
)
def test_what_is_no_workbook_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read(raw)


def test_another_zip_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(Unreadable):
        read(out.getvalue())


def test_broken_xml_is_refused() -> None:
    with pytest.raises(Unreadable):
        read(sheet_of('<row r="1"><c r="A1"><v>2</row>'))


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 2**20)
    with pytest.raises(TooBig):
        read(sheet_of(" " * 2**21))


def test_a_zip_that_lies_about_its_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = sheet_of(" " * 2**21)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        size = archive.getinfo(CONTENT).file_size
    lying = raw.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != raw
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 2**20)
    with pytest.raises((TooBig, Unreadable)):
        read(lying)


def test_a_file_of_many_megabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_PACKED", 1000)
    with pytest.raises(TooBig):
        read(xlsx([Sheet("a", ["x"], [])]))


def test_many_parts_are_refused() -> None:
    out = io.BytesIO(xlsx([Sheet("a", ["x"], [])]))
    with zipfile.ZipFile(out, "a") as archive:
        for k in range(workbook.MAX_PARTS):
            archive.writestr(f"x{k}", "")
    with pytest.raises(TooBig):
        read(out.getvalue())


def test_entities_that_multiply_are_refused() -> None:
    levels = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "x">{levels}]>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row>'
    body = f'<worksheet xmlns="{space}"><sheetData>{cell}</sheetData></worksheet>'
    with pytest.raises(Unreadable):
        read(remade(xlsx([Sheet("a", ["x"], [])]), sheet=bomb + body))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="20001"><c r="A20001"><v>1</v></c></row>',
        '<row r="999999999999"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="BI1"><v>1</v></c></row>',
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 5001}</t></is></c></row>',
    ],
    ids=["rows", "a-number-without-end", "columns", "a-long-cell"],
)
def test_more_than_is_read_at_once_is_refused(rows: str) -> None:
    with pytest.raises(TooBig):
        read(sheet_of(rows))


def test_a_formatted_but_empty_tail_is_no_row() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="30000"><c r="A30000" s="0"/></row>'
    assert read(sheet_of(rows)) == [(1, ["1"])]


def test_refusals_say_what_to_do(app: Flask) -> None:
    with app.test_request_context():
        assert "20.000 baris dan 60 kolom" in TooBig().sentence()
        assert "CSV" in Unreadable().sentence()
    assert TooBig.status == Unreadable.status == 422
