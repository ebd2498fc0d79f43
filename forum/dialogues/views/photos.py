"""Photos of a meeting, taken up by its clerks; `files.py` shows them."""

from __future__ import annotations

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.core.errors import Refused
from forum.core.uploads import say_files_are_gone, store, take_files
from forum.dialogues.actions import finding
from forum.dialogues.forms.minutes import PhotosForm
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.minutes import acting_for, overview, session_for_clerks


@dialogues.post("/meja/forum/sesi/<ref>/foto")
@requires("officer", "head", "moderator")
def add_photos(ref: str) -> ResponseReturnValue:
    """Up to five at once, made anew without traces, with the words for those who cannot see them."""
    session = session_for_clerks(ref)
    if seen := sent_before():
        return seen
    form = PhotosForm()
    if not form.validate():
        say_files_are_gone(form.photos)
        return overview(session, form), 422
    uploads = take_files(form.photos)
    if uploads is None or form.refuse_documents([upload.made.kind for upload in uploads]):
        return overview(session_for_clerks(ref), form), 422

    def act() -> str:
        session = session_for_clerks(ref)
        finding.add_photos(store(), session, uploads, str(form.words.data), by=acting_for(session))
        flash(_("Foto tersimpan."), "done")
        return url_for("dialogues.minutes", ref=ref, _anchor="foto")

    try:
        return acting_once(act)
    except Refused as refusal:
        return overview(session_for_clerks(ref), form, refusal.sentence()), refusal.status
