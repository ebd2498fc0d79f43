"""What the pages of the way in share: proving a password, opening a session, leading on."""

from __future__ import annotations

import logging
from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.accounts import demo, queries, rules
from forum.accounts.actions import sessions
from forum.accounts.models import Account
from forum.accounts.views import pace
from forum.core import passwords
from forum.core.db import db
from forum.core.edge import SEE_OTHER, local_path
from forum.core.limits import fingerprint

log = logging.getLogger("forum.accounts")
HOME = "pages.home"
DESKS = (
    ("moderator", "complaints.verification_desk"),
    ("inspector", "complaints.verification_desk"),
    ("officer", "complaints.unit_desk"),
    ("head", "complaints.unit_desk"),
    ("administrator", "accounts.people"),
)


def page(template: str, form: Any, status: int = 200, **more: Any) -> ResponseReturnValue:
    """A page with a form."""
    return render_template(f"accounts/{template}.html", form=form, **more), status


def too_many(template: str, form: Any, seconds: int, **more: Any) -> ResponseReturnValue:
    """The same page, saying when to try again."""
    form.form_errors.append(pace.sentence(seconds))
    return render_template(f"accounts/{template}.html", form=form, **more), 429, {"Retry-After": str(seconds)}


def proven(email: str, password: str) -> Account | None:
    """The account, if the password is its own; the answer takes as long for an unknown address."""
    found = queries.find_by_email(email)
    account_id, kept = (found.id, found.password_hash) if found else (None, None)
    is_open = found is not None and not (found.suspended_at or (found.is_demo and not is_here()))
    db.session.rollback()  # nobody else's writing waits while the password is hashed
    is_right = passwords.is_right(kept, password)
    if account_id is None or kept is None or not is_right or not is_open:
        log.info("sign-in refused: %s", fingerprint(email)[:12])
        return None
    renewed = passwords.hash_password(password) if passwords.is_outdated(kept) else kept
    account = queries.lock_account(account_id)
    account.password_hash = renewed
    return account


def hashed(password: str) -> str:
    """The hash of a new password, made while no transaction is open."""
    db.session.rollback()
    return passwords.hash_password(password)


def is_here() -> bool:
    """True when the site is asked by a name of this machine itself: where demonstration accounts may be used."""
    return demo.is_loopback(request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host)


def let_in(account: Account, *, stay: bool = False, with_factor: bool = False) -> str:
    """Open a session with a fresh token, commit, and put nothing else in the cookie but the place."""
    if "_user_id" in session:
        sessions.end_session(session["_user_id"])
    device = rules.device_of(request.headers.get("User-Agent", ""))
    token = sessions.open_session(account, device, with_factor=with_factor)
    ref = account.ref
    db.session.commit()
    renew_cookie(token, stay)
    log.info("signed in%s: account %s", " with second factor" if with_factor else "", ref)
    return token


def renew_cookie(token: str, stay: bool) -> None:
    """A cookie as after a first visit, with the token of a new session; a new CSRF token comes with it."""
    place = session.get("place")
    session.clear()
    if place:
        session["place"] = place
    session["_user_id"], session["_fresh"], session.permanent = token, True, stay


def lead_on(account: Account, asked: str | None) -> Response:
    """To the second factor where one is due, else to the page asked for; this device counts as known."""
    held = queries.held_by(account.id)
    email, must = account.email or "", bool(held) and account.totp_since is None
    has_factor, to_desk = account.totp_since is not None, desk_of({h.role for h in held})
    db.session.rollback()
    way = local_path(asked, "") or None
    if must or has_factor:
        step = "accounts.enrol_factor" if must else "accounts.second_factor"
        return redirect(url_for(step, next=way), SEE_OTHER)
    response = redirect(way or to_desk, SEE_OTHER)
    pace.remember_device(response, email)
    return response


def desk_of(roles: set[str]) -> str:
    """Where a day's work begins."""
    endpoint = next((endpoint for role, endpoint in DESKS if role in roles), HOME)
    return url_for(endpoint)


def leave_if_inside() -> Response | None:
    """Who is signed in has nothing to do at the entrance."""
    if not current_user.is_authenticated:
        return None
    return redirect(local_path(request.args.get("next"), url_for(HOME)), SEE_OTHER)
