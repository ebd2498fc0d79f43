"""Proposing a commitment from an official answer, and writing down what a forum agreed."""

from __future__ import annotations

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.accounts.acting import acting
from forum.commitments import origins, policy
from forum.commitments.actions import making
from forum.commitments.errors import NotAnswered
from forum.commitments.forms import MakeForm, PromiseForm
from forum.commitments.origins import Origin
from forum.commitments.queries import cases
from forum.commitments.views.acting import acting_as
from forum.commitments.views.blueprint import commitments
from forum.core import clock
from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.core.errors import Refused
from forum.core.forms import choices
from forum.ledger.models import Subject
from forum.units import queries as units
from forum.units.here import get_here, stand_at


@commitments.route("/komitmen/usul/<subject_ref>", methods=["GET", "POST"])
@requires("officer", "head")
def propose(subject_ref: str) -> ResponseReturnValue:
    """From an official answer of the unit that leads the case."""
    subject, origin = _answered(subject_ref)
    government = units.get_government(origin.government_id)
    stand_at(government.slug)
    form = PromiseForm()
    form.today = clock.today(government.zone)
    if request.method == "GET":
        return _proposing(form, subject, origin)
    seen = sent_before()
    if seen is not None:
        return seen
    if not form.validate():
        return _proposing(form, subject, origin, 422)

    def act() -> str:
        by = acting_as("officer", origin.unit.path)
        made = making.propose(government, origin.unit, form.promise, by=by, born_in=subject)
        flash(
            _("Usulan komitmen terkirim. Moderator memeriksa redaksinya, lalu kepala unit diminta menyanggupi."), "done"
        )
        return url_for("commitments.desk_case", ref=made.subject.ref)

    return acting_once(act)


@commitments.route("/meja/komitmen/baru", methods=["GET", "POST"])
@requires("moderator")
def make() -> ResponseReturnValue:
    """What a unit promised in a forum, written down by a moderator."""
    here = get_here()
    if not policy.may_make(current_user, here.id):
        abort(403)
    form = MakeForm()
    form.today = clock.today(here.zone)
    form.unit.choices = choices([("", _("Pilih unit")), *units.unit_choices(here.id)[1:]])
    if request.method == "GET":
        return render_template("commitments/make.html", form=form, refusal="")
    seen = sent_before()
    if seen is not None:
        return seen
    if not form.validate():
        return render_template("commitments/make.html", form=form, refusal=""), 422

    def act() -> str:
        unit = units.find_unit(here.id, str(form.unit.data))
        if unit is None:
            abort(422)
        made = making.propose(
            units.get_government(here.id), unit, form.promise, by=acting("moderator"),
            agreed_in=str(form.agreed_in.data),
        )  # fmt: skip
        flash(_("Komitmen dicatat. Kepala %(unit)s diminta menyanggupi.", unit=unit.name), "done")
        return url_for("commitments.desk_case", ref=made.subject.ref)

    try:
        return acting_once(act)
    except Refused as refusal:
        return render_template("commitments/make.html", form=form, refusal=refusal.sentence()), refusal.status


def _answered(ref: str) -> tuple[Subject, Origin]:
    """The thing a commitment is to be born in: of the person's own unit, with an official answer."""
    subject = cases.find_subject(ref)
    origin = origins.origin_of(subject) if subject is not None else None
    if subject is None or origin is None:
        abort(404)
    if not policy.may_propose(current_user, origin.unit):
        abort(403)
    if not origin.is_answered:
        raise NotAnswered
    return subject, origin


def _proposing(form: PromiseForm, subject: Subject, origin: Origin, status: int = 200) -> ResponseReturnValue:
    back = url_for(origin.endpoint, **origin.values)
    return render_template("commitments/propose.html", form=form, subject=subject, origin=origin, back=back), status
