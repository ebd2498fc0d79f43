"""Workbooks (XLSX): written without formulas, read within limits. The CSV of the same shape is in `sheets`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import IO, TYPE_CHECKING, Any

from flask_babel import gettext as _

from forum.core.errors import Refused

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

MAX_ROWS, MAX_COLUMNS = 20_000, 60
MAX_CELL = 5_000
MAX_PACKED, MAX_UNPACKED, MAX_PARTS = 10 * 2**20, 30 * 2**20, 200
"""Of a file sent to us: its size, what its parts claim and turn out to hold, and how many there are."""

Cell = str | int | float | Decimal | Fraction | date | datetime | bool | None

_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST = 60
_XLSX_CELL = 32_767
_LAST_ROW = 100_000


class Unreadable(Refused):
    """The file is no workbook, or is not what it claims."""

    code, status = "workbook-unreadable", 422

    def sentence(self) -> str:
        """Why, and what to do next."""
        return _("Berkas ini tidak dapat dibaca sebagai XLSX. Simpan ulang dari aplikasi lembar kerja, atau kirim CSV.")


class TooBig(Refused):
    """The workbook holds more than is read at once."""

    code, status = "workbook-too-big", 422

    def sentence(self) -> str:
        """Why, and what to do next."""
        return _(
            "Berkas terlalu besar: paling banyak %(rows)s baris dan %(columns)s kolom. Bagi menjadi beberapa berkas.",
            rows=f"{MAX_ROWS:,}".replace(",", "."), columns=MAX_COLUMNS,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, a header row, rows; `formats` are number formats by column, such as "0.00"."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    formats: Mapping[int, str] = field(default_factory=dict)
    note: str = ""
    """A line above the header: the source, the period, what the figures mean."""


def xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The workbook; a text stays a text, whatever it begins with. Raises ValueError where two names are alike."""
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with Workbook(out, options) as book:
        for sheet in sheets:
            _write(book, sheet)
    return out.getvalue()


def rows_of_xlsx(stream: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of the rows of the first sheet that hold something, as `read_sheet` has them. Raises Refused."""
    _check_archive(stream)
    from openpyxl import load_workbook

    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file claims of its size is not believed
        for line, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True), start=1):
            if cells := _read(line, row):
                yield line, cells
    except Refused:
        raise
    except Exception as error:  # whatever the library trips over, the file is to blame
        raise Unreadable from error


def _write(book: Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(_FORBIDDEN_IN_NAMES.sub(" ", sheet.name)[:31].strip("' ") or "Lembar")
    head = book.add_format({"bold": True, "bg_color": "#EAEEFC", "bottom": 2, "text_wrap": True, "valign": "top"})
    formats = {column: book.add_format({"num_format": form}) for column, form in sheet.formats.items()}
    days = {"date": book.add_format({"num_format": "yyyy-mm-dd"})}
    days["moment"] = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    first = 0
    if sheet.note:
        page.write_string(0, 0, _text(sheet.note))
        first = 1
    widths = [len(name) for name in sheet.header]
    for column, name in enumerate(sheet.header):
        page.write_string(first, column, _text(name), head)
    for line, row in enumerate(sheet.rows, start=first + 1):
        for column, value in enumerate(row):
            width = _put(page, line, column, value, formats.get(column), days)
            if column < len(widths):
                widths[column] = max(widths[column], width)
    for column, width in enumerate(widths):
        page.set_column(column, column, min(max(width, 8), _WIDEST) + 2)
    page.freeze_panes(first + 1, 0)


def _put(page: Any, line: int, column: int, value: Cell, form: Format | None, days: Mapping[str, Format]) -> int:
    """Write one cell by its kind; how wide it is."""
    if value is None:
        return 0
    if isinstance(value, bool):
        page.write_boolean(line, column, value)
    elif isinstance(value, int | float | Decimal | Fraction):
        page.write_number(line, column, float(value), form)
    elif isinstance(value, datetime):  # a sheet knows no zones: the caller says which one it is
        page.write_datetime(line, column, value.replace(tzinfo=None), form or days["moment"])
    elif isinstance(value, date):
        page.write_datetime(line, column, value, form or days["date"])
    else:
        page.write_string(line, column, _text(value), form)
    return len(str(value))


def _text(value: str) -> str:
    return _CONTROLS.sub("", value)[:_XLSX_CELL]


def _check_archive(stream: IO[bytes]) -> None:
    """A zip of honest size: each part is unpacked and counted, whatever its directory claims."""
    stream.seek(0, io.SEEK_END)
    if stream.tell() > MAX_PACKED:
        raise TooBig
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise TooBig
            _unpack(archive, parts)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise Unreadable from error
    stream.seek(0)


def _unpack(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> None:
    left = MAX_UNPACKED
    for part in parts:
        with archive.open(part) as opened:
            while piece := opened.read(2**16):
                left -= len(piece)
                if left < 0:
                    raise TooBig


def _read(line: int, row: Sequence[Any]) -> list[str]:
    """The cells as text, none for an empty row. Raises TooBig."""
    if line > _LAST_ROW:  # the library would count up to whatever number the file gives
        raise TooBig
    cells = [_said(value) for value in row]
    while cells and not cells[-1]:
        cells.pop()
    if cells and (line > MAX_ROWS or len(cells) > MAX_COLUMNS or max(map(len, cells)) > MAX_CELL):
        raise TooBig
    return cells


def _said(value: Any) -> str:
    """A cell as a person reads it: 3 and not 3.0, a day without midnight, an error as nothing."""
    if value is None or (isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "/A"))):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    return str(value).strip()
