"""Reading a file of answers by its labels: Indonesian words or digits, whatever language the page speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from flask_babel import gettext as _

from forum.core.i18n import speaking
from forum.core.text import tidy
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.rules.makeup import AGES, FIELDS
from forum.ratings.words import GROUPS, QUESTIONS

OLDEST = timedelta(days=366)
WORDS_LONGEST = 1_000
MOST_ROWS = 20_000
COLUMNS = ("tanggal", "kode unit", "layanan", *ELEMENTS, "umur", "jenis kelamin", "pendidikan", "pekerjaan", "saran")
"""As the file to start from has them: elements by name, for forms number the last two either way."""

_GENERIC = {"tidak baik": 1, "kurang baik": 2, "baik": 3, "sangat baik": 4}
_NONE = ("", "tb", "tidak berlaku")
_TWO_WAYS = ("u8", "u9")
_NUMBERED = re.compile(r"u[1-9] (?=\S)")
_ALIASES = {
    "tanggal": "day", "tanggal kunjungan": "day", "kode unit": "unit", "unit": "unit", "layanan": "service",
    "umur": "age", "usia": "age", "kelompok umur": "age", "jenis kelamin": "sex", "pendidikan": "education",
    "pendidikan terakhir": "education", "pekerjaan": "occupation", "saran": "words", "saran dan masukan": "words",
    "sistem mekanisme dan prosedur": "prosedur", "waktu penyelesaian": "waktu", "biaya tarif": "biaya",
    "produk spesifikasi jenis pelayanan": "produk", "kompetensi pelaksana": "kompetensi",
    "perilaku pelaksana": "perilaku", "penanganan pengaduan saran dan masukan": "pengaduan",
}  # fmt: skip
_GROUP_ALIASES = {
    "sex": {"l": "laki_laki", "p": "perempuan", "pria": "laki_laki", "wanita": "perempuan"},
    "education": {"tidak sekolah": "tidak_sekolah", "smk": "sma", "slta": "sma", "sltp": "smp", "d1": "diploma",
                  "d2": "diploma", "d3": "diploma", "d4": "sarjana", "s1": "sarjana", "s2": "pascasarjana",
                  "s3": "pascasarjana"},
    "occupation": {"pns": "asn", "pppk": "asn", "petani": "petani_nelayan", "nelayan": "petani_nelayan",
                   "mahasiswa": "pelajar", "ibu rumah tangga": "rumah_tangga", "wiraswasta": "wirausaha",
                   "karyawan swasta": "swasta"},
    "age": {},
}  # fmt: skip
_UPPER_AGES = (17, 25, 35, 45, 55, 65)
_OLDEST_PERSON = 120
_LOCAL_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")

Problem = tuple[int, str]


@dataclass(frozen=True)
class Known:
    """What rows may name: services by unit code, by folded name; the days that are accepted."""

    services: Mapping[str, Mapping[str, int]]
    today: date


@dataclass
class Read:
    """A file as read: rows as they are kept, and what is wrong, by line."""

    rows: list[dict[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def fold(label: str) -> str:
    """A label without case, signs and doubled spaces."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", label.lower()).split())


def read(lines: Sequence[tuple[int, list[str]]], known: Known) -> Read:
    """Read header and rows; every problem is said with its line."""
    made = Read()
    if not lines:
        made.problems.append((0, _("Berkas ini kosong.")))
        return made
    columns = _columns(lines[0], made)
    if len(lines) == 1:
        made.problems.append((0, _("Berkas ini berisi judul kolom saja, tanpa satu baris pun.")))
    if len(lines) - 1 > MOST_ROWS:
        made.problems.append((0, _("Berkas ini lebih dari 20.000 baris. Bagi menjadi beberapa berkas.")))
    if made.problems:
        return made
    for line, cells in lines[1:]:
        _read_line(line, [tidy(cell) for cell in cells], columns, known, made)
    return made


def _read_line(line: int, cells: list[str], columns: list[str], known: Known, made: Read) -> None:
    """A row with more cells than columns, or without those of every element, has slipped sideways."""
    needed = max(columns.index(key) for key in ELEMENTS) + 1
    if any(cells[len(columns) :]) or len(cells) < needed:
        words = _("Baris ini berisi %(cells)s kolom, judulnya %(columns)s. Periksa pemisah kolomnya.", cells=len(cells),
                  columns=len(columns))  # fmt: skip
        made.problems.append((line, words))
        return
    _read_row(line, dict(zip(columns, cells, strict=False)), known, made)


def _columns(first: tuple[int, list[str]], made: Read) -> list[str]:
    line, labels = first
    names = _column_names()
    columns = [names.get(_NUMBERED.sub("", fold(label)), "") for label in labels]
    for label, name in zip(labels, columns, strict=True):
        if not name and fold(label) in _TWO_WAYS:
            sentence = _("Kolom “%(name)s” berarti lain di tiap formulir. Ganti namanya menjadi sarana atau pengaduan.",
                         name=label)  # fmt: skip
            made.problems.append((line, sentence))
        elif not name:
            made.problems.append((line, _("Kolom “%(name)s” tidak dikenal.", name=label[:40])))
        elif columns.count(name) > 1:
            made.problems.append((line, _("Kolom “%(name)s” muncul lebih dari sekali.", name=label[:40])))
    wanted = {"day": "tanggal", "unit": "kode unit", "service": "layanan"}
    wanted |= {key: key for key in ELEMENTS}
    told = {fold(label) for label in labels} & {*_TWO_WAYS}
    for name, label in wanted.items():
        if name not in columns and not (told and name in ("sarana", "pengaduan")):
            made.problems.append((line, _("Kolom “%(name)s” harus ada.", name=label)))
    return columns


def _read_row(line: int, cells: Mapping[str, str], known: Known, made: Read) -> None:
    wrong: list[str] = []
    row: dict[str, object] = {"day": _day(cells.get("day", ""), known.today, wrong)}
    row["service"] = _service(cells, known, wrong)
    marks = {key: _mark(key, cells.get(key, ""), wrong) for key in ELEMENTS}
    if not wrong and not any(marks.values()):
        wrong.append(_("Tidak ada satu pun nilai di baris ini."))
    row["marks"] = marks
    groups = {name: _group(name, cells.get(name, ""), wrong) for name in FIELDS}
    row["make_up"] = {name: group for name, group in groups.items() if group}
    row["words"] = cells.get("words", "")
    if len(cells.get("words", "")) > WORDS_LONGEST:
        wrong.append(_("Saran lebih dari 1.000 karakter."))
    made.problems += [(line, sentence) for sentence in wrong]
    made.rows.append(row)


def _day(cell: str, today: date, wrong: list[str]) -> str:
    found = _LOCAL_DAY.fullmatch(cell)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(cell[:10])
    except ValueError:
        wrong.append(_("“%(cell)s” bukan tanggal. Tulis seperti 18/11/2026.", cell=cell[:20]))
        return ""
    if not today - OLDEST <= day <= today:
        wrong.append(_("Tanggal kunjungan tidak boleh di masa depan atau lebih dari setahun lalu."))
    return day.isoformat()


def _service(cells: Mapping[str, str], known: Known, wrong: list[str]) -> int:
    code, name = cells.get("unit", "").lower(), cells.get("service", "")
    services = known.services.get(code)
    if services is None:
        wrong.append(_("Unit dengan kode “%(code)s” tidak ada atau bukan tempat Anda bekerja.", code=code[:40]))
        return 0
    if fold(name) not in services:
        wrong.append(_("Layanan “%(name)s” tidak ada di unit itu.", name=name[:60]))
        return 0
    return services[fold(name)]


def _mark(element: str, cell: str, wrong: list[str]) -> int | None:
    said = fold(cell)
    if said in _NONE and cell in ("-", cell.strip("-")):
        return None
    is_plain = cell in ("1", "2", "3", "4") or not re.search(r"\d", cell)
    mark = _mark_words(element).get(said) if is_plain else None
    if mark is None:
        label = str(QUESTIONS[element].name)
        words = _("%(label)s: “%(cell)s” bukan nilai. Tulis 1, 2, 3, 4, kata jawabannya, atau TB bila tidak berlaku.",
                  label=label, cell=cell[:30])  # fmt: skip
        wrong.append(words)
    return mark


def _group(name: str, cell: str, wrong: list[str]) -> str | None:
    said = fold(cell)
    if not said or said in ("tidak disebut", "tidak saya sebut"):
        return None
    if name == "age" and said.isascii() and said.isdecimal() and int(said[:4]) <= _OLDEST_PERSON:
        years = int(said)
        return next((group for group, most in zip(AGES, _UPPER_AGES, strict=False) if years <= most), AGES[-1])
    group = _group_words(name).get(said)
    if group is None:
        label, groups = GROUPS[name]
        known = ", ".join(str(words) for words in groups.values())
        wrong.append(_("%(label)s “%(cell)s” tidak dikenal. Yang dikenal: %(known)s.", label=label, cell=cell[:30],
                       known=known))  # fmt: skip
    return group


@cache
def _column_names() -> dict[str, str]:
    with speaking("id"):
        names = {fold(str(question.name)): key for key, question in QUESTIONS.items()}
    return names | {key: key for key in ELEMENTS} | {f"u{k}": key for k, key in enumerate(ELEMENTS[:7], 1)} | _ALIASES


@cache
def _mark_words(element: str) -> dict[str, int]:
    with speaking("id"):
        own = {fold(str(words)): mark for mark, words in enumerate(QUESTIONS[element].answers, 1)}
    return _GENERIC | own | {str(mark): mark for mark in range(1, 5)}


@cache
def _group_words(name: str) -> dict[str, str]:
    with speaking("id"):
        own = {fold(str(words)): key for key, words in GROUPS[name][1].items()}
    return _GROUP_ALIASES[name] | own | {fold(key): key for key in FIELDS[name]}
