"""Answers that reporters marked as hollow, on the desk of those who decide."""

from __future__ import annotations

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.complaints import policy, words
from forum.complaints.actions import hollow
from forum.complaints.forms.fields import options
from forum.complaints.forms.hollow import HollowForm
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.complaints.queries import hollow as queries
from forum.complaints.queries.hollow import Answer
from forum.complaints.views.blueprint import complaints
from forum.complaints.views.verification import moderated, own_place, readable
from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.core.paging import BadCursor


@complaints.get("/meja/verifikasi/jawaban-kosong")
@requires("moderator", "inspector")
def hollow_reviews() -> ResponseReturnValue:
    """Cases whose reporter marked two answers, the oldest first."""
    place = own_place()
    try:
        page = queries.waiting(place.id, request.args.get("hal"))
    except BadCursor:
        abort(400)
    address = {
        name: url_for("complaints.hollow_reviews", kota=place.slug, hal=cursor) if cursor else None
        for name, cursor in (("newer", page.newer), ("older", page.older))
    }
    return render_template(
        "complaints/hollow_reviews.html", place=place, rows=page.rows, address=address, words=words
    )  # fmt: skip


@complaints.get("/meja/verifikasi/<number>/jawaban-kosong")
@requires("moderator", "inspector")
def hollow_review(number: str) -> ResponseReturnValue:
    """The answers of one case, and the decision on them."""
    complaint = readable(number).complaint
    if queries.find_review(complaint.id) is None:
        abort(404)
    answers = queries.answers_of(complaint.id)
    return _page(complaint, answers, _form(answers))


@complaints.post("/meja/verifikasi/<number>/jawaban-kosong")
@requires("moderator")
def decide_hollow(number: str) -> ResponseReturnValue:
    """Void some answers, or let all stand."""
    complaint = moderated(number).complaint
    seen = sent_before()
    if seen is not None:
        return seen
    answers = queries.answers_of(complaint.id)
    form = _form(answers, sent=True)
    if not form.validate():
        return _page(complaint, answers, form, 422)
    slug = complaint.government.slug

    def act() -> str:
        hollow.decide(cases.lock(complaint.id), form.void.data, form.reason.data, by=current_user.acting("moderator"))
        flash(_("Keputusan atas jawaban %(number)s disimpan.", number=number), "done")
        return url_for("complaints.hollow_reviews", kota=slug)

    return acting_once(act)


def _form(answers: list[Answer], sent: bool = False) -> HollowForm:
    form = HollowForm(request.form if sent else None)
    form.void.choices = options((str(each.id), _("Nyatakan kosong")) for each in answers if not each.is_void)
    return form


def _page(complaint: Complaint, answers: list[Answer], form: HollowForm, status: int = 200) -> ResponseReturnValue:
    review = queries.find_review(complaint.id)
    boxes = {int(option.data): option for option in form.void}
    is_open = review is not None and review.decided_at is None
    return render_template(
        "complaints/hollow_review.html", complaint=complaint, answers=answers, form=form, boxes=boxes, is_open=is_open,
        words=words, decides=is_open and policy.may_moderate(current_user, complaint),
    ), status  # fmt: skip
