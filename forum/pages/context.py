"""What every template may name."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g, has_request_context, request, url_for
from flask_login import current_user
from werkzeug.routing import BuildError

from forum.accounts import demo
from forum.accounts.viewer import Visitor
from forum.core import clock, i18n
from forum.notifications import queries as notifications
from forum.units.here import find_here


def prepare_context(app: Flask) -> None:
    """Give templates the place, the viewer, the language, and ways to say days and numbers."""
    app.jinja_env.globals.update(
        url_or_none=url_or_none,
        languages=i18n.LANGUAGES,
        is_debug=lambda: current_app.debug,
    )
    app.jinja_env.filters.update(
        number=i18n.say_number, day=i18n.say_day, weekday=i18n.say_weekday, short_day=i18n.say_short_day,
        moment=i18n.say_moment, iso_day=i18n.say_iso_day,
    )  # fmt: skip

    @app.context_processor
    def shared() -> dict[str, Any]:
        if not has_request_context():  # a letter
            return {"here": None, "viewer": Visitor(), "unread": 0, "locale": i18n.spoken(), "now": clock.now()}
        if g.get("storage_failed"):  # the page that says so must not ask the database
            plain = {"here": None, "viewer": Visitor(), "unread": 0, "is_demo": False}
            return {**plain, "locale": i18n.language(), "now": clock.now()}
        return {
            "here": find_here(), "viewer": current_user, "locale": i18n.language(), "unread": _unread(),
            "now": clock.now(), "is_demo": demo.is_demo_site(),
        }  # fmt: skip


def _unread() -> int:
    if not current_user.is_authenticated:
        return 0
    if "unread" not in g:
        g.unread = notifications.unread_count(current_user.id)
    unread: int = g.unread
    return unread


def url_or_none(endpoint: str, **values: Any) -> str | None:
    """The address of a page, or None while the house has no such page; plain ones are built once per process."""
    known: dict[tuple[str, str], str | None] = current_app.extensions.setdefault("plain_addresses", {})
    key = (request.script_root if has_request_context() else "", endpoint)
    if not values and key in known:
        return known[key]
    try:
        address: str | None = url_for(endpoint, **values)
    except BuildError:
        address = None
    if not values and has_request_context():
        known[key] = address
    return address
