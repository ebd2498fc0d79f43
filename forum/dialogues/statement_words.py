"""How statements, answers and results are said."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.core.i18n import say_number
from forum.dialogues.rules.statements import AGREE, DISAGREE, LEAST_SHOWN, PASS, Result

ANSWERS = {AGREE: _l("Setuju"), DISAGREE: _l("Tidak setuju"), PASS: _l("Lewati")}
"""In the order of the buttons."""
GIVEN = {AGREE: _l("setuju"), DISAGREE: _l("tidak setuju"), PASS: _l("lewati")}
TONES = {AGREE: "", DISAGREE: "wait", PASS: "pass"}
ORDERS = {"setuju": _l("Paling disetujui"), "terbelah": _l("Paling terbelah"), "terbaru": _l("Terbaru")}
STATES = {
    "waiting": _l("Menunggu moderator"),
    "open": _l("Dapat dijawab"),
    "closed": _l("Ditutup"),
    "declined": _l("Ditolak"),
}
STATE_TONES = {"waiting": "wait", "open": "done", "closed": "muted", "declined": "late"}


def count_words(result: Result) -> str:
    """How many answered."""
    n = result.n
    return ngettext("%(n)s orang menjawab", "%(n)s orang menjawab", n, n=say_number(n)) if n else _("Belum ada jawaban")


def range_words(result: Result) -> str:
    """n and the range in which the share that agrees lies."""
    return _(
        "%(count)s; setuju %(low)s sampai %(high)s persen (rentang 95 persen)",
        count=count_words(result), low=result.low, high=result.high,
    )  # fmt: skip


def few_words(result: Result) -> str:
    """Why there is no result yet."""
    return _("%(count)s. Hasilnya tampil mulai %(least)s jawaban, supaya jawaban seseorang tidak tertebak.",
             count=count_words(result), least=LEAST_SHOWN)  # fmt: skip


def bars_of(result: Result) -> list[tuple[str, int, str, str]]:
    """Name, share, words and tone of each bar."""
    shares = {value: result.percent(value) for value in ANSWERS}
    return [(str(word), shares[value], f"{shares[value]}%", TONES[value]) for value, word in ANSWERS.items()]
