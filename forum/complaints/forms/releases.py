"""Boxes over the pages of a file, and for whom the copy is released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from forum.complaints.forms.fields import DeskForm, options
from forum.complaints.models import Release
from forum.core.files import Box

ROWS = 5
SIDES = ("kiri", "atas", "lebar", "tinggi")
Typed = list[list[list[str]]]
"""By page, by row: left, top, width, height in percent, as typed."""


class ReleaseForm(DeskForm):
    """Who may see the covered copy."""

    name = "rilis"
    audience = RadioField(
        _l("Siapa yang boleh melihat salinan ini?"), [InputRequired(_l("Pilih siapa yang boleh melihatnya."))],
        choices=options([("unit", _l("Unit yang menangani saja")), ("public", _l("Unit dan publik"))]),
    )  # fmt: skip


@dataclass
class Boxes:
    """What was typed, what it means as fractions of each page, and what is wrong with it."""

    typed: Typed
    meant: dict[int, list[Box]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def drawn(self, page: int) -> list[tuple[float, float, float, float]]:
        """(left, top, width, height) in percent, to draw over a page."""
        return [(100 * a, 100 * b, 100 * (c - a), 100 * (d - b)) for a, b, c, d in self.meant.get(page, [])]


def sent_boxes(sent: Mapping[str, str], pages: int) -> Boxes:
    """The boxes of a form that was sent."""
    return _meant([
        [[sent.get(f"kotak-{page}-{row}-{side}", "").strip()[:8] for side in SIDES] for row in range(ROWS)]
        for page in range(pages)
    ])  # fmt: skip


def boxes_of(release: Release | None, pages: int) -> Boxes:
    """The boxes of an earlier release, to go on from."""
    typed: Typed = [[[""] * len(SIDES) for _row in range(ROWS)] for _page in range(pages)]
    used = [0] * pages
    for page, left, top, right, bottom in release.boxes if release else ():
        if page < pages and used[page] < ROWS:
            shown = [f"{100 * value:.1f}" for value in (left, top, right - left, bottom - top)]
            typed[page][used[page]] = shown
            used[page] += 1
    return _meant(typed)


def _meant(typed: Typed) -> Boxes:
    boxes = Boxes(typed)
    for page, rows in enumerate(typed):
        for row, values in enumerate(rows):
            if any(values):
                _understand(boxes, page, row, values)
    return boxes


def _understand(boxes: Boxes, page: int, row: int, values: list[str]) -> None:
    box = _box(values)
    if box is None:
        boxes.wrong.append(
            _("Halaman %(page)s, kotak %(row)s: isi keempat angka dalam persen, di dalam halaman.",
              page=page + 1, row=row + 1)
        )  # fmt: skip
    else:
        boxes.meant.setdefault(page, []).append(box)


def _box(values: list[str]) -> Box | None:
    """Fractions of a page from percent; None when they make no box on it."""
    try:
        left, top, width, height = (float(value.replace(",", ".")) for value in values)
    except ValueError:
        return None
    right, bottom = left + width, top + height
    is_inside = 0 <= left < right <= 100.11 and 0 <= top < bottom <= 100.11
    return (left / 100, top / 100, min(right / 100, 1), min(bottom / 100, 1)) if is_inside else None
