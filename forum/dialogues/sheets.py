"""What is printed for a session: check-in codes to cut apart, and the invitation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _

from forum.core import clock
from forum.core.i18n import say_day
from forum.dialogues import words
from forum.dialogues.actions.attending import code_of
from forum.dialogues.models import Session
from forum.dialogues.rules import codes
from forum.ratings.sheets import LABELS_IN_PART, dots

MOST_NAMED = 5
__all__ = ["LABELS_IN_PART", "invitation_values", "sheet_values"]


def sheet_values(
    session_: Session, serials: Sequence[int], address_of: Callable[[Session, str], str]
) -> dict[str, Any]:
    """The values of templates/pdf/token_sheet.typ for some codes of a session."""
    labels = []
    for serial in serials:
        code = code_of(session_.id, serial)
        labels.append({"n": serial, "code": codes.grouped(code), "dots": dots(address_of(session_, code))})
    return {
        "title": _("Kode hadir %(title)s", title=session_.title), "place": session_.place or session_.title,
        "day": say_day(clock.local_date(session_.starts_at, session_.government.zone)),
        "call": _("Masuk forum: pindai, atau ketik kodenya."), "labels": labels,
        "code_words": _("Kode QR hadir {code}"),
        "source": _("%(number)s, kode %(first)s sampai %(last)s. Satu kode untuk satu ponsel.", first=serials[0],
                    last=serials[-1], number=words.number_words(session_.number, session_.year)),
    }  # fmt: skip


def invitation_values(session_: Session, asked: Sequence[str], address: str, drawing: str) -> dict[str, Any]:
    """The values of templates/pdf/invitation.typ: when, where, who is asked, how to come."""
    when = words.span_words(session_.starts_at, session_.ends_at, session_.government.zone)
    where = session_.place if session_.mode != "online" else _("Daring, tautannya dikirim kepada yang mendaftar")
    steps = [
        _("Pindai kode ini, baca agendanya, dan daftar: gratis, satu menit."),
        _("Ajukan pertanyaan lebih dulu, atau dukung pertanyaan orang lain."),
        _("Datang dan dengar jawabannya. Yang disepakati dicatat dan diikuti sampai ditepati."),
    ]
    more = [_("dan %(n)s unit lain", n=len(asked) - MOST_NAMED)] if len(asked) > MOST_NAMED else []
    return {
        "title": session_.title, "place": session_.government.name, "when": when, "where": where, "code": drawing,
        "code_words": _("Kode QR menuju %(address)s", address=address), "address": address.partition("://")[2],
        "address_words": _("Atau ketik alamat ini"), "steps": steps,
        "asked": [*asked[:MOST_NAMED], *more], "asked_words": _("Yang diminta hadir menjawab"),
        "note": _("Forum warga bulanan: terbuka untuk semua orang, tanpa biaya."),
    }  # fmt: skip
