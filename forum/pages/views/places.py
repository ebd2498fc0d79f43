"""Choosing a place, and remembering it."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import abort, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from forum.core.access import public
from forum.core.db import reading
from forum.core.edge import SEE_OTHER, local_path
from forum.pages.views.blueprint import pages
from forum.units.here import find_here, places


@pages.get("/tempat")
@public
def choose_place() -> str:
    """The places that take complaints here."""
    back = local_path(request.args.get("kembali", ""))
    return render_template("pages/places.html", places=list(places().values()), back=back, now_here=find_here())


@pages.post("/tempat/<slug>")
@public
def set_place(slug: str) -> ResponseReturnValue:
    """Remember a place in the visitor's own cookie, and lead back."""
    reading.set(True)  # nothing in the database changes
    if slug not in places():
        abort(404)
    session["place"] = slug
    return redirect(_at_place(local_path(request.form.get("kembali", "")), slug), SEE_OTHER)


def _at_place(address: str, slug: str) -> str:
    """The same page of the chosen place; pages that belong to another one lead to its units."""
    parts = urlsplit(address)
    if parts.path.startswith("/unit/"):
        return url_for("units.index")
    query = [
        (name, value) for name, value in parse_qsl(parts.query) if name not in ("kota", "kecamatan", "desa", "unit")
    ]
    return parts.path + (f"?{urlencode(query)}" if query else "")
