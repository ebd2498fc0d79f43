"""The entrance: who a request comes from, and whether a view lets them in."""

from __future__ import annotations

from flask import Flask, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user

from forum.accounts import queries
from forum.accounts.viewer import Viewer, Visitor
from forum.core.access import Access, open_gate
from forum.core.errors import problem, wants_json


def prepare_entrance(app: Flask, manager: LoginManager) -> None:
    """Know the person behind the cookie, and ask every view whom it lets in."""
    manager.init_app(app)
    manager.anonymous_user = Visitor
    manager.session_protection = None

    @manager.user_loader
    def load(token: str) -> Viewer | None:
        viewer = queries.find_viewer(token)
        if viewer is not None:
            g.account_language = viewer.language
        return viewer

    open_gate(app, ask)


def ask(access: Access) -> ResponseReturnValue | None:
    """None to let in; sign-in for visitors; the second factor first for staff; 403 for the wrong role."""
    if not current_user.is_authenticated:
        return _to_sign_in()
    if not access.roles:
        return None
    if not current_user.holds(*access.roles):
        abort(403)
    if current_user.must_enrol:
        return redirect(url_for("accounts.enrol_factor", next=_way_back()))
    if not current_user.has_factor:
        return redirect(url_for("accounts.second_factor", next=_way_back()))
    return None


def _way_back() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else ""


def _to_sign_in() -> ResponseReturnValue:
    if wants_json():
        return problem(401, "sign-in-needed", "Masuk terlebih dahulu.")
    return redirect(url_for("accounts.sign_in", next=_way_back()))
