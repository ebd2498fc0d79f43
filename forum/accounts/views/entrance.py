"""Signing in and out, and the links for a forgotten password."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from forum.accounts import demo, entrance, queries
from forum.accounts.actions import joining, sessions
from forum.accounts.forms.entering import EmailForm, NewPasswordForm, SignInForm
from forum.accounts.models import Account
from forum.accounts.views import doors, pace
from forum.accounts.views.blueprint import accounts
from forum.accounts.words import ROLES
from forum.core.access import public
from forum.core.db import db
from forum.core.edge import SEE_OTHER, acting_once


@accounts.get("/masuk")
@public
def sign_in() -> ResponseReturnValue:
    """Address and password; on a demonstration, whom one may be."""
    half = entrance.half_viewer()
    if half is not None:
        step = "accounts.enrol_factor" if half.must_enrol else "accounts.second_factor"
        return redirect(url_for(step, next=request.args.get("next")), SEE_OTHER)
    form = SignInForm(formdata=None, next=request.args.get("next", ""), email=request.args.get("surel", ""))
    return doors.leave_if_inside() or doors.page("sign_in", form, said=request.args.get("kabar"), **_demo())


@accounts.post("/masuk")
@public
def enter() -> ResponseReturnValue:
    """Try a password."""
    form = SignInForm()
    if not form.validate():
        return doors.page("sign_in", form, 422, said=None, **_demo())
    tries = pace.of_sign_in(form.email.data)
    if seconds := pace.wait(tries):
        return doors.too_many("sign_in", form, seconds, said=None, **_demo())
    account = doors.proven(form.email.data, form.password.data)
    if account is None:
        pace.count(tries)
        form.form_errors.append(_("Alamat surel atau kata sandi salah."))
        return doors.page("sign_in", form, 422, said=None, **_demo())
    doors.let_in(account, stay=form.stay.data)
    return doors.lead_on(account, form.next.data)


@accounts.post("/keluar")
@public
def sign_out() -> ResponseReturnValue:
    """End this session on the server, and empty what the browser kept."""
    had_account = "_user_id" in session
    if had_account:
        sessions.end_session(session["_user_id"])
        db.session.commit()
    session.clear()
    # Who came with a follow-up code alone returns to where codes are asked for.
    after = url_for("accounts.sign_in", kabar="keluar") if had_account else url_for("complaints.track")
    response = redirect(after, SEE_OTHER)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@accounts.get("/sandi/lupa")
@public
def forgot() -> ResponseReturnValue:
    """Where to send a link."""
    return doors.page("forgot", EmailForm(formdata=None))


@accounts.post("/sandi/lupa")
@public
def ask_link() -> ResponseReturnValue:
    """Send it; the answer is the same whether or not somebody has this address."""
    form = EmailForm()
    if not form.validate():
        return doors.page("forgot", form, 422)
    tries = pace.of_letter(form.email.data)
    if seconds := pace.wait(tries):
        return doors.too_many("forgot", form, seconds)
    pace.count(tries)

    def act() -> str:
        joining.ask_reset(form.email.data, str(get_locale()))
        return url_for("accounts.letter_sent")

    return acting_once(act)


@accounts.get("/surat/terkirim")
@public
def letter_sent() -> ResponseReturnValue:
    """A letter is on its way; what it says, only its reader knows."""
    return doors.page("letter_sent", None)


@accounts.get("/sandi/baru/<token>")
@public
def new_password(token: str) -> ResponseReturnValue:
    """A new password by a link."""
    account = joining.account_of_reset(token)
    return doors.page("new_password", NewPasswordForm(formdata=None), token=token, email=account.email)


@accounts.post("/sandi/baru/<token>")
@public
def set_new_password(token: str) -> ResponseReturnValue:
    """Keep it, sign every device out, and go on to the second factor where there is one."""
    account = joining.account_of_reset(token)
    form, email = NewPasswordForm(), account.email or ""
    form.own_words = (account.name, email, email.split("@")[0])
    if not form.validate():
        return doors.page("new_password", form, 422, token=token, email=email)
    made = doors.hashed(form.password.data)
    account = joining.reset_password(token, made)
    doors.let_in(account)
    flash(_("Kata sandi baru tersimpan. Semua perangkat lain sudah dikeluarkan."), "done")
    return doors.lead_on(account, "")


def _demo() -> dict[str, Any]:
    """Whom one may be on a demonstration, with today's codes; nobody elsewhere."""
    if not (doors.is_here() and demo.is_demo_site()):
        return {"demo_places": {}, "demo_password": ""}
    places: dict[str, list[dict[str, str]]] = {}
    for account, role, unit, government in queries.demo_people():
        places.setdefault(government.name if government else "", []).append(_demo_row(account, role, unit))
    return {"demo_places": places, "demo_password": demo.DEMO_PASSWORD}


def _demo_row(account: Account, role: str, unit: Any) -> dict[str, str]:
    return {
        "name": account.name, "email": account.email or "", "role": str(ROLES.get(role, _("Warga"))),
        "unit": unit.name if unit else "", "code": demo.current_code(account) if role else "",
    }  # fmt: skip
