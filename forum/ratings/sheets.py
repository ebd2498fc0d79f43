"""What is printed on the sheets of visit tokens: labels to cut out, each with its code to scan and to type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from forum.core.i18n import say_day
from forum.ratings.actions.blocks import token_of
from forum.ratings.models import TokenBlock

LABELS_ON_PAGE = 24
LABELS_IN_PART = 10 * LABELS_ON_PAGE
"""Printed at once: what fits the limits of a PDF."""


def sheet_values(
    block: TokenBlock, key: bytes, part: int, address_of: Callable[[TokenBlock, str], str]
) -> dict[str, Any]:
    """The values of templates/pdf/token_sheet.typ for one part of a block, counted from 1."""
    first = block.handed_out + (part - 1) * LABELS_IN_PART + 1
    last = min(first + LABELS_IN_PART - 1, block.size)
    unit, point = block.point.unit.name, block.point.name
    labels = []
    for serial in range(first, last + 1):
        token = token_of(key, block, serial)
        labels.append({"n": serial, "code": token, "dots": dots(address_of(block, token))})
    return {
        "title": _("Kode kunjungan %(unit)s", unit=unit), "place": f"{unit}, {point}", "day": say_day(block.day),
        "call": _("Nilai layanan kami: pindai, atau ketik kodenya."), "labels": labels,
        "code_words": _("Kode QR kunjungan {code}"),
        "source": _("Blok %(ref)s, kode %(first)s sampai %(last)s dari %(all)s. Satu kode untuk satu kunjungan; "
                    "berlaku 30 hari.", ref=block.ref, first=first, last=last, all=block.size),
    }  # fmt: skip


def dots(text: str) -> list[str]:
    """The QR of `text` as rows of dark (1) and light (0), in hexadecimal: a tenth of what a drawing would take."""
    import segno

    rows = [bytes(row) for row in segno.make(text, error="l", micro=False).matrix]
    return [f"{int(''.join(map(str, row)), 2):0{-(-len(row) // 4)}x}" for row in rows]
