"""How reasons, posts and threads are said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.core.i18n import say_day, say_iso_day, say_month, say_number
from forum.dialogues.rules.suggestions import LEAST_ANSWERS
from forum.ratings.result_words import figure
from forum.ratings.words import QUESTIONS
from forum.scores.words import PARTS

if TYPE_CHECKING:
    from forum.dialogues.models import AgendaItem, Session
    from forum.dialogues.queries.public_talk import Item, Meeting

REASONS = {
    "resident": _l("Usulan warga"),
    "staff": _l("Usulan petugas"),
    "supported": _l("Laporan yang banyak didukung"),
    "overdue": _l("Komitmen yang belum ditepati"),
    "element": _l("Unsur survei yang terendah"),
    "signal": _l("Unit yang perlu dilihat"),
}
STATES = {"proposed": _l("Diusulkan"), "accepted": _l("Masuk agenda"), "declined": _l("Tidak dibahas")}
KINDS = {"post": _l("Tulisan"), "question": _l("Pertanyaan untuk pertemuan"), "answer": _l("Jawaban resmi")}
SORTS = {"terbaru": _l("Terbaru"), "dukungan": _l("Dukungan terbanyak")}
UNNAMED = _l("Warga")


def why(item: AgendaItem | Item) -> str:
    """The reason an item is there, with its figures as they were when it was suggested."""
    told = {"supported": _supported, "overdue": _overdue, "element": _element, "signal": _signal}.get(item.reason)
    return told(item.detail) if told is not None else str(REASONS[item.reason])


def _supported(detail: Mapping[str, Any]) -> str:
    number = detail["accounts"] + detail.get("mails", 0)
    return ngettext(
        "Didukung %(n)s orang dan belum selesai sejak %(day)s.",
        "Didukung %(n)s orang dan belum selesai sejak %(day)s.",
        number, n=say_number(number), day=say_iso_day(detail["since"]),
    )  # fmt: skip


def _overdue(detail: Mapping[str, Any]) -> str:
    if detail["state"] == "broken":
        return _("Tenggatnya %(day)s; dinyatakan tidak ditepati.", day=say_iso_day(detail["due"]))
    if detail["state"] == "claimed":
        return _("Tenggatnya %(day)s; buktinya belum ditimbang.", day=say_iso_day(detail["due"]))
    return _("Tenggatnya %(day)s; belum ada bukti.", day=say_iso_day(detail["due"]))


def _element(detail: Mapping[str, Any]) -> str:
    told = {"month": _month(detail["month"]), "element": str(QUESTIONS[detail["element"]].name).lower(),
            "nrr": figure(Decimal(detail["nrr"])), "n": say_number(detail["n"])}  # fmt: skip
    if "of" not in detail:  # suggested before whose survey it is was kept
        return _("Survei %(month)s: nilai %(element)s %(nrr)s dari 4, termasuk yang terendah (n = %(n)s).", **told)
    whole = _("Survei %(month)s di %(of)s: nilai %(element)s %(nrr)s dari 4, termasuk yang terendah (n = %(n)s).",
              of=detail["of"], **told)  # fmt: skip
    return f"{whole} {_lowest_at(detail)}" if "at" in detail else whole


def _lowest_at(detail: Mapping[str, Any]) -> str:
    """Where it is the lowest, on the same scale."""
    said = {
        "least": LEAST_ANSWERS,
        "unit": detail["at"],
        "nrr": figure(Decimal(detail["lowest"])),
        "n": say_number(detail["lowest_n"]),
    }
    if not detail["service"]:
        return _(
            "Di antara unit dengan sedikitnya %(least)s jawaban, yang terendah %(unit)s: %(nrr)s dari 4 (n = %(n)s).",
            **said,
        )
    return _(
        "Di antara unit dengan sedikitnya %(least)s jawaban, yang terendah %(unit)s: %(nrr)s dari 4 (n = %(n)s), "
        "terutama layanan %(service)s.", service=detail["service"], **said,
    )  # fmt: skip


def _signal(detail: Mapping[str, Any]) -> str:
    return " ".join([_("Rapor %(month)s.", month=_month(detail["month"])), *_signs(detail["signals"])])


def _signs(signals: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for sign in signals:
        if sign["kind"] == "trend":
            yield _("%(part)s pada %(month)s di bawah kebiasaan unit itu sendiri.", part=PARTS[sign["part"]],
                    month=_month(sign["month"]))  # fmt: skip
        elif sign["kind"] == "pile":
            yield _("%(n)s dari %(of)s laporan lewat tenggat dan belum selesai.", n=sign["n"], of=sign["of"])
        elif sign["kind"] == "bounce":
            yield _("%(n)s laporan dipindahkan ke unit lain, %(of)s masuk.", n=sign["n"], of=sign["of"])
        else:
            yield _("%(n)s jawaban dinyatakan kosong oleh moderator.", n=sign["n"])


def _month(month: str) -> str:
    return say_month(date(int(month[:4]), int(month[5:]), 1))


def opening_words(session: Session | Meeting, today: date) -> str:
    """When the threads of a session are open."""
    if session.state == "cancelled":
        return _("Pertemuan ini dibatalkan, jadi diskusinya ditutup.")
    if today < session.discuss_from:
        return _("Diskusi dibuka mulai %(day)s.", day=say_day(session.discuss_from))
    if today > session.discuss_until:
        return _("Diskusi ditutup sejak %(day)s. Tulisan yang sudah ada tetap dapat dibaca.",
                 day=say_day(session.discuss_until))  # fmt: skip
    return _("Diskusi terbuka sampai %(day)s.", day=say_day(session.discuss_until))


ROLES = {
    "resident": _l("warga"),
    "officer": _l("petugas unit"),
    "head": _l("kepala unit"),
    "moderator": _l("moderator"),
    "system": _l("sistem"),
}
"""Who worded an item."""


def supporters(number: int) -> str:
    """How many support it."""
    return ngettext("%(n)s dukungan", "%(n)s dukungan", number, n=say_number(number))
