"""Pictures of threads and meetings, for everyone who may read the words they came with."""

from __future__ import annotations

from flask import Response, abort
from flask_login import current_user

from forum.core.access import public
from forum.core.uploads import FOR_A_MINUTE, FOR_NOBODY, THUMBNAIL, send_copy
from forum.dialogues.models import DialogueFile
from forum.dialogues.queries import posts as found_posts
from forum.dialogues.views.blueprint import dialogues


@dialogues.get("/forum/berkas/<ref>")
@public
def file(ref: str) -> Response:
    """The copy without traces."""
    found = _readable(ref)
    return send_copy(found.clean_file, found.kind, found.title, _caching())


@dialogues.get("/forum/berkas/<ref>/kecil")
@public
def thumbnail(ref: str) -> Response:
    """A small picture of it."""
    found = _readable(ref)
    return send_copy(found.thumb_file, THUMBNAIL, found.title, _caching())


def _readable(ref: str) -> DialogueFile:
    """Hidden words take their pictures with them."""
    found = found_posts.find_file(ref)
    if found is None or (found[1] is not None and found[1].state != "shown"):
        abort(404)
    return found[0]


def _caching() -> str:
    """Not for long: a moderator may hide the words it came with."""
    return FOR_A_MINUTE if current_user.is_anonymous else FOR_NOBODY
