"""What is entered about survey rounds."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, FileField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from forum.core.forms import Form
from forum.core.sheets import NotText, read_sheet
from forum.core.text import tidy
from forum.ratings.actions.rounds import FOLLOW_UP_LONGEST, RoundDetails
from forum.ratings.forms.blocks import FILLED, NEEDED, tidied

LONGEST = timedelta(days=366)
LARGEST_POPULATION = 100_000_000
MOST_ROWS, MOST_BYTES = 5_000, 512 * 1024
COLUMNS = ("kode_unit", "sasaran")

_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+")

Problems = list[tuple[int, str]]


class RoundForm(Form):
    """A round: its name and days."""

    title = StringField(
        _l("Nama ronde"), [FILLED, Length(max=120, message=_l("Paling banyak %(max)d karakter."))], filters=[tidied]
    )
    starts_on = DateField(_l("Mulai"), [NEEDED])
    ends_on = DateField(_l("Sampai"), [NEEDED])

    def validate_ends_on(self, field: Any) -> None:
        """After the beginning, a year at most."""
        if not (field.data and self.starts_on.data):
            return
        if field.data < self.starts_on.data:
            raise ValidationError(_("Hari akhir tidak boleh sebelum hari mulai."))
        if field.data - self.starts_on.data > LONGEST:
            raise ValidationError(_("Satu ronde paling lama satu tahun."))

    def details(self) -> RoundDetails:
        """What was entered."""
        return RoundDetails(self.title.data, self.starts_on.data, self.ends_on.data)


class FollowUpForm(Form):
    """The written follow-up plan."""

    source = TextAreaField(
        _l("Rencana tindak lanjut"),
        [Length(max=FOLLOW_UP_LONGEST, message=_l("Paling banyak %(max)d karakter."))],
        filters=[tidied],
    )


class TargetSheetForm(Form):
    """Targets of many units: a pasted table, or a file."""

    pasted = TextAreaField(_l("Tempel tabel"))
    file = FileField(_l("Atau berkas CSV"))

    def raw(self) -> bytes:
        """What was given; the file first."""
        if self.file.data and getattr(self.file.data, "filename", ""):
            with self.file.data.stream as sent:
                sheet: bytes = sent.read(MOST_BYTES + 1)
                return sheet
        return (self.pasted.data or "").encode()


def read_population(cell: str) -> int | None:
    """A number of people, dots between thousands allowed; None when empty. Raises ValueError."""
    said = tidy(cell)
    if not said:
        return None
    bare = said.replace(".", "").replace(" ", "")
    if not _WHOLE.fullmatch(said) or not 1 <= int(bare[:12]) <= LARGEST_POPULATION:
        raise ValueError(cell)
    return int(bare)


def read_targets(raw: bytes, units: dict[str, int]) -> tuple[dict[int, int | None], Problems]:
    """Populations by unit from `kode_unit;sasaran`, and what is wrong, by line."""
    if len(raw) > MOST_BYTES:
        return {}, [(0, _("Tabel ini terlalu besar: paling banyak 5.000 baris."))]
    try:
        lines = read_sheet(raw)
    except NotText:
        return {}, [(0, _("Berkas ini bukan CSV dengan huruf UTF-8. Simpan ulang sebagai “CSV UTF-8”."))]
    if not lines:
        return {}, [(0, _("Tempel tabelnya atau pilih berkas dahulu."))]
    if [cell.lower().replace(" ", "_") for cell in lines[0][1][:2]] == list(COLUMNS):
        lines = lines[1:]
    if len(lines) > MOST_ROWS:
        return {}, [(0, _("Tabel ini terlalu besar: paling banyak 5.000 baris."))]
    return _read_rows(lines, units)


def _read_rows(lines: list[tuple[int, list[str]]], units: dict[str, int]) -> tuple[dict[int, int | None], Problems]:
    populations: dict[int, int | None] = {}
    problems: Problems = []
    for line, cells in lines:
        code, said = cells[0].lower(), cells[1] if len(cells) > 1 else ""
        unit_id = units.get(code)
        if unit_id is None:
            problems.append((line, _("Unit dengan kode “%(code)s” tidak ada.", code=code[:40])))
        elif unit_id in populations:
            problems.append((line, _("Kode “%(code)s” muncul lebih dari sekali.", code=code[:40])))
        else:
            try:
                populations[unit_id] = read_population(said)
            except ValueError:
                problems.append((line, population_words(said)))
    return populations, problems


def population_words(said: str) -> str:
    """What is wrong with a number of people."""
    return _("“%(said)s” bukan jumlah orang. Tulis bilangan bulat mulai 1, misalnya 1.200.", said=said[:20])
