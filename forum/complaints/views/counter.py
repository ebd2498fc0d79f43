"""Staff enter what somebody tells them in person, by telephone or by message; the reporter owns the case."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forum.complaints import policy
from forum.complaints.actions import attaching, writing
from forum.complaints.forms.counter import CounterForm
from forum.complaints.views import visits
from forum.complaints.views.blueprint import complaints
from forum.complaints.views.writing import contact_for
from forum.core import i18n, once
from forum.core.access import requires
from forum.core.edge import acting_once
from forum.core.files import Upload
from forum.core.uploads import say_files_are_gone, store, take_files
from forum.ledger.rules import Actor
from forum.units import queries as units
from forum.units.here import Place, places

STAFF = ("officer", "head", "moderator")


@complaints.get("/loket/tulis")
@requires(*STAFF)
def counter() -> ResponseReturnValue:
    """The empty form."""
    here = _place()
    return _page(here, CounterForm(here, formdata=None))


@complaints.post("/loket/tulis")
@requires(*STAFF)
def counter_send() -> ResponseReturnValue:
    """Take it in for the person; the act is the officer's, the case the reporter's."""
    here = _place()
    seen = once.outcome_of(request.form.get("once", "")[:64])
    if seen:
        return redirect(seen, 303)
    form = CounterForm(here)
    uploads = take_files(form.files) if form.validate() else None
    if uploads is None:
        say_files_are_gone(form.files)
        return _page(here, form, 422)
    return acting_once(lambda: _submit(here, form, uploads))


def _submit(here: Place, form: CounterForm, uploads: list[Upload]) -> str:
    story = form.story(form.identity(None, contact_for(form)), i18n.language(), form.channel.data)
    submitted = writing.submit(units.get_government(here.id), story, by=_actor(here), visit=visits.visit())
    attaching.attach(store(), submitted.complaint, uploads, origin="reporter")
    return url_for("complaints.receipt", number=submitted.complaint.number)


def _place() -> Place:
    """The place where this person serves: the one looked at if they serve there, else their own."""
    served = [p for p in places().values() if policy.may_enter_for_others(current_user, p.id)]
    asked = request.args.get("kota")
    chosen = [p for p in served if p.slug == asked] if asked else served
    if not chosen:
        abort(403)
    return chosen[0]


def _actor(here: Place) -> Actor:
    held = next(h for h in current_user.held if h.government_id == here.id and h.role in STAFF)
    return Actor("moderator" if held.role == "moderator" else "officer", current_user.id, held.unit_id)


def _page(here: Place, form: CounterForm, status: int = 200) -> ResponseReturnValue:
    visits.visit()
    shown = {"form": form, "place": here, "consent_version": writing.CONSENT_VERSION,
             "key": request.form.get("once") or once.fresh_key()}  # fmt: skip
    return render_template("complaints/counter.html", **shown), status
