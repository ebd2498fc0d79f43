"""Participants are asked by mail whether they see a promise kept: the link, the answer, and how they were drawn."""

from __future__ import annotations

import hmac

from flask import abort, flash, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.commitments import policy
from forum.commitments.actions import asking
from forum.commitments.forms.asking import SeenForm
from forum.commitments.models import Asking, Commitment, Witness
from forum.commitments.queries import asking as known
from forum.commitments.queries import cases
from forum.commitments.rules.asking import drawn
from forum.commitments.views.acting import acting_as
from forum.commitments.views.blueprint import commitments
from forum.commitments.views.case import readable
from forum.commitments.views.desk import at_desk
from forum.core import clock
from forum.core.access import public, requires
from forum.core.edge import acting_once, sent_before
from forum.core.errors import Refused
from forum.units.here import stand_at

QUESTION = "/komitmen/tanya/<int:witness_id>/<tag>"


@commitments.get(QUESTION)
@public
def question(witness_id: int, tag: str) -> ResponseReturnValue:
    """The question, for whoever has the letter; reading it answers nothing, so scanners of mail do no harm."""
    witness, asking_, commitment = _asked(witness_id, tag)
    return _page(witness, asking_, commitment, SeenForm(formdata=None))


@commitments.post(QUESTION)
@public
def answer_question(witness_id: int, tag: str) -> ResponseReturnValue:
    """One answer. It leads to the promise, so that nothing kept of this form tells whose it was."""
    witness, asking_, commitment = _asked(witness_id, tag)
    if seen := sent_before():
        return seen
    form = SeenForm()
    if not form.validate():
        return _page(witness, asking_, commitment, form, 422)
    ref = commitment.subject.ref

    def act() -> str:
        asking.answer(witness_id, str(form.answer.data), str(form.words.data or ""))
        flash(_("Terima kasih. Jawaban Anda dihitung; siapa yang menjawab apa tidak dicatat."), "done")
        return url_for("commitments.show", ref=ref)

    return acting_once(act)


@commitments.get("/komitmen/<ref>/undian")
@public
def draws(ref: str) -> str:
    """Who could be drawn and who was, by marks: anyone can draw again and compare."""
    commitment = readable(ref)
    found = known.draws_of(commitment.id)
    if not found:
        abort(404)
    told = [(each, leaf, set(drawn(leaf.hash, each.pool))) for each, leaf in found]
    return render_template("commitments/draws.html", commitment=commitment, draws=told)


@commitments.post("/meja/komitmen/<ref>/pertanyaan-peserta")
@requires("moderator")
def ask_participants(ref: str) -> ResponseReturnValue:
    """A moderator who weighs a promise asks those who were there."""
    commitment = at_desk(ref)
    if not policy.may_weigh(current_user, commitment):
        abort(403)

    def act() -> str:
        held = cases.lock(commitment.id)
        made = asking.ask(held, by=acting_as("moderator", held.unit.path))
        flash(_("Pertanyaan dikirim kepada %(n)s peserta yang diundi.", n=made.asked), "done")
        return url_for("commitments.desk_case", ref=ref)

    try:
        return acting_once(act)
    except Refused as refusal:
        flash(refusal.sentence(), "warning")
        return Response(status=303, headers={"Location": url_for("commitments.desk_case", ref=ref)})


def _asked(witness_id: int, tag: str) -> tuple[Witness, Asking, Commitment]:
    """Who was asked, by the link in a letter; 404 alike for an unknown one and a wrong tag."""
    is_right = hmac.compare_digest(asking.tag_of(witness_id).encode(), tag.encode())
    found = known.find_witness(witness_id) if is_right else None
    if found is None:
        abort(404)
    commitment = cases.get_commitment(found[2])
    stand_at(commitment.government.slug)
    return found[0], found[1], commitment


def _page(
    witness: Witness, asking_: Asking, commitment: Commitment, form: SeenForm, status: int = 200
) -> ResponseReturnValue:
    page = make_response(render_template(
        "commitments/question.html", commitment=commitment, form=form, mark=witness.mark,
        has_answered=witness.state == "answered", is_over=asking_.ends_at <= clock.now(), ends_at=asking_.ends_at,
    ), status)  # fmt: skip
    page.headers["Cache-Control"] = "no-store"
    page.headers["Referrer-Policy"] = "no-referrer"
    return page
