"""Opening, changing and closing a series, at the moderator's desk."""

from __future__ import annotations

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.core.errors import Refused
from forum.dialogues import policy, words
from forum.dialogues.actions import series as acts
from forum.dialogues.actions import sessions as session_acts
from forum.dialogues.forms.series import SeriesForm, values_of
from forum.dialogues.models import Series
from forum.dialogues.queries import series as known
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.desk import host_choices, host_of, moderator, run_here
from forum.dialogues.views.series import public_series


@dialogues.route("/meja/forum/seri/baru", methods=["GET", "POST"])
@requires("moderator")
def new_series() -> ResponseReturnValue:
    """A forum that comes back; its first sessions are made at once."""
    here = run_here()
    form = SeriesForm()
    form.offer_units(here.id)
    form.host.choices = host_choices(here.id)
    if request.method == "GET":
        return _page(form)
    if seen := sent_before():
        return seen
    if not form.is_sound():
        return _page(form, status=422)

    def act() -> str:
        made = acts.open_series(host_of(here.id, str(form.host.data)), form.plan(here.id), by=moderator())
        first = session_acts.make_ahead(made)
        flash(_("Seri dibuat, beserta %(n)s pertemuan berikutnya.", n=len(first)), "done")
        return url_for("dialogues.desk", kota=here.slug)

    return acting_once(act)


@dialogues.route("/meja/forum/seri/<ref>", methods=["GET", "POST"])
@requires("moderator")
def edit_series(ref: str) -> ResponseReturnValue:
    """Another rule or other words, for sessions not made yet."""
    found = _run_series(ref)
    form = SeriesForm(data=values_of(found)) if request.method == "GET" else SeriesForm()
    form.offer_units(found.government_id)
    del form.host
    if request.method == "GET":
        return _page(form, found)
    if seen := sent_before():
        return seen
    if not form.is_sound():
        return _page(form, found, 422)

    def act() -> str:
        acts.edit_series(known.lock(found.id), form.plan(found.government_id), by=moderator())
        flash(_("Seri diubah. Pertemuan yang sudah diumumkan tetap seperti semula."), "done")
        return url_for("dialogues.edit_series", ref=ref)

    try:
        return acting_once(act)
    except Refused as refusal:
        return _page(form, _run_series(ref), refusal.status, refusal.sentence())


@dialogues.post("/meja/forum/seri/<ref>/penutupan")
@requires("moderator")
def close_series(ref: str) -> ResponseReturnValue:
    """No further sessions."""
    found = _run_series(ref)

    def act() -> str:
        acts.close_series(known.lock(found.id), by=moderator())
        flash(_("Seri ditutup. Pertemuan yang sudah diumumkan tetap berlangsung."), "done")
        return url_for("dialogues.edit_series", ref=ref)

    return acting_once(act)


def _run_series(ref: str) -> Series:
    """A series that the viewer runs; another's is not there."""
    found = public_series(ref)
    if not policy.may_run(current_user, found.unit):
        abort(404)
    return found


def _page(form: SeriesForm, series: Series | None = None, status: int = 200, refusal: str = "") -> ResponseReturnValue:
    return render_template("dialogues/series_form.html", form=form, series=series, words=words, refusal=refusal), status
