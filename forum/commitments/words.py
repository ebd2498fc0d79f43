"""How states, acts and dates of commitments are said."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.commitments import rules
from forum.commitments.rules.asking import Seen
from forum.core.i18n import say_number, say_weekday
from forum.core.workdays import working_days_between

STATES = {
    "drafted": _l("Redaksi diperiksa moderator"),
    "worded": _l("Menunggu kesanggupan unit"),
    "accepted": _l("Disanggupi"),
    "claimed": _l("Bukti ditimbang moderator"),
    "kept": _l("Ditepati"),
    "partly": _l("Ditepati sebagian"),
    "broken": _l("Tidak ditepati"),
    "withdrawn": _l("Ditarik"),
    "declined": _l("Tidak disanggupi"),
}
PUBLIC_STATES = tuple(state for state in STATES if state != "drafted")
TONES = {
    "drafted": "wait", "worded": "wait", "claimed": "wait", "kept": "done", "partly": "wait", "broken": "late",
    "withdrawn": "muted", "declined": "muted",
}  # fmt: skip
ACTS = {
    "propose": _l("Komitmen diusulkan"),
    "revise": _l("Usulan diperbaiki"),
    "send_back": _l("Usulan dikembalikan untuk diperbaiki"),
    "drop": _l("Usulan dibatalkan"),
    "word": _l("Redaksi diterima"),
    "accept": _l("Disanggupi kepala unit"),
    "decline": _l("Tidak disanggupi kepala unit"),
    "amend": _l("Komitmen diubah"),
    "progress": _l("Kabar perkembangan"),
    "claim": _l("Bukti diserahkan"),
    "ask": _l("Peserta forum ditanya"),
    "keep": _l("Dinyatakan ditepati"),
    "part": _l("Dinyatakan ditepati sebagian"),
    "return": _l("Bukti dikembalikan: belum cukup"),
    "break": _l("Dinyatakan tidak ditepati"),
    "withdraw": _l("Ditarik"),
    "overdue": _l("Tenggat lewat tanpa keputusan"),
}
ACT_TONES = {
    "keep": "done", "part": "wait", "break": "late", "overdue": "late", "return": "wait", "decline": "muted",
    "withdraw": "muted", "amend": "wait", "send_back": "wait",
}  # fmt: skip


def state_word(state: str, due_on: date, claimed_on: date | None, today: date) -> str:
    """The state as everyone reads it; lateness is part of it."""
    if rules.is_overdue(state, due_on, today) and state == "accepted":
        return _("Lewat tenggat, belum ada bukti")
    if state == "kept" and claimed_on is not None and claimed_on > due_on:
        return _("Ditepati, tetapi terlambat")
    return str(STATES[state])


def tone(state: str, due_on: date, today: date) -> str:
    """The shape beside the word."""
    return "late" if rules.is_overdue(state, due_on, today) and state == "accepted" else TONES.get(state, "plain")


def due_words(state: str, due_on: date, today: date, days_off: Set[date]) -> str:
    """How long it still has, or the day it was due."""
    day = say_weekday(due_on)
    if state not in rules.OPEN | rules.WAITING:
        return _("tenggat %(day)s", day=day)
    if due_on == today:
        return _("hari ini, %(day)s", day=day)
    days = working_days_between(min(today, due_on), max(today, due_on), days_off)
    number = say_number(days)
    if due_on < today:
        return ngettext("lewat %(n)s hari kerja, seharusnya %(day)s", "lewat %(n)s hari kerja, seharusnya %(day)s",
                        days, n=number, day=day)  # fmt: skip
    return ngettext("tersisa %(n)s hari kerja, sampai %(day)s", "tersisa %(n)s hari kerja, sampai %(day)s", days,
                    n=number, day=day)  # fmt: skip


ANSWERS = {
    "yes": _l("Ya, ditepati"),
    "partly": _l("Sebagian"),
    "no": _l("Tidak"),
    "unknown": _l("Tidak tahu"),
}
"""What somebody who is asked may see."""


def seen_words(seen: Seen) -> str:
    """What came back, in plain numbers; nothing but how many answered while they are few."""
    asked, answered = say_number(seen.asked), say_number(seen.answered)
    if not seen.is_shown:
        return _("%(answered)s dari %(asked)s ditanya menjawab. Jawabannya disebut sesudah paling sedikit tiga orang "
                 "menjawab.", answered=answered, asked=asked)  # fmt: skip
    return _(
        "%(answered)s dari %(asked)s ditanya menjawab: %(yes)s melihat ditepati, %(partly)s sebagian, %(no)s tidak, "
        "%(unknown)s tidak tahu.", answered=answered, asked=asked, yes=say_number(seen.of("yes")),
        partly=say_number(seen.of("partly")), no=say_number(seen.of("no")), unknown=say_number(seen.of("unknown")),
    )  # fmt: skip


def share_words(share: rules.Share) -> str:
    """What the share rests on."""
    if not share.n:
        return _("belum ada yang jatuh tempo")
    return ngettext(
        "%(kept)s dari %(n)s komitmen yang jatuh tempo", "%(kept)s dari %(n)s komitmen yang jatuh tempo", share.n,
        kept=say_number(share.kept), n=say_number(share.n),
    )  # fmt: skip
