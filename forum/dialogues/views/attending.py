"""Attendance at the desk: who registered, who was there by kind, check-in codes on paper and on a screen."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, abort, current_app, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from forum.accounts.acting import acting
from forum.core.access import requires
from forum.core.edge import acting_once, sent_before
from forum.core.errors import Refused
from forum.core.qr import qr_svg
from forum.core.typeset import pdf, printed_code
from forum.dialogues import policy, words
from forum.dialogues.actions import attending
from forum.dialogues.forms.registering import PeopleForm, TokensForm
from forum.dialogues.models import Session
from forum.dialogues.queries import registrations
from forum.dialogues.queries import sessions as known
from forum.dialogues.rules import codes
from forum.dialogues.sheets import LABELS_IN_PART, invitation_values, sheet_values
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.desk import moderator, run_session
from forum.dialogues.views.session import address_of
from forum.ledger.rules import Actor
from forum.units.here import stand_at

AT_THE_DOOR = ("moderator", "officer", "head")


@dialogues.get("/meja/forum/sesi/<ref>/kehadiran")
@requires(*AT_THE_DOOR)
def attendance(ref: str) -> ResponseReturnValue:
    """Who registered, and who was there by kind."""
    return _page(_session(ref))


@dialogues.post("/meja/forum/sesi/<ref>/kehadiran/jumlah")
@requires(*AT_THE_DOOR)
def count_people(ref: str) -> ResponseReturnValue:
    """Some people of a kind, counted at the door."""
    session_, form = _session(ref), PeopleForm()
    if seen := sent_before():
        return seen
    if not form.validate():
        return _page(session_, form, 422)

    def act() -> str:
        attending.write_down(known.lock(session_.id), str(form.kind.data), form.people.data or 1, by=_at_door(session_))
        flash(_("Dicatat: %(n)s orang.", n=form.people.data), "done")
        return _address(ref)

    return _refusable(ref, act)


@dialogues.post("/meja/forum/sesi/<ref>/kehadiran/<int:registration_id>/kedatangan")
@requires(*AT_THE_DOOR)
def note_arrival(ref: str, registration_id: int) -> ResponseReturnValue:
    """A registered person is there."""
    session_ = _session(ref)
    found = registrations.get_registration(registration_id)
    if found is None or found.session_id != session_.id:
        abort(404)

    def act() -> str:
        held = known.lock(session_.id)
        entry = registrations.get_registration(registration_id)
        attending.arrive(held, entry or abort(404), by=_at_door(session_))
        flash(_("Tercatat hadir."), "done")
        return _address(ref)

    return _refusable(ref, act)


@dialogues.post("/meja/forum/sesi/<ref>/kehadiran/<int:attendance_id>/pencoretan")
@requires(*AT_THE_DOOR)
def strike_people(ref: str, attendance_id: int) -> ResponseReturnValue:
    """Take back a number written down by mistake."""
    session_ = _session(ref)

    def act() -> str:
        held = known.lock(session_.id)
        line = next((each for each in registrations.written_down(held.id) if each.id == attendance_id), None)
        attending.strike(held, line or abort(404), by=_at_door(session_))
        flash(_("Catatan itu dicoret."), "done")
        return _address(ref)

    return _refusable(ref, act)


@dialogues.route("/meja/forum/sesi/<ref>/kode", methods=["GET", "POST"])
@requires("moderator")
def hall_tokens(ref: str) -> ResponseReturnValue:
    """Check-in codes: make some, print them, show them one by one."""
    session_, form = run_session(ref), TokensForm()
    if request.method == "GET":
        return _codes(session_, form)
    if seen := sent_before():
        return seen
    if not form.validate():
        return _codes(session_, form, 422)

    def act() -> str:
        first, last = attending.make_tokens(known.lock(session_.id), form.count.data or 1, by=moderator())
        flash(_("Kode nomor %(first)s sampai %(last)s dibuat.", first=first, last=last), "done")
        return url_for("dialogues.hall_tokens", ref=ref)

    try:
        return acting_once(act)
    except Refused as refusal:
        form.count.errors = [refusal.sentence()]
        return _codes(run_session(ref), form, refusal.status)


@dialogues.get("/meja/forum/sesi/<ref>/kode/<int:part>.pdf")
@requires("moderator")
def token_sheet(ref: str, part: int) -> Response:
    """Labels to cut apart, some hundred in one file."""
    session_ = run_session(ref)
    first = (part - 1) * LABELS_IN_PART + 1
    serials = registrations.serials_of(session_.id, first, first + LABELS_IN_PART - 1) if 0 < part < 100 else []
    if not serials:
        abort(404)
    with force_locale("id"):
        values = sheet_values(session_, serials, _join_address)
    return _pdf("token_sheet.typ", values, f"kode-hadir-{session_.year}-{session_.number}-{part}.pdf")


@dialogues.get("/meja/forum/sesi/<ref>/kode/layar")
@requires("moderator")
def token_screen(ref: str) -> ResponseReturnValue:
    """One unused code after another, large, for a tablet at the door."""
    session_ = run_session(ref)
    after = request.args.get("sesudah", 0, type=int)
    waiting = registrations.serials_of(session_.id, max(after, 0) + 1, attending.MOST_TOKENS, unused=True)
    code = attending.code_of(session_.id, waiting[0]) if waiting else ""
    response = make_response(render_template(
        "dialogues/tokens_screen.html", session_=session_, serial=waiting[0] if waiting else None,
        code=codes.grouped(code) if code else "", left=len(waiting),
        drawing=qr_svg(_join_address(session_, code), _("Kode QR untuk masuk")) if code else None,
    ))  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response


@dialogues.get("/meja/forum/sesi/<ref>/undangan.pdf")
@requires("moderator")
def poster(ref: str) -> Response:
    """The invitation, for walls and groups."""
    session_ = run_session(ref)
    address = current_app.config["BASE_URL"] + address_of(session_)
    with force_locale("id"):
        asked = [unit.name for unit in known.asked_units(session_.id)]
        values = invitation_values(session_, asked, address, printed_code(address))
    return _pdf("invitation.typ", values, f"undangan-{session_.year}-{session_.number}.pdf")


def _session(ref: str) -> Session:
    """A session at whose door the viewer may stand; another's is not there."""
    session_ = known.find_by_ref(ref)
    if session_ is None or not policy.may_take_minutes(current_user, session_.unit, known.asked_units(session_.id)):
        abort(404)
    stand_at(session_.government.slug)
    return session_


def _at_door(session_: Session) -> Actor:
    """The viewer as who counts: a moderator, or somebody of a unit that is asked."""
    if policy.may_run(current_user, session_.unit):
        return moderator()
    return acting("officer" if current_user.holds("officer") else "head")


def _refusable(ref: str, act: Callable[[], str]) -> ResponseReturnValue:
    try:
        return acting_once(act)
    except Refused as refusal:
        flash(refusal.sentence(), "warning")
        return _page(_session(ref), status=refusal.status)


def _page(session_: Session, form: PeopleForm | None = None, status: int = 200) -> ResponseReturnValue:
    page = make_response(render_template(
        "dialogues/attendance.html", session_=session_, words=words, form=form or PeopleForm(formdata=None),
        listed=registrations.listed(session_.id), by_kind=registrations.attended_by_kind(session_.id),
        expected=registrations.registered_by_kind(session_.id), written=registrations.written_down(session_.id),
        is_countable=session_.state == "ended" or attending.is_door_open(session_),
        may_run=policy.may_run(current_user, session_.unit),
    ), status)  # fmt: skip
    page.headers["Cache-Control"] = "no-store"
    return page


def _codes(session_: Session, form: TokensForm, status: int = 200) -> ResponseReturnValue:
    made, used = registrations.tokens_used(session_.id)
    parts = -(-registrations.last_serial(session_.id) // LABELS_IN_PART)
    return render_template("dialogues/tokens.html", session_=session_, form=form, made=made, used=used, parts=parts,
                           labels=LABELS_IN_PART), status  # fmt: skip


def _join_address(session_: Session, code: str) -> str:
    """Where the code leads: the short address of the hall, the code in it."""
    return str(current_app.config["BASE_URL"]) + url_for(
        "dialogues.hall_phone", hall_code=session_.hall_code, kode=code
    )


def _address(ref: str) -> str:
    return url_for("dialogues.attendance", ref=ref)


def _pdf(template: str, values: dict[str, object], name: str) -> Response:
    response = make_response(pdf(template, values, "id"))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
