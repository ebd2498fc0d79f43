"""Looking at a reporter's file, covering what may not be seen, and releasing the covered copy."""

from __future__ import annotations

import base64

from flask import Response, abort, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.complaints import policy
from forum.complaints.actions import attaching
from forum.complaints.forms.releases import SIDES, Boxes, ReleaseForm, boxes_of, sent_boxes
from forum.complaints.models import Attachment
from forum.complaints.queries import cases
from forum.complaints.queries.verification import Case
from forum.complaints.views.blueprint import complaints
from forum.complaints.views.verification import moderated
from forum.core import files
from forum.core.access import requires
from forum.core.db import db
from forum.core.edge import acting_once, sent_before
from forum.core.files import Remade
from forum.core.uploads import store

FILE = "/meja/verifikasi/<number>/lampiran/<ref>"
PDF = "application/pdf"
MOST_PREVIEWS = 5


@complaints.get(FILE, endpoint="release_page")
@requires("moderator")
def show(number: str, ref: str) -> ResponseReturnValue:
    """The pages of a file, with the boxes of the release that counts."""
    case, attachment = _found(number, ref)
    released = policy.current_release(attachment)
    audience = "public" if released and released.to_public else "unit" if released else None
    form = ReleaseForm(None, data={"audience": audience})
    return _page(case, attachment, form, boxes_of(released, attachment.pages))


@complaints.get(f"{FILE}/halaman/<int:page>", endpoint="release_picture")
@requires("moderator")
def picture(number: str, ref: str, page: int) -> Response:
    """One page of the clean copy as a picture."""
    _case, attachment = _found(number, ref)
    if page >= attachment.pages:
        abort(404)
    content, kind = store().get_clean(attachment.clean_file), attachment.kind
    if kind == PDF:
        content, kind = _picture_of(content, page), "image/jpeg"
    response = make_response(content)
    response.mimetype = kind
    return response


@complaints.post(f"{FILE}/pratinjau", endpoint="release_preview")
@requires("moderator")
def preview(number: str, ref: str) -> ResponseReturnValue:
    """How the covered copy would look; nothing is kept."""
    case, attachment = _found(number, ref)
    form, boxes = ReleaseForm(request.form), sent_boxes(request.form, attachment.pages)
    if boxes.wrong:
        return _page(case, attachment, form, boxes), 422
    copy = _covered(attachment, boxes)
    pages = sorted(boxes.meant)[:MOST_PREVIEWS] or [0]
    shown = [(page, _inline(copy, page)) for page in pages]
    return _page(*_found(number, ref), form, boxes, shown)


@complaints.post(f"{FILE}/rilis", endpoint="release_file")
@requires("moderator")
def release(number: str, ref: str) -> ResponseReturnValue:
    """Make the covered copy before any lock is held, then let unit (and public) see it."""
    case, attachment = _found(number, ref)
    seen = sent_before()
    if seen is not None:
        return seen
    form, boxes = ReleaseForm(request.form), sent_boxes(request.form, attachment.pages)
    if not form.validate() or boxes.wrong:
        return _page(case, attachment, form, boxes), 422
    complaint_id, to_public = case.complaint.id, form.audience.data == "public"
    copy = _covered(attachment, boxes)

    def act() -> str:
        complaint, (_case, held) = cases.lock(complaint_id), _found(number, ref)
        by = current_user.acting("moderator")
        attaching.release(store(), complaint, held, copy, boxes.meant, to_public, by=by)
        flash(_("Salinan %(title)s dirilis.", title=held.title), "done")
        return url_for("complaints.verify", number=number, _anchor="lampiran")

    return acting_once(act)


@complaints.post(f"{FILE}/penarikan", endpoint="withhold_file")
@requires("moderator")
def withhold(number: str, ref: str) -> ResponseReturnValue:
    """Take a released copy back; without one there is nothing to take."""
    case, _attachment = _found(number, ref)
    complaint_id = case.complaint.id

    def act() -> str:
        complaint, (_case, held) = cases.lock(complaint_id), _found(number, ref)
        if policy.current_release(held) is not None:
            attaching.withhold(complaint, held, by=current_user.acting("moderator"))
            flash(_("Salinan %(title)s ditarik kembali.", title=held.title), "done")
        return url_for("complaints.verify", number=number, _anchor="lampiran")

    return acting_once(act)


def _found(number: str, ref: str) -> tuple[Case, Attachment]:
    """The case and a file that its reporter sent."""
    case = moderated(number)
    attachment = cases.find_attachment(ref)
    if attachment is None or attachment.complaint_id != case.complaint.id or attachment.origin != "reporter":
        abort(404)
    return case, attachment


def _covered(attachment: Attachment, boxes: Boxes) -> Remade:
    """The covered copy. The transaction ends first: no lock waits for a picture."""
    db.session.expunge(attachment)
    db.session.rollback()
    try:
        return attaching.redact(store(), attachment, boxes.meant)
    except files.Busy:
        abort(503)


def _picture_of(content: bytes, page: int) -> bytes:
    try:
        return files.page_picture(content, page, lock=store().folder / "turn.lock")
    except files.Busy:
        abort(503)


def _inline(copy: Remade, page: int) -> str:
    """A page of a copy that is kept nowhere, inside the address of its picture."""
    is_pdf = copy.kind == PDF
    content = _picture_of(copy.content, page) if is_pdf else copy.content
    kind = "image/jpeg" if is_pdf else copy.kind
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _page(
    case: Case, attachment: Attachment, form: ReleaseForm, boxes: Boxes, preview: list[tuple[int, str]] | None = None
) -> str:
    return render_template(
        "complaints/releases.html", complaint=case.complaint, file=attachment, form=form, boxes=boxes, sides=SIDES,
        preview=preview or [], released=policy.current_release(attachment),
    )  # fmt: skip
