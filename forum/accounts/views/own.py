"""One's own account: name, language, mail, password, address, devices, consents, erasing."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.accounts import queries
from forum.accounts.actions import joining, own, sessions
from forum.accounts.forms.settings import ChangeEmailForm, ChangePasswordForm, EraseForm, ProfileForm
from forum.accounts.letters import find_tagged
from forum.accounts.models import Account
from forum.accounts.views import doors, pace
from forum.accounts.views.blueprint import accounts
from forum.accounts.words import CONSENTS, ROLES
from forum.core.access import public, requires
from forum.core.db import db
from forum.core.edge import SEE_OTHER, acting_once
from forum.units.here import find_here


@accounts.get("/akun")
@requires()
def me() -> ResponseReturnValue:
    """Everything about one's account on one page."""
    account = _own()
    form = ProfileForm(formdata=None, name=account.name, language=account.language, mail=account.mail_digest)
    return _page(account, form)


@accounts.post("/akun")
@requires()
def change_profile() -> ResponseReturnValue:
    """Keep name, language and mail."""
    account, form = queries.lock_account(current_user.id), ProfileForm()
    if not form.validate():
        return _page(account, form, 422)

    def act() -> str:
        own.change_profile(account, form.name.data, form.language.data, form.mail.data)
        session.pop("language", None)  # the account's language counts from now on
        flash(_("Tersimpan."), "done")
        return url_for("accounts.me")

    return acting_once(act)


@accounts.get("/akun/sandi")
@requires()
def password() -> ResponseReturnValue:
    """A new password."""
    return doors.page("password", ChangePasswordForm(formdata=None), email=current_user.email)


@accounts.post("/akun/sandi")
@requires()
def change_password() -> ResponseReturnValue:
    """Keep it, and sign other devices out."""
    form, email = ChangePasswordForm(), current_user.email or ""
    form.own_words = (current_user.name, email, email.split("@")[0])
    if not form.validate():
        return doors.page("password", form, 422, email=email)
    refused = _refuse_password(form, "current", "password", email=email)
    if refused is not None:
        return refused
    made = doors.hashed(form.password.data)
    joining.set_password(queries.lock_account(current_user.id), made, but=current_user.token)
    db.session.commit()
    flash(_("Kata sandi baru tersimpan. Semua perangkat lain sudah dikeluarkan."), "done")
    return redirect(url_for("accounts.me"), SEE_OTHER)


@accounts.get("/akun/surel")
@requires()
def email() -> ResponseReturnValue:
    """A new address."""
    return doors.page("email", ChangeEmailForm(formdata=None))


@accounts.post("/akun/surel")
@requires()
def change_email() -> ResponseReturnValue:
    """Ask the new address; the answer never tells whether it has an account."""
    form = ChangeEmailForm()
    if not form.validate():
        return doors.page("email", form, 422)
    refused = _refuse_password(form, "password", "email")
    if refused is not None:
        return refused
    tries = pace.of_letter(form.email.data)
    if seconds := pace.wait(tries):
        return doors.too_many("email", form, seconds)
    pace.count(tries)

    def act() -> str:
        own.ask_new_email(queries.lock_account(current_user.id), form.email.data)
        return url_for("accounts.letter_sent")

    return acting_once(act)


@accounts.get("/akun/surel/<token>")
@requires()
def new_email(token: str) -> ResponseReturnValue:
    """One more tap: letters are opened by machines too."""
    return doors.page("new_email", None, token=token)


@accounts.post("/akun/surel/<token>")
@requires()
def confirm_email(token: str) -> ResponseReturnValue:
    """The new address is the account's."""

    def act() -> str:
        own.confirm_new_email(current_user.id, token)
        flash(_("Alamat surel baru tersimpan."), "done")
        return url_for("accounts.me")

    return acting_once(act)


@accounts.post("/akun/sesi/<mark>/akhir")
@requires()
def end_session(mark: str) -> ResponseReturnValue:
    """Sign out one device, or with "lain" all others."""
    only = None if mark == "lain" else mark
    ended = sessions.end_sessions(current_user.id, but=current_user.token, only=only)
    db.session.commit()
    flash(_("Perangkat dikeluarkan.") if ended else _("Tidak ada perangkat yang perlu dikeluarkan."), "done")
    return redirect(url_for("accounts.me") + "#perangkat", SEE_OTHER)


@accounts.get("/akun/hapus")
@requires()
def erasing() -> ResponseReturnValue:
    """What erasing means."""
    return doors.page("erase", EraseForm(formdata=None))


@accounts.post("/akun/hapus")
@requires()
def erase() -> ResponseReturnValue:
    """Withdraw the consent and erase the person from the account."""
    form = EraseForm()
    if not form.validate():
        return doors.page("erase", form, 422)
    refused = _refuse_password(form, "password", "erase")
    if refused is not None:
        return refused
    own.anonymise(queries.lock_account(current_user.id))
    db.session.commit()
    session.clear()
    response = redirect(url_for("accounts.sign_in", kabar="dihapus"), SEE_OTHER)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@accounts.get("/surat/berhenti/akun/<int:account_id>/<tag>")
@public
def stop(account_id: int, tag: str) -> ResponseReturnValue:
    """One more tap, and mail about cases stops; no sign-in needed."""
    return doors.page("stop", None, account_id=account_id, tag=tag, is_done=request.args.get("selesai") == "1")


@accounts.post("/surat/berhenti/akun/<int:account_id>/<tag>")
@public
def stop_mail(account_id: int, tag: str) -> ResponseReturnValue:
    """Mail stops. A wrong tag changes nothing and is answered alike."""
    account = find_tagged(account_id, tag)
    if account is not None:
        account.mail_digest = False
        db.session.commit()
    return redirect(url_for("accounts.stop", account_id=account_id, tag=tag, selesai=1), SEE_OTHER)


def _own() -> Account:
    account = queries.find_account(current_user.id)
    if account is None:
        raise LookupError(current_user.id)
    return account


def _page(account: Account, form: ProfileForm, status: int = 200) -> ResponseReturnValue:
    here = find_here()
    return doors.page(
        "me", form, status, account=account, sessions=queries.sessions_of(account.id),
        own_hash=queries.hash_token(current_user.token), consents=queries.consents_of(account.id),
        consent_words=CONSENTS, roles=queries.roles_of([account.id])[account.id], role_words=ROLES,
        zone=here.zone if here else "Asia/Jakarta",
    )  # fmt: skip


def _refuse_password(form: Any, field: str, template: str, **more: Any) -> ResponseReturnValue | None:
    """The page again when the password of now is wrong."""
    email = current_user.email or ""
    tries = pace.of_sign_in(email)
    if seconds := pace.wait(tries):
        return doors.too_many(template, form, seconds, **more)
    if doors.proven(email, form[field].data) is not None:
        return None
    pace.count(tries)
    form[field].errors = [_("Kata sandi ini salah.")]
    return doors.page(template, form, 422, **more)
