"""The entrance: who a request comes from, and whether a view lets them in."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager, current_user
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from forum.accounts import letters, queries, rules
from forum.accounts.models import AccountSession
from forum.accounts.viewer import Viewer, Visitor
from forum.core import clock
from forum.core.access import Access, open_gate
from forum.core.db import db, reading
from forum.core.edge import local_path
from forum.core.errors import problem, wants_json

NEVER_SHOWN = {"csrf_token", "once", "password", "current", "next"}
LONG_ENOUGH_TO_KEEP = 20


def prepare_entrance(app: Flask, manager: LoginManager) -> None:
    """Know the person behind the cookie, and ask every view whom it lets in."""
    manager.init_app(app)
    manager.anonymous_user = Visitor
    manager.session_protection = None
    app.permanent_session_lifetime = rules.RESIDENT_MOST
    letters.register_openers()

    @manager.user_loader
    def load(token: str) -> Viewer | None:
        if g.get("storage_failed"):  # the page that says so must not ask the database
            return None
        viewer = queries.find_viewer(token)
        if viewer is None:
            return None
        g.account_language, g.known_viewer = viewer.language, viewer
        return None if viewer.is_half else viewer

    @app.before_request
    def know_them() -> None:
        if "_user_id" in session:  # before any word is said: the account's language counts
            _ = current_user.is_authenticated

    open_gate(app, ask)
    app.after_request(note_use)


def half_viewer() -> Viewer | None:
    """Who gave the right password and still owes the second factor; a visitor to every other page."""
    _ = current_user.is_authenticated
    viewer: Viewer | None = g.get("known_viewer")
    return viewer if viewer is not None and viewer.is_half else None


def ask(access: Access) -> ResponseReturnValue | None:
    """None to let in; sign-in for visitors; the second factor first for staff; 403 for the wrong role."""
    half = half_viewer()
    if half is not None:
        return _to("accounts.enrol_factor" if half.must_enrol else "accounts.second_factor")
    if not current_user.is_authenticated:
        return _give_back(_typed()) or _to("accounts.sign_in")
    if access.roles and not current_user.holds(*access.roles):
        abort(403)
    return None


def note_use(response: Response) -> Response:
    """Write down, now and then, that a session is in use.

    A page that is only read may not write, yet it keeps a session alive: hence a short transaction of its own, after
    the view has committed, at most every five minutes for staff and every six hours for residents.
    """
    viewer: Viewer | None = g.get("known_viewer")
    if viewer is None or viewer.times is None or g.get("storage_failed"):
        return response
    moment, times = clock.now(), viewer.times
    if rules.is_touch_due(times.seen_at, moment, viewer.is_staff):
        db.session.rollback()  # gives back the turn to write that reading after the commit may have taken
        _touch(viewer.token, max(times.ends_at, rules.session_end(times.since, moment, viewer.is_staff)))
    return response


def _touch(token: str, ends_at: object) -> None:
    is_reading = reading.set(False)
    used = update(AccountSession).where(
        AccountSession.token_hash == queries.hash_token(token), AccountSession.ends_at > clock.now()
    )
    try:
        with db.engine.begin() as connection:
            connection.execute(used.values(seen_at=clock.now(), ends_at=ends_at))
    except SQLAlchemyError as error:  # a busy or full disk must not spoil a page that is ready
        current_app.logger.warning("the use of a session was not noted: %s", type(error).__name__)
    finally:
        reading.reset(is_reading)


def _typed() -> list[str]:
    """What somebody wrote at length in the form they sent; never a password."""
    said = [value for name, value in request.form.items() if name not in NEVER_SHOWN]
    return [words for words in said if len(words) >= LONG_ENOUGH_TO_KEEP and " " in words.strip()]


def _give_back(typed: list[str]) -> ResponseReturnValue | None:
    """The session ended while they wrote: nothing was sent, and no word is lost."""
    if not typed or wants_json():
        return None
    came_from = urlsplit(request.referrer or "")
    way_back = local_path(came_from.path, "") if came_from.netloc == request.host else ""
    shown = render_template("accounts/words_kept.html", typed=typed, way_back=way_back or None)
    return shown, 401, {"Cache-Control": "no-store"}


def _way_back() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else ""


def _to(endpoint: str) -> ResponseReturnValue:
    if wants_json():
        return problem(401, "sign-in-needed", _("Masuk terlebih dahulu."))
    return redirect(url_for(endpoint, next=_way_back() or None))
