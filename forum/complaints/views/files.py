"""Files of complaints, for whoever may see them."""

from __future__ import annotations

from flask import Response, abort, make_response, request
from flask_login import current_user

from forum.complaints import policy
from forum.complaints.models import Attachment, Complaint
from forum.complaints.queries.files import find_file
from forum.complaints.queries.unit_case import helping_units
from forum.complaints.views.blueprint import complaints
from forum.core.access import public
from forum.core.uploads import store

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}
THUMBNAIL = "image/jpeg"


@complaints.get("/berkas/<ref>")
@public
def file(ref: str) -> Response:
    """The copy this reader may see; a file they may not see is not there."""
    attachment, complaint, (copy, _thumbnail) = _readable(ref)
    return _answer(attachment, complaint, copy, attachment.kind)


@complaints.get("/berkas/<ref>/kecil")
@public
def thumbnail(ref: str) -> Response:
    """A small picture of it."""
    attachment, complaint, (_copy, small) = _readable(ref)
    return _answer(attachment, complaint, small, THUMBNAIL)


def _readable(ref: str) -> tuple[Attachment, Complaint, tuple[str, str]]:
    found = find_file(ref)
    if found is None:
        abort(404)
    attachment, complaint = found
    helping = helping_units(complaint.id) if current_user.holds("officer", "head") else ()
    readable = policy.readable_file(current_user, complaint, attachment, helping)
    if readable is None:
        abort(404)
    return attachment, complaint, readable


def _answer(attachment: Attachment, complaint: Complaint, name: str, kind: str) -> Response:
    try:
        content = store().get_clean(name)
    except FileNotFoundError:
        abort(404)
    response = make_response(content)
    response.content_type = kind
    disposition = "attachment" if kind == "application/pdf" else "inline"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{attachment.title}.{ENDINGS[kind]}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = _caching(complaint)
    response.set_etag(name)
    response.make_conditional(request)
    return response


def _caching(complaint: Complaint) -> str:
    """What everyone may see is kept for minutes only: a copy that was taken back must not live on in a cache."""
    is_open = complaint.is_published and not complaint.is_confidential and current_user.is_anonymous
    return "public, max-age=600" if is_open and "v" in request.args else "private, no-cache"
