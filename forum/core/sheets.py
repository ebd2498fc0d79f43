"""CSV files, as spreadsheets in Indonesia write and read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

BEGIN_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class NotText(ValueError):
    """The file is no UTF-8 text."""


def read_sheet(raw: bytes) -> list[tuple[int, list[str]]]:
    """(line, cells) of the rows that hold something; comma, semicolon or tab, with or without BOM. Raises NotText."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText from error
    if "\0" in text:
        raise NotText
    first = text.lstrip().partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = [(reader.line_num, [_bare(cell) for cell in row]) for row in reader]
    except csv.Error as error:
        raise NotText from error
    return [(line, row) for line, row in rows if any(row)]


def write_sheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV with BOM, so that spreadsheets read it as UTF-8; no cell can begin a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def plain_cell(value: object) -> str:
    """A cell as text; one that would begin a formula begins with an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(BEGIN_FORMULAS) else text


def _bare(cell: str) -> str:
    """The cell without the white space around it and the apostrophe that `plain_cell` set."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(BEGIN_FORMULAS) else text
