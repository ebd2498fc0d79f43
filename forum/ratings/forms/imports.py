"""A file of answers as it is sent."""

from __future__ import annotations

import io
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField
from wtforms.validators import ValidationError

from forum.core.errors import Refused
from forum.core.forms import Form
from forum.core.sheets import NotText, read_sheet
from forum.core.workbook import rows_of_xlsx
from forum.ratings.reading import Problem

MOST_BYTES = 5 * 1024 * 1024
ZIP = b"PK\x03\x04"

Lines = list[tuple[int, list[str]]]


class AnswersForm(Form):
    """A CSV or XLSX of answers."""

    file = FileField(_l("Berkas jawaban"))

    def validate_file(self, field: Any) -> None:
        """A file must be there."""
        if not field.data or not getattr(field.data, "filename", ""):
            raise ValidationError(_("Pilih berkas CSV atau XLSX dahulu."))

    def lines(self) -> tuple[Lines, list[Problem]]:
        """Rows with their lines, and why the file cannot be read."""
        with self.file.data.stream as sent:
            raw = sent.read(MOST_BYTES + 1)
        return read_lines(raw)


def read_lines(raw: bytes) -> tuple[Lines, list[Problem]]:
    """Rows of a CSV or a workbook, whatever it calls itself."""
    if len(raw) > MOST_BYTES:
        return [], [(0, _("Berkas lebih besar dari 5 MB. Bagi menjadi beberapa berkas."))]
    try:
        return (list(rows_of_xlsx(io.BytesIO(raw))) if raw.startswith(ZIP) else read_sheet(raw)), []
    except NotText:
        return [], [(0, _("Berkas ini bukan XLSX, dan bukan CSV dengan huruf UTF-8. Simpan ulang lalu kirim lagi."))]
    except Refused as refusal:
        return [], [(0, refusal.sentence())]
