"""How a record is said in a document: in Indonesian, whoever reads it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from forum.dialogues.rules.recorded import Promised
from forum.dialogues.rules.statements import AGREE, LEAST_SHOWN, Result

KINDS = {
    "user": "pengguna layanan", "academic": "akademisi atau ahli", "agency": "instansi terkait",
    "civil": "organisasi masyarakat sipil", "media": "media", "unit": "unit penyelenggara",
}  # fmt: skip
MODES = {"hall": "tatap muka", "online": "daring", "hybrid": "tatap muka dan daring"}
STATES = {
    "worded": "menunggu kesanggupan unit", "accepted": "disanggupi, sedang dikerjakan",
    "claimed": "bukti sedang ditimbang", "kept": "ditepati", "partly": "ditepati sebagian",
    "broken": "tidak ditepati", "withdrawn": "ditarik", "declined": "tidak disanggupi",
}  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip
MOST_SHORT = 90
_MARKS = re.compile(r"([\\`*_\[\]<>~#|&])")


def day_words(day: date) -> str:
    """Kamis 12 November 2026."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def month_words(month: str) -> str:
    """Oktober 2026 for 2026-10."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


def number_words(number: int) -> str:
    """1.234."""
    return f"{number:,}".replace(",", ".")


def points_words(points: int | None) -> str:
    """78,25 of 7825 hundredths; of a unit without enough evidence, no number."""
    return "belum cukup bukti" if points is None else f"{points // 100},{points % 100:02d}"


def plain(text: str) -> str:
    """Somebody's words in one line of Markdown, with no mark that could mean something."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def short(text: str) -> str:
    """The beginning, cut at a word, without the full stop."""
    line = " ".join(text.split())
    if len(line) > MOST_SHORT:
        line = line[:MOST_SHORT].rsplit(" ", 1)[0] + "…"
    return line.rstrip(".")


def listed(some: Sequence[str], of: int) -> str:
    """a; b; c dan 2 lainnya."""
    rest = of - len(some)
    return "; ".join(some) + (f"; dan {number_words(rest)} lainnya" if rest > 0 else "")


def state_words(promised: Promised, on: date) -> str:
    """How a promise stood; lateness as of a day of the record, not of a clock."""
    due = f"tenggat {day_words(promised.due_on)}"
    if promised.state == "kept" and promised.claimed_on is not None and promised.claimed_on > promised.due_on:
        return f"Ditepati, tetapi terlambat ({due})"
    if promised.state == "accepted" and promised.due_on < on:
        return f"Lewat tenggat tanpa bukti ({due})"
    said = STATES.get(promised.state, promised.state)
    return f"{said[0].upper()}{said[1:]} ({due})"


def votes_words(result: Result) -> str:
    """What the votes on a statement say, with the shares that its page shows: of all who answered, passes with them."""
    n, agree, disagree, passed = map(number_words, (result.n, result.agree, result.disagree, result.passed))
    if not result.is_shown:
        return f"{n} menjawab; hasilnya baru ditunjukkan mulai {LEAST_SHOWN} jawaban"
    return (f"{agree} dari {n} yang menjawab setuju, {result.percent(AGREE)} persen (rentang 95 persen: {result.low} "
            f"sampai {result.high}); {disagree} tidak setuju, {passed} melewati")  # fmt: skip
