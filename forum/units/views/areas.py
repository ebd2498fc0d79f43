"""Villages for those who write: by the first letters of a name, or by a position."""

from __future__ import annotations

import math

from flask import Response, abort, jsonify, request

from forum.core.access import public
from forum.core.db import reading
from forum.core.limits import limiter
from forum.units import queries
from forum.units.here import get_here
from forum.units.rules import fold
from forum.units.views.blueprint import units


@units.get("/wilayah/desa")
@public
@limiter.limit("600 per minute")
def villages() -> Response:
    """Villages of the place whose name or district begins with ?q=."""
    found = queries.search_villages(get_here().area_code, fold(request.args.get("q", "")[:80]))
    return jsonify([village._asdict() for village in found])


@units.post("/wilayah/titik")
@public
@limiter.limit("60 per minute")
def locate() -> Response:
    """The village that holds a position, or null. The position is neither written down nor logged."""
    reading.set(True)  # a question only: it takes no write lock
    sent = request.get_json(silent=True)
    sent = sent if isinstance(sent, dict) else request.form
    try:
        lon, lat = float(sent.get("lon", "")), float(sent.get("lat", ""))
    except (TypeError, ValueError):
        abort(400)
    if not (math.isfinite(lon) and math.isfinite(lat)):
        abort(400)
    found = queries.locate(get_here().area_code, lon, lat)
    return jsonify(found._asdict() if found else None)
