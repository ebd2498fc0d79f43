"""The place a visitor looks at: named in the address, else remembered, else the only one there is.

Part of the edge: views and templates use it, nothing below them does.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from flask import abort, g, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from forum.units import queries

REMEMBERED_SECONDS = 20.0


@dataclass(frozen=True)
class Place:
    """A government as pages need it: plain values, kept in memory for some seconds."""

    id: int
    slug: str
    name: str
    prefix: str
    zone: str
    area_code: str
    emergency: str


class _Shelf:
    places: dict[str, Place]
    until: float

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Read anew at the next need."""
        self.places, self.until = {}, 0.0


shelf = _Shelf()


def places() -> dict[str, Place]:
    """Open governments by slug, read at most every twenty seconds per process."""
    if time.monotonic() > shelf.until:
        rows = queries.open_governments()
        shelf.places = {r.slug: Place(r.id, r.slug, r.name, r.prefix, r.zone, r.area_code, r.emergency) for r in rows}
        shelf.until = time.monotonic() + REMEMBERED_SECONDS if rows else 0.0
    return shelf.places


def find_here() -> Place | None:
    """The place of this request: ?kota=, else the remembered one, else the only one."""
    if "here" not in g:
        known = places()
        asked = (request.view_args or {}).get("kota") or request.args.get("kota") or session.get("place")
        g.here = known.get(asked or "") or _at_home(known)
    here: Place | None = g.here
    return here


def _at_home(known: dict[str, Place]) -> Place | None:
    """The only place there is, else the one a signed-in person belongs to."""
    if len(known) == 1:
        return next(iter(known.values()))
    own = current_user.government_id if current_user.is_authenticated else None
    return next((place for place in known.values() if place.id == own), None)


def stand_at(slug: str) -> None:
    """The page shown belongs to this place: header, title and links speak of it, whatever is remembered."""
    g.here = places().get(slug) or find_here()


class ChoosePlace(HTTPException):
    """No place is known yet: the visitor chooses one first and comes back."""

    code = 302

    def get_response(self, *_: object, **__: object) -> Response:
        """Lead to the choice of places."""
        back = request.full_path.rstrip("?") if request.method == "GET" else "/"
        return redirect(url_for("pages.choose_place", kembali=back))


def get_here() -> Place:
    """The place of this request; a named but unknown one is 404, none at all leads to the choice."""
    named = (request.view_args or {}).get("kota") or request.args.get("kota")
    if named and named not in places():
        abort(404)
    here = find_here()
    if here is None:
        raise ChoosePlace
    return here


def get_administered() -> Place:
    """The government whose settings an administrator works on: the named one, else the one looked at, else their own.

    A named government that is not theirs is 403.
    """
    own = [place for place in places().values() if current_user.holds_in(place.id, "administrator")]
    named = (request.view_args or {}).get("kota") or request.args.get("kota")
    if named:
        own = [place for place in own if place.slug == named]
    if not own:
        abort(403)
    here = find_here()
    return here if here in own else own[0]
