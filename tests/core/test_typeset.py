"""PDFs are tagged, speak their language, and hold what was given as text and nothing else."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from forum.core import typeset
from forum.core.typeset import TooLong, pdf, printed_code

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 4"><rect width="15" height="3" fill="#2b3d8f"/></svg>'
BREAKS = re.compile("[\u200b\r\n]")


@pytest.fixture(autouse=True)
def _in_app(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def report(*blocks: dict[str, object], title: str = "Laporan", language: str = "id", **more: object) -> bytes:
    return pdf("report.typ", {"title": title, "blocks": list(blocks), **more}, language)


def words(made: bytes) -> str:
    document = pypdfium2.PdfDocument(made)
    try:
        return BREAKS.sub("", "".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def tags(made: bytes) -> list[tuple[str, str]]:
    """(type, alternative text) of every element of the structure tree, in reading order."""
    document = pypdfium2.PdfDocument(made)
    found: list[tuple[str, str]] = []
    try:
        for page in document:
            tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
            for k in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                found += walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, k))
            pdfium.FPDF_StructTree_Close(tree)
    finally:
        document.close()
    return found


def walk(element: Any) -> list[tuple[str, str]]:
    if not element:
        return []
    found = [(said(pdfium.FPDF_StructElement_GetType, element), said(pdfium.FPDF_StructElement_GetAltText, element))]
    for k in range(pdfium.FPDF_StructElement_CountChildren(element)):
        found += walk(pdfium.FPDF_StructElement_GetChildAtIndex(element, k))
    return found


def elements(node: Any) -> Iterator[str]:
    """The type of every element of the whole document's tree, pages aside."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict) and "/S" in node:
        yield str(node["/S"])
        if "/K" in node:
            yield from elements(node["/K"])


def said(ask: Any, element: Any) -> str:
    length = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    ask(element, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le")


def test_document_says_its_title_language_and_standard() -> None:
    reader = PdfReader(io.BytesIO(report(title="Laporan SKM <Kota>", language="en", author="Kota Makassar")))
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Laporan SKM <Kota>", "Kota Makassar")
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_headings_tables_lists_and_drawings_are_tagged() -> None:
    made = report(
        {"kind": "heading", "level": 2, "text": "Nilai"},
        {"kind": "table", "header": ["Unsur", "Nilai"], "rows": [["Waktu", "3,06"], ["Biaya", "3,61"]]},
        {"kind": "list", "items": ["satu", "dua"]},
        {"kind": "drawing", "svg": SVG, "alt": "Batang: 78,74 dari 100"},
    )
    found = tags(made)
    kinds = [kind for kind, _ in found]
    assert [kinds.count(kind) for kind in ("H1", "H2", "Table", "TH", "TD", "LI")] == [1, 1, 1, 2, 4, 2]
    assert "Batang: 78,74 dari 100" in [alt for kind, alt in found if kind == "Figure"]


def test_header_row_is_printed_on_every_page_and_tagged_once() -> None:
    rows = [["Waktu", str(k)] for k in range(120)]
    made = report({"kind": "table", "header": ["Unsur", "Nomor"], "rows": rows})
    assert words(made).count("Unsur Nomor") == len(PdfReader(io.BytesIO(made)).pages) == 3
    root: Any = PdfReader(io.BytesIO(made)).trailer["/Root"]
    kinds = list(elements(root["/StructTreeRoot"]["/K"]))
    assert [kinds.count(kind) for kind in ("/Table", "/THead", "/TH", "/TD")] == [1, 1, 2, 240]


def test_page_numbers_speak_the_language() -> None:
    assert "Halaman 1 dari 1" in words(report())


@pytest.mark.parametrize(
    "text",
    [
        '#import "@preview/x:1.0.0": *',
        '#sys.inputs #panic() #read("/etc/passwd")',
        "$x^2$ \\ \\u{41} *tebal* _miring_ `kode` <label> @rujukan // sisa /* sisa */",
        "= Judul",
        '"]} {"kind": "page"',
        "مرحبا بالعالم",
        "Ĉu ŝi, Đà Nẵng, Ωμέγα, Жизнь, ≥ 5 → 3, “kutip” — €",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    made = words(report({"kind": "text", "text": text}, {"kind": "table", "header": [text], "rows": [[text]]}))
    assert "[U+" not in made
    if text.isascii():
        assert made.replace(" ", "").count(text.replace(" ", "")) == 3


def test_a_word_of_three_thousand_letters_stays_on_the_paper() -> None:
    made = report({"kind": "text", "text": "w" * 3000})
    assert words(made).count("w") == 3000
    document = pypdfium2.PdfDocument(made)
    page = document[0].get_textpage()
    assert max(page.get_charbox(k)[2] for k in range(page.count_chars())) < document[0].get_width()
    document.close()


def test_words_are_read_back_as_written_though_a_long_one_may_break() -> None:
    address = "https://rembuk.example/unit/makassar/dinas-kependudukan-dan-pencatatan-sipil/ikm"
    made = report({"kind": "text", "text": f"Dinas Kependudukan dan Pencatatan Sipil, {address}"})
    read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    assert "\u200b" not in read
    assert "Dinas Kependudukan dan Pencatatan Sipil" in read
    assert address in re.sub(r"\s", "", read)


def test_letters_without_a_font_are_printed_as_such_or_as_their_code() -> None:
    made = words(report({"kind": "text", "text": "nama 水 selesai 😀"}))
    assert "nama" in made
    assert "selesai" in made
    assert "水" in made or "[U+6C34]" in made


def test_letters_nobody_sees_are_left_out() -> None:
    assert "abcdef" in words(report({"kind": "text", "text": "ab\x00cd\u202eef\ud800"}))


@pytest.mark.parametrize("first", [0x20, 0x300, 0x1E00, 0x2010, 0x2070, 0x20A0, 0x2190, 0x25A0, 0x621, 0xFB00])
def test_every_letter_called_shown_is_shown(first: int) -> None:
    letters = [chr(code) for code in range(first, first + 0x2E0) if typeset._is_shown(chr(code))]
    letters = [letter for letter in letters if letter.isprintable()]
    order = typeset.json.dumps({"title": "x", "language": "id", "blocks": [{"kind": "list", "items": letters}]})
    assert typeset._made("report.typ", order, system=False) is not None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400))
def test_any_text_can_be_printed(text: str) -> None:
    assert report({"kind": "text", "text": text}, {"kind": "facts", "pairs": [[text, text]]}).startswith(b"%PDF-")


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_poster_is_one_page_with_a_spoken_code(paper: str) -> None:
    made = pdf(
        "poster.typ",
        {
            "title": "Bagaimana pelayanan kami hari ini?", "paper": paper, "place": "Puskesmas Kassi-Kassi",
            "service": "Poli umum", "code": printed_code("https://rembuk.example/survei/7K2M"),
            "code_words": "Kode QR menuju survei", "address_words": "atau ketik", "address": "rembuk.example/survei",
            "steps": ["Pindai kode.", "Jawab.", "Selesai."], "note": "Tanpa nama.",
        },
        "id",
    )  # fmt: skip
    assert len(PdfReader(io.BytesIO(made)).pages) == 1
    assert ("Figure", "Kode QR menuju survei") in tags(made)


def test_too_much_is_refused() -> None:
    with pytest.raises(TooLong):
        report({"kind": "text", "text": "kata " * typeset.MAX_LETTERS})


def test_a_typesetter_that_dawdles_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "_WALL_SECONDS", 0.001)
    with pytest.raises(TooLong):
        report()


def test_a_typesetter_that_takes_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "_MEMORY", 256 * 2**20)
    with pytest.raises((TooLong, ValueError)):
        report({"kind": "table", "header": ["a"], "rows": [["b"]] * 20_000})


@pytest.mark.parametrize("name", ["../../email/plain.typ", "/etc/passwd", "report", "_face.typ", ""])
def test_only_templates_of_the_folder_are_set(name: str) -> None:
    with pytest.raises(ValueError, match="no template"):
        pdf(name, {"title": "x"}, "id")


def test_a_template_that_fails_says_where() -> None:
    with pytest.raises(ValueError, match="blocks"):
        pdf("report.typ", {"title": "x"}, "id")


def test_templates_neither_evaluate_nor_fetch() -> None:
    for path in sorted(Path(typeset.FOLDER).glob("*.typ")):
        source = re.sub(r"//.*", "", path.read_text())
        assert not re.search(r"\beval\(|@preview|@local|\bread\(|\bplugin\(", source), path.name
