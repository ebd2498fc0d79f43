"""Letters that were given up: shown by kind and id, never by reader or words."""

from __future__ import annotations

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from forum.core import outbox
from forum.core.access import requires
from forum.core.edge import acting_once
from forum.pages.views.blueprint import pages
from forum.pages.words import LETTERS

SHOWN = 50


@pages.get("/pengaturan/surat")
@requires("administrator")
def letters() -> str:
    """What did not leave after every try, newest first."""
    return render_template(
        "pages/letters.html", dead=outbox.dead_letters(SHOWN), oldest=outbox.oldest_waiting(), kinds=LETTERS
    )


@pages.post("/pengaturan/surat/<letter_id>/pengiriman")
@requires("administrator")
def send_again(letter_id: str) -> Response:
    """A fresh start for one of them."""

    def act() -> str:
        letter = outbox.find_letter(letter_id)
        if letter is None or letter.dead_at is None:
            abort(404)
        outbox.try_again(letter)
        return url_for("pages.letters")

    return acting_once(act)
