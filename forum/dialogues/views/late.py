"""What was sent too late: why it does not count, with the words that were typed, to be copied."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.core.errors import Refused, wants_json
from forum.units.here import get_here


def words_kept(refusal: Refused, typed: list[str], back: str) -> ResponseReturnValue:
    """The page of a refusal that loses no word; `back` is where it was written. Machines get the plain refusal."""
    if wants_json():
        raise refusal
    return render_template(
        "dialogues/words_kept.html", sentence=refusal.sentence(), typed=[each for each in typed if each],
        links=[(_("Kembali ke halaman tadi"), back),
               (_("Lihat pertemuan berikutnya"), url_for("dialogues.index", kota=get_here().slug))],
    ), refusal.status  # fmt: skip
