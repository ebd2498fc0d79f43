"""Registering to come and taking it back: by the account, or by an address whose owner confirms."""

from __future__ import annotations

import hmac

from flask import abort, flash, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.core import clock
from forum.core.access import public, requires
from forum.core.edge import acting_once, sent_before
from forum.core.i18n import language
from forum.core.limits import limiter
from forum.dialogues import words
from forum.dialogues.actions import registering
from forum.dialogues.actions.registering import Outcome
from forum.dialogues.actions.telling import tag_of
from forum.dialogues.forms.registering import RegisterByMailForm, RegisterForm
from forum.dialogues.models import Registration, Session
from forum.dialogues.queries import registrations
from forum.dialogues.queries import sessions as known
from forum.dialogues.rules import calendar
from forum.dialogues.views.blueprint import dialogues
from forum.dialogues.views.session import address_of, meeting_at, public_session, shown, timed
from forum.notifications import actions as notifications
from forum.units.here import stand_at

ADDRESSES_AN_HOUR = "20 per hour"


def _is_signed_in() -> bool:
    return bool(current_user.is_authenticated)


@dialogues.post("/forum/<kota>/<int:year>/<int:number>/pendaftaran")
@public
@limiter.limit(ADDRESSES_AN_HOUR, exempt_when=_is_signed_in)
def register(kota: str, year: int, number: int) -> ResponseReturnValue:
    """I mean to come."""
    session_ = public_session(year, number)
    if seen := sent_before():
        return seen
    form = RegisterForm() if current_user.is_authenticated else RegisterByMailForm()
    if current_user.is_staff:
        form.open_to_staff()
    if not form.validate():
        return shown(meeting_at(year, number), form, 422)
    return _by_mail(session_, form) if isinstance(form, RegisterByMailForm) else _by_account(session_, form)


def _by_account(session_: Session, form: RegisterForm) -> Response:
    def act() -> str:
        held = known.hold_seats(session_.id)
        outcome = registering.register(held, str(form.kind.data), account_id=current_user.id)
        flash(_said(outcome, held), "done" if outcome.is_new or outcome.is_changed else "info")
        return address_of(session_)

    return acting_once(act)


def _said(outcome: Outcome, session_: Session) -> str:
    if outcome.is_changed:
        return _("Tempat Anda tetap. Sekarang Anda tercatat datang sebagai: %(kind)s.",
                 kind=words.KINDS[outcome.registration.kind])  # fmt: skip
    if not outcome.is_new:
        return _("Anda sudah terdaftar sebelumnya. Satu orang mendapat satu tempat, jadi tidak ada yang berubah.")
    if outcome.registration.state == "registered":
        return _seated(calendar.reminders_to_come(session_.starts_at, clock.now()))
    line = registrations.place_in_line(outcome.registration)
    return _("Semua tempat sudah terisi. Anda nomor %(line)s di daftar tunggu; kami mengabari begitu ada tempat.",
             line=line)  # fmt: skip


def _seated(reminders: int) -> str:
    """What is promised is what will be sent."""
    return (
        _("Anda terdaftar. Pertemuannya sudah dekat, jadi kami tidak mengirim pengingat lagi."),
        _("Anda terdaftar. Kami mengingatkan Anda satu hari sebelumnya."),
        _("Anda terdaftar. Kami mengingatkan Anda tiga hari dan satu hari sebelumnya."),
    )[reminders]


def _by_mail(session_: Session, form: RegisterByMailForm) -> Response:
    """The same words whether the address is known, registered, or neither."""

    def act() -> str:
        contact = notifications.make_contact(str(form.email.data), language())
        registering.register_by_mail(known.hold_seats(session_.id), str(form.kind.data), contact)
        flash(
            _("Periksa kotak surel Anda. Bila alamat itu belum terkonfirmasi, surel kami berisi tautan konfirmasinya; "
              "tempat Anda baru tercatat sesudah itu. Satu alamat mendapat satu tempat."), "done",
        )  # fmt: skip
        return address_of(session_)

    return acting_once(act)


@dialogues.post("/forum/<kota>/<int:year>/<int:number>/pendaftaran/pembatalan")
@requires()
def unregister(kota: str, year: int, number: int) -> ResponseReturnValue:
    """Not coming after all."""
    session_ = public_session(year, number)

    def act() -> str:
        held = known.hold_seats(session_.id)
        mine = registrations.find_registration(held.id, account_id=current_user.id)
        if mine is not None:
            registering.cancel(held, mine)
        flash(_("Pendaftaran Anda dibatalkan. Terima kasih sudah memberi tempat kepada orang lain."), "done")
        return address_of(session_)

    return acting_once(act)


@dialogues.get("/forum/pendaftaran/<int:registration_id>/<tag>")
@public
def own_registration(registration_id: int, tag: str) -> ResponseReturnValue:
    """A registration by address, for whoever has the letter."""
    registration, session_ = _tagged(registration_id, tag)
    page = make_response(render_template(
        "dialogues/registration.html", registration=registration, session_=session_, words=words, **timed(session_),
        tag=tag, line=registrations.place_in_line(registration) if registration.state == "waiting" else 0,
    ))  # fmt: skip
    page.headers["Cache-Control"] = "no-store"
    return page


@dialogues.post("/forum/pendaftaran/<int:registration_id>/<tag>/pembatalan")
@public
def cancel_registration(registration_id: int, tag: str) -> ResponseReturnValue:
    """Not coming after all, said by the link in the letter."""
    _registration, session_ = _tagged(registration_id, tag)

    def act() -> str:
        held = known.hold_seats(session_.id)
        mine = registrations.get_registration(registration_id)
        if mine is not None:
            registering.cancel(held, mine)
        flash(_("Pendaftaran Anda dibatalkan. Terima kasih sudah memberi tempat kepada orang lain."), "done")
        return url_for("dialogues.own_registration", registration_id=registration_id, tag=tag)

    return acting_once(act)


def _tagged(registration_id: int, tag: str) -> tuple[Registration, Session]:
    """The registration of a link in a letter; 404 alike for an unknown one and a wrong tag."""
    is_right = hmac.compare_digest(tag_of(registration_id).encode(), tag.encode())
    registration = registrations.get_registration(registration_id) if is_right else None
    if registration is None or registration.contact_id is None:
        abort(404)
    session_ = known.get_session(registration.session_id)
    stand_at(session_.government.slug)
    return registration, session_
