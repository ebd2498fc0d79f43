"""Evidence of commitments, for everyone who may read them."""

from __future__ import annotations

from flask import Response, abort
from flask_login import current_user

from forum.commitments import policy
from forum.commitments.models import Evidence
from forum.commitments.queries import cases
from forum.commitments.views.blueprint import commitments
from forum.core.access import public
from forum.core.uploads import FOR_MINUTES, FOR_NOBODY, THUMBNAIL, send_copy


@commitments.get("/komitmen/berkas/<ref>")
@public
def file(ref: str) -> Response:
    """The copy without traces."""
    evidence = _readable(ref)
    return send_copy(evidence.clean_file, evidence.kind, evidence.title, _caching())


@commitments.get("/komitmen/berkas/<ref>/kecil")
@public
def thumbnail(ref: str) -> Response:
    """A small picture of it."""
    evidence = _readable(ref)
    return send_copy(evidence.thumb_file, THUMBNAIL, evidence.title, _caching())


def _readable(ref: str) -> Evidence:
    found = cases.find_file(ref) if ref.isprintable() else None
    if found is None or not policy.may_read(current_user, found[1]):
        abort(404)
    return found[0]


def _caching() -> str:
    return FOR_MINUTES if current_user.is_anonymous else FOR_NOBODY
