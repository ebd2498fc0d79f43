"""Evidence of commitments, for everyone who may read them."""

from __future__ import annotations

from flask import Response, abort, make_response, request
from flask_login import current_user

from forum.commitments import policy
from forum.commitments.models import Evidence
from forum.commitments.queries import cases
from forum.commitments.views.blueprint import commitments
from forum.core.access import public
from forum.core.uploads import store

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}
THUMBNAIL = "image/jpeg"


@commitments.get("/komitmen/berkas/<ref>")
@public
def file(ref: str) -> Response:
    """The copy without traces."""
    evidence = _readable(ref)
    return _answer(evidence, evidence.clean_file, evidence.kind)


@commitments.get("/komitmen/berkas/<ref>/kecil")
@public
def thumbnail(ref: str) -> Response:
    """A small picture of it."""
    evidence = _readable(ref)
    return _answer(evidence, evidence.thumb_file, THUMBNAIL)


def _readable(ref: str) -> Evidence:
    found = cases.find_file(ref) if ref.isprintable() else None
    if found is None or not policy.may_read(current_user, found[1]):
        abort(404)
    return found[0]


def _answer(evidence: Evidence, name: str, kind: str) -> Response:
    try:
        content = store().get_clean(name)
    except FileNotFoundError:
        abort(404)
    response = make_response(content)
    response.content_type = kind
    disposition = "attachment" if kind == "application/pdf" else "inline"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{evidence.title}.{ENDINGS[kind]}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "public, max-age=600" if current_user.is_anonymous else "private, no-cache"
    response.set_etag(name)
    response.make_conditional(request)
    return response
