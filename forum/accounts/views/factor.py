"""The second factor: giving it, binding one, recovery codes."""

from __future__ import annotations

import json

from flask import abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.accounts import demo, entrance, queries
from forum.accounts.actions import factors
from forum.accounts.forms.entering import CodeForm, KnownPasswordForm
from forum.accounts.models import Account
from forum.accounts.views import doors, pace
from forum.accounts.views.blueprint import accounts
from forum.core import sealing
from forum.core.access import public, requires
from forum.core.db import db
from forum.core.edge import SEE_OTHER, local_path
from forum.core.qr import qr_svg


@accounts.get("/masuk/kode")
@public
def second_factor() -> ResponseReturnValue:
    """The code of the authenticator."""
    half = entrance.half_viewer()
    if half is None:
        return doors.leave_if_inside() or redirect(
            url_for("accounts.sign_in", next=request.args.get("next")), SEE_OTHER
        )
    if half.must_enrol:
        return redirect(url_for("accounts.enrol_factor", next=request.args.get("next")), SEE_OTHER)
    account = queries.find_account(half.id)
    form = CodeForm(formdata=None, next=request.args.get("next", ""))
    return doors.page("second_factor", form, demo_code=_demo_code(account))


@accounts.post("/masuk/kode")
@public
def prove_factor() -> ResponseReturnValue:
    """Try a code; each works once."""
    half = entrance.half_viewer()
    if half is None or half.must_enrol:
        return redirect(url_for("accounts.sign_in"), SEE_OTHER)
    form, tries = CodeForm(), pace.of_factor(half.id)
    if seconds := pace.wait(tries):
        return doors.too_many("second_factor", form, seconds, demo_code="")
    account = queries.lock_account(half.id)
    if not form.validate() or not factors.is_proved(account, form.code.data):
        if form.code.data:
            pace.count(tries)
            form.code.errors = [*form.code.errors, _("Kode ini salah atau sudah dipakai. Tunggu kode berikutnya.")]
        return doors.page("second_factor", form, 422, demo_code=_demo_code(account))
    stay = session.permanent
    doors.let_in(account, stay=stay, with_factor=True)
    return _inside(account, form.next.data)


@accounts.get("/akun/faktor-kedua")
@public
def enrol_factor() -> ResponseReturnValue:
    """Bind an authenticator; with one bound, its state."""
    account = _who_may_bind()
    if account is None:
        return redirect(url_for("accounts.second_factor", next=request.args.get("next")), SEE_OTHER)
    if account.totp_since is not None:
        codes = queries.codes_left(account.id)
        return doors.page("factor", KnownPasswordForm(formdata=None), since=account.totp_since, codes=codes)
    return _binding_page(account, CodeForm(formdata=None, next=request.args.get("next", "")))


@accounts.post("/akun/faktor-kedua")
@public
def bind_factor() -> ResponseReturnValue:
    """The first code proves the device."""
    account = _who_may_bind()
    if account is None or account.totp_since is not None or "binding" not in session:
        return redirect(url_for("accounts.enrol_factor"), SEE_OTHER)
    form, tries = CodeForm(), pace.of_factor(account.id)
    if seconds := pace.wait(tries):
        form.form_errors.append(pace.sentence(seconds))
        return _binding_page(account, form, 429)
    account = queries.lock_account(account.id)
    codes = factors.enrol(account, _secret(), form.code.data) if form.validate() else None
    if codes is None:
        pace.count(tries)
        form.code.errors = [
            *form.code.errors,
            _("Kode ini belum cocok. Periksa jam ponsel Anda, lalu tulis kode terbaru."),
        ]
        return _binding_page(account, form, 422)
    doors.let_in(account, stay=session.permanent, with_factor=True)
    return _show_codes(codes, form.next.data)


@accounts.get("/akun/kode-cadangan")
@requires()
def recovery_codes() -> ResponseReturnValue:
    """New recovery codes, until their owner says that they are kept."""
    if "codes" not in session:
        return redirect(url_for("accounts.enrol_factor"), SEE_OTHER)
    return doors.page("recovery_codes", None, codes=json.loads(sealing.unseal(session["codes"], "codes")))


@accounts.post("/akun/kode-cadangan")
@requires()
def renew_codes() -> ResponseReturnValue:
    """Ten new ones; the old ones stop working. The password proves who asks."""
    account, form = _with_password()
    if account is None:
        return _state_page(form)
    codes = factors.renew_codes(account)
    db.session.commit()
    return _show_codes(codes, url_for("accounts.me"))


@accounts.post("/akun/kode-cadangan/tersimpan")
@requires()
def codes_kept() -> ResponseReturnValue:
    """They are kept: never shown again."""
    session.pop("codes", None)
    return redirect(local_path(session.pop("after_codes", None), url_for("accounts.me")), SEE_OTHER)


@accounts.post("/akun/faktor-kedua/akhir")
@requires()
def end_factor() -> ResponseReturnValue:
    """Residents may do without; holders of a role may not."""
    if current_user.is_staff:
        abort(403)
    account, form = _with_password()
    if account is None:
        return _state_page(form)
    factors.take_away(account)
    db.session.commit()
    flash(_("Faktor kedua dimatikan."), "done")
    return redirect(url_for("accounts.me"), SEE_OTHER)


def _who_may_bind() -> Account | None:
    """Who is inside, or owes a first binding; never somebody who only knows the password of a bound account."""
    half = entrance.half_viewer()
    if half is not None:
        return queries.find_account(half.id) if half.must_enrol else None
    return queries.find_account(current_user.id) if current_user.is_authenticated else None


def _binding_page(account: Account, form: CodeForm, status: int = 200) -> ResponseReturnValue:
    if "binding" not in session:
        session["binding"] = sealing.seal(factors.fresh_secret(), "binding")
    secret = _secret()
    shown = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    picture = qr_svg(factors.address_for_app(account, secret), _("Kode QR untuk aplikasi autentikator"))
    return doors.page("bind_factor", form, status, qr=picture, secret=shown)


def _secret() -> str:
    return sealing.unseal(session["binding"], "binding")


def _with_password() -> tuple[Account | None, KnownPasswordForm]:
    form, tries = KnownPasswordForm(), pace.of_sign_in(current_user.email or "")
    if not form.validate():
        return None, form
    if seconds := pace.wait(tries):
        form.form_errors.append(pace.sentence(seconds))
        return None, form
    account = doors.proven(current_user.email or "", form.password.data)
    if account is None:
        pace.count(tries)
        form.password.errors = [_("Kata sandi ini salah.")]
    return account, form


def _state_page(form: KnownPasswordForm) -> ResponseReturnValue:
    account = queries.find_account(current_user.id)
    since = account.totp_since if account else None
    return doors.page("factor", form, 422, since=since, codes=queries.codes_left(current_user.id))


def _show_codes(codes: list[str], after: str | None) -> ResponseReturnValue:
    session["codes"], session["after_codes"] = sealing.seal(json.dumps(codes), "codes"), local_path(after, "")
    return redirect(url_for("accounts.recovery_codes"), SEE_OTHER)


def _inside(account: Account, asked: str | None) -> ResponseReturnValue:
    roles, email = {h.role for h in queries.held_by(account.id)}, account.email or ""
    response = redirect(local_path(asked, doors.desk_of(roles)), SEE_OTHER)
    pace.remember_device(response, email)
    return response


def _demo_code(account: Account | None) -> str:
    return demo.current_code(account) if account is not None and account.is_demo and doors.is_here() else ""
