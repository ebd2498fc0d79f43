"""The edge of an act: a form sent twice acts once, and its sender is led where the first sending led."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, request
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from forum.core import once
from forum.core.db import db
from forum.core.errors import Refused

SEE_OTHER = 303


def acting_once(act: Callable[[], str]) -> Response:
    """Do `act` (it returns the address to lead to) and commit it with the form's key, unless it was sent before."""
    key = request.form.get("once", "")[:64]
    seen = _sent_before(key)
    if seen is not None:
        return seen
    try:
        url = act()
        once.keep(key, url)
        db.session.commit()
    except (IntegrityError, Refused):
        # The twin of this request may have won meanwhile: then this is no error.
        db.session.rollback()
        seen = _sent_before(key)
        if seen is None:
            raise
        return seen
    return redirect(url, SEE_OTHER)


def local_path(asked: str | None, otherwise: str = "/") -> str:
    """An address within this site; anything that could lead elsewhere becomes `otherwise`."""
    asked = asked or ""
    is_ours = asked.startswith("/") and not asked.startswith(("//", "/\\")) and asked.isprintable() and " " not in asked
    return asked[:2000] if is_ours else otherwise


def sent_before() -> Response | None:
    """Where this form led when it was sent before; ask before weighing a form whose time may have passed."""
    return _sent_before(request.form.get("once", "")[:64])


def _sent_before(key: str) -> Response | None:
    led_to = once.outcome_of(key) if key else None
    return None if led_to is None else redirect(led_to, SEE_OTHER)
