"""What was decided, agreed, left open or promised, captured while the meeting goes on."""

from __future__ import annotations

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.core import clock
from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.core.errors import Refused
from forum.core.i18n import say_day
from forum.dialogues import policy
from forum.dialogues.actions import finding, minuting
from forum.dialogues.actions.finding import Meeting
from forum.dialogues.forms.minutes import FindingForm, MinutesForm, StrikeForm
from forum.dialogues.models import Session
from forum.dialogues.record_errors import RecordClosed, RecordNotOpen
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.minutes import Place, acting_for, acting_in, place_for_clerks, promise_form, written
from forum.ledger.rules import Actor
from forum.units import queries as units
from forum.units.models import Unit


@dialogues.post("/meja/forum/sesi/<ref>/notulensi/<item_ref>/temuan")
@requires("officer", "head", "moderator")
def capture_finding(ref: str, item_ref: str) -> ResponseReturnValue:
    """A decision, an agreement or a difference; minutes typed beside it are kept with it."""
    at = place_for_clerks(ref, item_ref)
    if seen := sent_before():
        return seen
    form, notes = FindingForm(), _notes()
    if not form.validate():
        return written(at, notes, finding=form), 422

    def act() -> str:
        reason = str(request.form.get("reason", ""))
        if notes is not None:
            minuting.save(at.item.id, notes.came_from, str(notes.body.data or ""), reason, by=acting_for(at.session))
        finding.capture(at.item, str(form.kind.data), str(form.words.data), reason, by=acting_for(at.session))
        flash(_("Tercatat."), "done")
        return url_for("dialogues.minutes_item", ref=ref, item_ref=item_ref, _anchor="temuan")

    try:
        return acting_once(act)
    except Refused as refusal:
        return written(place_for_clerks(ref, item_ref), notes, refusal.sentence(), form), refusal.status


def _notes() -> MinutesForm | None:
    """The minutes that stood in the box when another button of the page was pressed."""
    return MinutesForm() if "body" in request.form else None


@dialogues.post("/meja/forum/sesi/<ref>/notulensi/<item_ref>/temuan/<int:finding_id>/pencoretan")
@requires("moderator")
def strike_finding(ref: str, item_ref: str, finding_id: int) -> ResponseReturnValue:
    """A mistaken finding stays readable, struck, with the reason."""
    at = place_for_clerks(ref, item_ref)
    if not policy.may_run(current_user, at.session.unit):
        abort(403)
    if seen := sent_before():
        return seen
    form = StrikeForm()
    if not form.validate():
        return written(at, strike=(finding_id, form)), 422

    def act() -> str:
        finding.strike(at.item, finding_id, str(form.why.data), by=acting_for(at.session))
        flash(_("Temuan dicoret. Bunyinya dan alasannya tetap terbaca."), "done")
        return url_for("dialogues.minutes_item", ref=ref, item_ref=item_ref, _anchor="temuan")

    try:
        return acting_once(act)
    except Refused as refusal:
        at = place_for_clerks(ref, item_ref)
        return written(at, refusal=refusal.sentence(), strike=(finding_id, form)), refusal.status


@dialogues.post("/meja/forum/sesi/<ref>/notulensi/<item_ref>/komitmen")
@requires("officer", "head", "moderator")
def capture_promise(ref: str, item_ref: str) -> ResponseReturnValue:
    """What a unit promises; a moderator's wording stands at once, a unit's own is checked by one."""
    at = place_for_clerks(ref, item_ref)
    if seen := sent_before():
        return seen
    form = promise_form(at.session, formdata=True)
    if not form.validate():
        return written(at, promise=form), 422

    def act() -> str:
        unit = units.find_unit(at.session.government_id, str(form.unit.data))
        if unit is None:
            abort(422)
        finding.promise(_meeting(at), unit, form.promise, by=_promising_for(at.session, unit))
        flash(_("Komitmen dicatat. Kepala %(unit)s diminta menyanggupi.", unit=unit.name), "done")
        return url_for("dialogues.minutes_item", ref=ref, item_ref=item_ref, _anchor="komitmen")

    try:
        return acting_once(act)
    except (RecordClosed, RecordNotOpen) as refusal:
        return written(place_for_clerks(ref, item_ref), refusal=refusal.sentence(), promise=form), refusal.status


def _promising_for(session: Session, unit: Unit) -> Actor:
    if policy.may_run(current_user, session.unit):
        return acting_for(session)
    return acting_in(unit)


def _meeting(at: Place) -> Meeting:
    session = at.session
    day = say_day(clock.local_date(session.starts_at, session.government.zone))
    return Meeting(session.government, at.item, f"{session.title}, {day}")
