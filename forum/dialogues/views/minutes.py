"""Minutes of a session, item by item, written by one or several clerks at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import NamedTuple

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.accounts.acting import acting
from forum.commitments.queries import cases as promises
from forum.core import clock
from forum.core.access import requires
from forum.core.db import db
from forum.core.edge import SEE_OTHER
from forum.core.errors import Refused
from forum.core.forms import choices
from forum.dialogues import policy
from forum.dialogues.actions import minuting
from forum.dialogues.actions.minuting import Standing
from forum.dialogues.forms.minutes import (
    FINDINGS,
    FindingForm,
    MeetingPromiseForm,
    MinutesForm,
    PhotosForm,
    StrikeForm,
)
from forum.dialogues.models import AgendaItem, Finding, Session
from forum.dialogues.queries import agenda, clerks, record, sessions
from forum.dialogues.views.blueprint import dialogues
from forum.ledger.rules import Actor
from forum.units.here import stand_at
from forum.units.models import Unit


class Place(NamedTuple):
    """A session, and an item of it, at which the viewer may write."""

    session: Session
    item: AgendaItem


@dialogues.get("/meja/forum/sesi/<ref>/notulensi")
@requires("officer", "head", "moderator")
def minutes(ref: str) -> str:
    """All items, what is written of them, and the photos."""
    return overview(session_for_clerks(ref))


@dialogues.get("/meja/forum/sesi/<ref>/notulensi/<item_ref>")
@requires("officer", "head", "moderator")
def minutes_item(ref: str, item_ref: str) -> ResponseReturnValue:
    """The minutes of one item, with what was agreed in it."""
    return written(place_for_clerks(ref, item_ref))


@dialogues.get("/meja/forum/sesi/<ref>/notulensi/<item_ref>/keadaan.json")
@requires("officer", "head", "moderator")
def minutes_state(ref: str, item_ref: str) -> Response:
    """What stands now: a clerk who only reads sees what the other writes."""
    found = record.find_minutes(place_for_clerks(ref, item_ref).item.id)
    response = jsonify(version=found.version if found else 0, body=found.body if found else "")
    response.headers["Cache-Control"] = "no-store"
    return response


@dialogues.post("/meja/forum/sesi/<ref>/notulensi/<item_ref>")
@requires("officer", "head", "moderator")
def save_minutes(ref: str, item_ref: str) -> ResponseReturnValue:
    """Keep what was typed, put together with what others typed: by script every few seconds, or by the button."""
    at = place_for_clerks(ref, item_ref)
    form = MinutesForm()
    if not form.validate():
        return written(at, form), 422
    sent = str(form.body.data or "")
    try:
        standing = minuting.save(at.item.id, form.came_from, sent, form.reason.data or "", by=acting_for(at.session))
        db.session.commit()
    except Refused as refusal:
        if _is_by_script():
            raise
        db.session.rollback()
        return written(place_for_clerks(ref, item_ref), form, refusal.sentence(), FindingForm()), refusal.status
    return _saved(ref, item_ref, sent, standing)


def _saved(ref: str, item_ref: str, sent: str, standing: Standing) -> ResponseReturnValue:
    if _is_by_script():
        return jsonify(version=standing.version, body=standing.body, typing=asdict(standing.typing))
    if standing.body == sent.replace("\r\n", "\n"):
        flash(_("Notulensi tersimpan."), "done")
    else:
        flash(_("Tersimpan dan digabung dengan tulisan rekan Anda. Baca sekali lagi."), "warning")
    finding = FindingForm()
    if finding.words.data:  # typed beside, not sent yet
        return written(place_for_clerks(ref, item_ref), finding=finding)
    return redirect(url_for("dialogues.minutes_item", ref=ref, item_ref=item_ref), SEE_OTHER)


def _is_by_script() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def session_for_clerks(ref: str) -> Session:
    """A session whose minutes the viewer may take; a cancelled one has none."""
    session = sessions.find_by_ref(ref)
    if session is None:
        abort(404)
    if not policy.may_take_minutes(current_user, session.unit, sessions.asked_units(session.id)):
        abort(403)
    if session.state == "cancelled":
        abort(404)
    stand_at(session.government.slug)
    return session


def place_for_clerks(ref: str, item_ref: str) -> Place:
    """An item on the agenda of such a session."""
    session = session_for_clerks(ref)
    item = agenda.find_item(item_ref)
    if item is None or item.session_id != session.id or item.state != "accepted":
        abort(404)
    return Place(session, item)


def acting_for(session: Session) -> Actor:
    """The viewer as moderator, else for their own unit among those that are asked."""
    if policy.may_run(current_user, session.unit):
        return acting("moderator")
    asked = (session.unit, *sessions.asked_units(session.id))
    own = next(unit for unit in asked if policy.may_answer(current_user, unit))
    return acting_in(own)


def acting_in(unit: Unit) -> Actor:
    """The viewer for a unit, in the nearest role that covers it."""
    held = [h for h in current_user.held if h.role in ("officer", "head") and unit.path.startswith(h.path)]
    nearest = max(held, key=lambda h: len(h.path))
    return acting(nearest.role, nearest.unit_id)


def promise_form(session: Session, formdata: bool = False) -> MeetingPromiseForm:
    """The form of a promise: moderators write down any unit's, others their own."""
    form = MeetingPromiseForm() if formdata else MeetingPromiseForm(formdata=None)
    form.today = clock.today(session.government.zone)
    form.unit.choices = choices([("", _("Pilih unit")), *_promising(session)])
    return form


def _promising(session: Session) -> list[tuple[str, str]]:
    asked = [unit for unit in sessions.concerned_units(session) if unit.parent_id is not None]
    if session.unit.parent_id is not None:
        asked.append(session.unit)
    runs = policy.may_run(current_user, session.unit)
    mine = [unit for unit in asked if runs or policy.may_answer(current_user, unit)]
    return [(unit.code, unit.name) for unit in mine if unit.status == "open"]


def overview(session: Session, photos: PhotosForm | None = None, refusal: str = "") -> str:
    """The page of all items."""
    return render_template(
        "dialogues/minutes.html", session_=session, items=agenda.items_of(session.id, "accepted"),
        minutes=record.minutes_of(session.id), findings=_by_item(session), kinds=FINDINGS,
        photos=record.photos_of(session.id), form=photos or PhotosForm(formdata=None),
        struck=clerks.struck(clerks.remarks_of(session.id)), refusal=refusal,
        **_writing(session),
    )  # fmt: skip


def _writing(session: Session) -> dict[str, bool]:
    """What the viewer may still write, and whether everyone reads it already."""
    standing = clerks.standing_of(session.id)
    runs = policy.may_run(current_user, session.unit)
    is_open = standing.writing.is_open_to_units(clock.today(standing.zone))
    return {"may_run": runs, "may_write": runs or is_open, "is_public": standing.writing.is_published,
            "has_begun": standing.writing.has_begun}  # fmt: skip


def _by_item(session: Session) -> dict[int, list[Finding]]:
    grouped: dict[int, list[Finding]] = {}
    for found in record.findings_of(session.id):
        grouped.setdefault(found.item_id, []).append(found)
    return grouped


def written(
    at: Place, form: MinutesForm | None = None, refusal: str = "", finding: FindingForm | None = None,
    promise: MeetingPromiseForm | None = None, strike: tuple[int, StrikeForm] | None = None,
) -> str:  # fmt: skip
    """The page of one item."""
    now = record.find_minutes(at.item.id)
    findings = _by_item(at.session).get(at.item.id, [])
    standing = MinutesForm(formdata=None, body=now.body if now else "", base=str(now.version if now else 0))
    return render_template(
        "dialogues/minutes_item.html", session_=at.session, item=at.item, form=form or standing, refusal=refusal,
        finding=finding or FindingForm(formdata=None), promise_form=promise or promise_form(at.session),
        findings=findings, kinds=FINDINGS,
        struck=clerks.struck(clerks.remarks_of(at.session.id)),
        strikes=_strikes(findings, strike), striking=strike[0] if strike else 0,
        promises=promises.born_in(at.item.subject_id, with_drafts=True), opened=_opened(finding, promise),
        **_writing(at.session),
    )  # fmt: skip


def _strikes(findings: Sequence[Finding], typed: tuple[int, StrikeForm] | None) -> dict[int, StrikeForm]:
    """A form for each finding that a moderator may strike, by its id."""
    forms = {found.id: StrikeForm(formdata=None) for found in findings}
    if typed is not None:
        forms[typed[0]] = typed[1]
    for finding_id, form in forms.items():
        form.why.id = f"why-{finding_id}"
    return forms


def _opened(finding: FindingForm | None, promise: MeetingPromiseForm | None) -> str:
    return "promise" if promise else "finding" if finding else ""
