"""The columns of the two CSV files, and what each row must hold. Knows no database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from forum.core.sheets import NotText, read_sheet
from forum.core.text import tidy
from forum.units.models import UNIT_KINDS

MOST_ROWS = 5_000
MOST_BYTES = 2 * 1024 * 1024
UNIT_COLUMNS = {
    "kode": 40, "nama": 160, "jenis": 20, "induk": 40, "wilayah": 13, "tugas": 4_000, "alamat": 300, "lintang": 12,
    "bujur": 12, "telepon": 40, "surel": 254, "laman": 200, "jam": 200,
}  # fmt: skip
SERVICE_COLUMNS = {
    "unit": 40, "nama": 160, "persyaratan": 4_000, "prosedur": 4_000, "waktu": 200, "biaya": 200, "produk": 200,
}  # fmt: skip
COLUMNS: Mapping[str, Mapping[str, int]] = {"units": UNIT_COLUMNS, "services": SERVICE_COLUMNS}
NEEDED = {"units": ("kode", "nama"), "services": ("unit", "nama")}
CODE_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


@dataclass(frozen=True)
class Row:
    """A row of the file: its line, and its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass
class Sheet:
    """A file as read: its rows, and what is wrong with them as (line, sentence)."""

    kind: str
    rows: list[Row] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def refuse(self, line: int, sentence: str) -> None:
        """Something is wrong at a line."""
        self.problems.append((line, sentence))


def read(raw: bytes, kind: str) -> Sheet:
    """Read a file of units or services; the shape of every row is checked, its meaning is not."""
    sheet = Sheet(kind)
    if len(raw) > MOST_BYTES:
        sheet.refuse(0, _("Berkas lebih besar dari 2 MB. Bagi menjadi beberapa berkas."))
        return sheet
    try:
        lines = read_sheet(raw)
    except NotText:
        sheet.refuse(0, _("Berkas ini bukan CSV dengan huruf UTF-8. Simpan ulang sebagai “CSV UTF-8”."))
        return sheet
    if not lines:
        sheet.refuse(0, _("Berkas ini kosong."))
        return sheet
    header = [name.lower() for name in lines[0][1]]
    if _is_known(header, sheet, lines[0][0]):
        _read_rows(header, lines[1:], sheet)
    return sheet


def _is_known(header: list[str], sheet: Sheet, line: int) -> bool:
    columns = COLUMNS[sheet.kind]
    for name in header:
        if name not in columns:
            known = ", ".join(columns)
            sheet.refuse(
                line, _("Kolom “%(name)s” tidak dikenal. Yang dikenal: %(known)s.", name=name[:40], known=known)
            )
        elif header.count(name) > 1:
            sheet.refuse(line, _("Kolom “%(name)s” muncul lebih dari sekali.", name=name))
    for name in NEEDED[sheet.kind]:
        if name not in header:
            sheet.refuse(line, _("Kolom “%(name)s” harus ada.", name=name))
    return not sheet.problems


def _read_rows(header: list[str], lines: list[tuple[int, list[str]]], sheet: Sheet) -> None:
    if not lines:
        sheet.refuse(0, _("Berkas ini berisi judul kolom saja, tanpa satu baris pun."))
    if len(lines) > MOST_ROWS:
        sheet.refuse(0, _("Berkas ini lebih dari 5.000 baris. Bagi menjadi beberapa berkas."))
        return
    for line, cells in lines:
        if len(cells) > len(header) and any(cells[len(header) :]):
            sheet.refuse(line, _("Baris ini berisi lebih banyak kolom daripada judulnya."))
            continue
        row = Row(line, dict(zip(header, map(tidy, cells), strict=False)))
        sheet.rows.append(row)
        _check_shape(row, sheet)


def _check_shape(row: Row, sheet: Sheet) -> None:
    for name in NEEDED[sheet.kind]:
        if not row.cells.get(name):
            sheet.refuse(row.line, _("Kolom “%(name)s” kosong.", name=name))
    for name, cell in row.cells.items():
        most = COLUMNS[sheet.kind][name]
        if len(cell) > most:
            sheet.refuse(row.line, _("Kolom “%(name)s” lebih dari %(most)s karakter.", name=name, most=most))
    if sheet.kind == "units":
        for check in UNIT_CHECKS:
            sentence = check(row.cells)
            if sentence:
                sheet.refuse(row.line, sentence)


def _check_code(cells: Mapping[str, str]) -> str:
    if set(cells.get("kode", "").lower()) <= CODE_SIGNS:
        return ""
    return _("Kode hanya boleh berisi huruf a-z, angka, dan tanda hubung.")


def _check_kind(cells: Mapping[str, str]) -> str:
    kind = cells.get("jenis", "").lower()
    if not kind or kind in UNIT_KINDS:
        return ""
    known = ", ".join(UNIT_KINDS)
    return _("Jenis “%(kind)s” tidak dikenal. Yang dikenal: %(known)s.", kind=kind[:40], known=known)


def _check_point(cells: Mapping[str, str]) -> str:
    try:
        lat, lon = number(cells.get("lintang", "")), number(cells.get("bujur", ""))
    except ValueError:
        return _("Lintang dan bujur ditulis dengan angka, misalnya -5,1477 dan 119,4327.")
    if (lat is None) != (lon is None):
        return _("Lintang dan bujur diisi keduanya atau tidak sama sekali.")
    if lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return _("Lintang atau bujur berada di luar bumi.")
    return ""


def _check_website(cells: Mapping[str, str]) -> str:
    site = cells.get("laman", "")
    if not site or site.startswith(("https://", "http://")):
        return ""
    return _("Laman ditulis lengkap, diawali https://.")


def _check_email(cells: Mapping[str, str]) -> str:
    address = cells.get("surel", "")
    name, at, host = address.partition("@")
    if not address or (name and at and "." in host and " " not in address):
        return ""
    return _("Alamat surel belum benar, misalnya nama@contoh.id.")


UNIT_CHECKS: tuple[Callable[[Mapping[str, str]], str], ...] = (
    _check_code, _check_kind, _check_point, _check_website, _check_email,
)  # fmt: skip


def number(text: str) -> float | None:
    """A number with a decimal point or comma; None when empty. Raises ValueError."""
    if not text:
        return None
    value = float(text.replace(",", "."))
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(text)
    return value
