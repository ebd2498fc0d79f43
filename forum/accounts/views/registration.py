"""Joining: residents by themselves, staff by invitation, the first administrator by a link of the command line."""

from __future__ import annotations

from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from forum.accounts import rules
from forum.accounts.actions import founding, joining, staffing
from forum.accounts.actions.founding import Place
from forum.accounts.actions.joining import Newcomer
from forum.accounts.errors import LinkSpent
from forum.accounts.forms.entering import BeginForm, FoundForm, JoinForm, KnownPasswordForm, RegisterForm
from forum.accounts.models import Account
from forum.accounts.views import doors, pace
from forum.accounts.views.blueprint import accounts
from forum.accounts.words import ROLES
from forum.core import passwords
from forum.core.access import public
from forum.core.db import db
from forum.core.edge import acting_once
from forum.units.here import find_here, shelf
from forum.units.models import Unit


@accounts.get("/daftar")
@public
def register() -> ResponseReturnValue:
    """A resident joins."""
    return doors.leave_if_inside() or doors.page("register", RegisterForm(formdata=None), version=rules.CONSENT_VERSION)


@accounts.post("/daftar")
@public
def ask_to_join() -> ResponseReturnValue:
    """Write to the address; the answer is the same whether or not it has an account."""
    form = RegisterForm()
    if not form.validate():
        return doors.page("register", form, 422, version=rules.CONSENT_VERSION)
    tries = pace.of_letter(form.email.data)
    if seconds := pace.wait(tries):
        return doors.too_many("register", form, seconds, version=rules.CONSENT_VERSION)
    pace.count(tries)
    here = find_here()
    newcomer = Newcomer(
        form.name.data, form.email.data, doors.hashed(form.password.data), str(get_locale()), here.id if here else None
    )

    def act() -> str:
        joining.register(newcomer)
        return url_for("accounts.letter_sent")

    return acting_once(act)


@accounts.get("/daftar/aktivasi/<token>")
@public
def activation(token: str) -> ResponseReturnValue:
    """The address is its owner's: the password once more, and the account exists."""
    joining.chosen_password(token)
    return doors.page("activation", KnownPasswordForm(formdata=None), token=token)


@accounts.post("/daftar/aktivasi/<token>")
@public
def activate(token: str) -> ResponseReturnValue:
    """Make the account and let its owner in."""
    kept, form = joining.chosen_password(token), KnownPasswordForm()
    db.session.rollback()
    tries = pace.of_sign_in(f"activation:{token}")
    if seconds := pace.wait(tries):
        return doors.too_many("activation", form, seconds, token=token)
    if not form.validate() or not passwords.is_right(kept, form.password.data):
        pace.count(tries)
        if not form.password.errors:
            form.form_errors.append(_("Kata sandi ini bukan yang Anda buat saat mendaftar."))
        return doors.page("activation", form, 422, token=token)
    account = joining.activate(token)
    doors.let_in(account)
    flash(_("Selamat datang. Akun Anda sudah aktif."), "done")
    return doors.lead_on(account, "")


@accounts.get("/undangan/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """What somebody is invited to be."""
    carried, unit, known = staffing.invited(token)
    form = KnownPasswordForm(formdata=None) if known else JoinForm(formdata=None)
    return doors.page("invitation", form, **_offer(token, carried, unit, known))


@accounts.post("/undangan/<token>")
@public
def accept_invitation(token: str) -> ResponseReturnValue:
    """Take the role; the second factor comes next."""
    carried, unit, known = staffing.invited(token)
    offer = _offer(token, carried, unit, known)
    form = KnownPasswordForm() if known else JoinForm()
    if known is None:
        form.own_words = (carried["email"], carried["email"].split("@")[0])
    if not form.validate():
        return doors.page("invitation", form, 422, **offer)
    if known is None:
        made = doors.hashed(form.password.data)
        account = staffing.accept(token, form.name.data, made)
    else:
        tries = pace.of_sign_in(carried["email"])
        if seconds := pace.wait(tries):
            return doors.too_many("invitation", form, seconds, **offer)
        proven = doors.proven(carried["email"], form.password.data)
        if proven is None:
            pace.count(tries)
            form.form_errors.append(_("Kata sandi ini salah."))
            return doors.page("invitation", form, 422, **offer)
        account = staffing.accept_known(token, proven)
    doors.let_in(account)
    return doors.lead_on(account, "")


def _offer(token: str, carried: dict[str, Any], unit: Unit, known: Account | None) -> dict[str, Any]:
    return {
        "token": token, "email": carried["email"], "role": ROLES[carried["role"]], "unit": unit.name,
        "is_known": known is not None, "version": rules.CONSENT_VERSION,
    }  # fmt: skip


@accounts.get("/mulai/<token>")
@public
def beginning(token: str) -> ResponseReturnValue:
    """The first administrator."""
    government = founding.government_of(token)
    form = BeginForm(formdata=None) if government else FoundForm(formdata=None)
    return doors.page("beginning", form, token=token, government=government.name if government else "")


@accounts.post("/mulai/<token>")
@public
def begin(token: str) -> ResponseReturnValue:
    """Make the account, and the government where it is to be described."""
    government = founding.government_of(token)
    name, form = (government.name, BeginForm()) if government else ("", FoundForm())
    if not form.validate():
        return doors.page("beginning", form, 422, token=token, government=name)
    place = None if name else Place(form.place.data, form.prefix.data, form.zone.data, form.area_code.data)
    made = doors.hashed(form.password.data)
    try:
        account = founding.begin(token, form.name.data, form.email.data, made, str(get_locale()), place)
    except LinkSpent:
        db.session.rollback()
        founding.government_of(token)  # a spent link is said as such; else the address is taken
        form.email.errors = [_("Alamat ini sudah dipakai akun lain. Pakailah alamat lain.")]
        return doors.page("beginning", form, 422, token=token, government=name)
    doors.let_in(account)
    shelf.forget()
    return doors.lead_on(account, url_for("accounts.people"))
