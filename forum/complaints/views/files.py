"""Files of complaints, for whoever may see them."""

from __future__ import annotations

from flask import Response, abort, request
from flask_login import current_user

from forum.complaints import policy
from forum.complaints.models import Attachment, Complaint
from forum.complaints.queries.files import find_file
from forum.complaints.queries.unit_case import helping_units
from forum.complaints.views.blueprint import complaints
from forum.core.access import public
from forum.core.uploads import FOR_MINUTES, FOR_NOBODY, THUMBNAIL, send_copy


@complaints.get("/berkas/<ref>")
@public
def file(ref: str) -> Response:
    """The copy this reader may see; a file they may not see is not there."""
    attachment, complaint, (copy, _thumbnail) = _readable(ref)
    return send_copy(copy, attachment.kind, attachment.title, _caching(complaint))


@complaints.get("/berkas/<ref>/kecil")
@public
def thumbnail(ref: str) -> Response:
    """A small picture of it."""
    attachment, complaint, (_copy, small) = _readable(ref)
    return send_copy(small, THUMBNAIL, attachment.title, _caching(complaint))


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


def _caching(complaint: Complaint) -> str:
    """What everyone may see is kept for minutes only: a copy that was taken back must not live on in a cache."""
    is_open = complaint.is_published and not complaint.is_confidential and current_user.is_anonymous
    return FOR_MINUTES if is_open and "v" in request.args else FOR_NOBODY
