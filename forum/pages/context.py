"""What every template may name."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, has_request_context, request, url_for
from flask_login import current_user
from werkzeug.routing import BuildError

from forum.accounts import demo
from forum.accounts.viewer import Visitor
from forum.core import clock, i18n
from forum.notifications import queries as notifications
from forum.units.here import find_here

NOBODY = (False, frozenset[str]())
UNQUOTED = "!$'()*,/:;?@"
"""As in the addresses that Flask builds."""


def prepare_context(app: Flask) -> None:
    """Give templates the place, the viewer, the language, and ways to say days and numbers."""
    app.jinja_env.globals.update(
        url_or_none=url_or_none,
        in_language=in_language,
        languages=i18n.LANGUAGES,
        is_debug=lambda: current_app.debug,
    )
    app.jinja_env.filters.update(
        number=i18n.say_number, day=i18n.say_day, weekday=i18n.say_weekday, short_day=i18n.say_short_day,
        moment=i18n.say_moment, iso_day=i18n.say_iso_day, month=i18n.say_month,
    )  # fmt: skip

    @app.context_processor
    def shared() -> dict[str, Any]:
        if not has_request_context():  # a letter
            return {"here": None, "viewer": Visitor(), "unread": 0, "locale": i18n.spoken(), "now": clock.now(),
                    "kind": NOBODY}  # fmt: skip
        if g.get("storage_failed"):  # the page that says so must not ask the database
            plain = {"here": None, "viewer": Visitor(), "unread": 0, "is_demo": False, "kind": NOBODY}
            return {**plain, "locale": i18n.language(), "now": clock.now()}
        return {
            "here": find_here(), "viewer": current_user, "locale": i18n.language(), "unread": _unread(),
            "now": clock.now(), "is_demo": demo.is_demo_site(), "kind": _kind(),
        }  # fmt: skip


def _kind() -> tuple[bool, frozenset[str]]:
    """What the menu depends on: whether somebody is signed in, and the roles they hold."""
    return current_user.is_authenticated, frozenset(held.role for held in current_user.held)


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


def in_language(code: str) -> str:
    """The address that shows this page in another language."""
    address = _language_address(code, request.script_root)
    return f"{address}?{urlencode({'next': request.full_path.rstrip('?')}, safe=UNQUOTED)}"


@lru_cache(maxsize=16)
def _language_address(code: str, _prefix: str) -> str:
    return url_for("pages.language", code=code)
