"""The language a visitor reads in."""

from __future__ import annotations

from flask import abort, redirect, request, session
from flask.typing import ResponseReturnValue

from forum.core.access import public
from forum.core.i18n import LANGUAGES
from forum.pages.views.blueprint import pages


@pages.get("/bahasa/<code>")
@public
def language(code: str) -> ResponseReturnValue:
    """Remember the language and lead back; nothing but the visitor's own cookie changes."""
    if code not in LANGUAGES:
        abort(404)
    session["language"] = code
    return redirect(local_path(request.args.get("next", "")), 303)


def local_path(address: str) -> str:
    """An address within this site, else the front page."""
    is_local = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_local and "\\" not in address else "/"
