"""Pictures of threads and meetings, for everyone who may read the words they came with."""

from __future__ import annotations

from flask import Response, abort, make_response, request
from flask_login import current_user

from forum.core.access import public
from forum.core.uploads import store
from forum.dialogues.models import DialogueFile
from forum.dialogues.queries import posts as found_posts
from forum.dialogues.views.blueprint import dialogues

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
THUMBNAIL = "image/jpeg"


@dialogues.get("/forum/berkas/<ref>")
@public
def file(ref: str) -> Response:
    """The copy without traces."""
    found = _readable(ref)
    return _answer(found, found.clean_file, found.kind)


@dialogues.get("/forum/berkas/<ref>/kecil")
@public
def thumbnail(ref: str) -> Response:
    """A small picture of it."""
    found = _readable(ref)
    return _answer(found, found.thumb_file, THUMBNAIL)


def _readable(ref: str) -> DialogueFile:
    """Hidden words take their pictures with them."""
    found = found_posts.find_file(ref)
    if found is None or (found[1] is not None and found[1].state != "shown"):
        abort(404)
    return found[0]


def _answer(found: DialogueFile, name: str, kind: str) -> Response:
    try:
        content = store().get_clean(name)
    except FileNotFoundError:
        abort(404)
    response = make_response(content)
    response.content_type = kind
    response.headers["Content-Disposition"] = f'inline; filename="{found.title}.{ENDINGS.get(kind, "jpg")}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Robots-Tag"] = "noindex"
    # Not kept for long: a moderator may hide the words it came with.
    response.headers["Cache-Control"] = "public, max-age=60" if current_user.is_anonymous else "private, no-cache"
    response.set_etag(name)
    response.make_conditional(request)
    return response
