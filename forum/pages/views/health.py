"""Whether the site lives (healthz) and whether it can do its work (readyz)."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from forum.core.access import public
from forum.pages import checks
from forum.pages.views.blueprint import pages


@pages.get("/healthz")
@public
def health() -> ResponseReturnValue:
    """The process answers."""
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


@pages.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """What serving depends on, by name: true when it is well. 503 when one is not; details are for the operator."""
    parts = {check.name: check.is_well for check in checks.look_at_all() if check.must}
    return jsonify(parts), 200 if all(parts.values()) else 503, {"Cache-Control": "no-store"}
