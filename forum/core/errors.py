"""Errors that carry a sentence for the reader and a stable code for machines."""

from __future__ import annotations

import contextlib
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from forum.core.db import db


class Refused(Exception):
    """An act that must not happen; `code` is stable, `sentence()` is for the reader."""

    code = "refused"
    status = 409

    def sentence(self) -> str:
        """Why, and what to do next, in the reader's language."""
        return _("Langkah ini tidak dapat dilakukan.")


def wants_json() -> bool:
    """True when the client asks for JSON rather than a page."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"])
    return best in ("application/json", "application/problem+json")


def problem(status: int, code: str, title: str, **more: Any) -> Response:
    """An RFC 9457 answer."""
    response = jsonify({"type": f"urn:rembuk:{code}", "status": status, "code": code, "title": title, **more})
    response.status_code, response.mimetype = status, "application/problem+json"
    return response


def answer(status: int, code: str, sentence: str = "") -> ResponseReturnValue:
    """A page or a problem, as the client asks."""
    if wants_json():
        return problem(status, code, sentence or code)
    return render_template(f"errors/{status}.html", sentence=sentence), status


KNOWN = {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}


def prepare_errors(app: Flask) -> None:
    """Every failure ends in plain words; what was being written is rolled back."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(500, broken)
    for odd in (DataError, OverflowError):
        app.register_error_handler(odd, senseless)
    for kind in (OperationalError, InterfaceError, OSError):
        app.register_error_handler(kind, unavailable)


def refused(error: Refused) -> ResponseReturnValue:
    """An act that must not happen: why, and nothing changed."""
    db.session.rollback()
    return answer(error.status, error.code, error.sentence())


def http(error: HTTPException) -> ResponseReturnValue:
    """What Flask refuses by itself."""
    status = error.code or 500
    if error.response is not None or status not in KNOWN:
        return error.get_response()
    sentence = ""
    if isinstance(error, RequestEntityTooLarge):
        sentence = _("Berkas terlalu besar: paling banyak 5 berkas, masing-masing 10 MB.")
    response = current_app.make_response(answer(status, error.name.lower().replace(" ", "-"), sentence))
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def senseless(_error: Exception) -> ResponseReturnValue:
    """A value no database takes: a NUL in an address, a number of thirty digits. Nothing was changed."""
    db.session.rollback()
    return answer(400, "bad-request")


def unavailable(error: Exception) -> ResponseReturnValue:
    """The database or the disk does not answer: nothing was half-written, try again shortly."""
    _without_storage()
    current_app.logger.error("storage did not answer: %s", type(error).__name__, exc_info=error)
    response = current_app.make_response(answer(503, "storage-unavailable"))
    response.headers["Retry-After"] = "30"
    return response


def broken(_error: Exception) -> ResponseReturnValue:
    """A fault of ours; Flask has logged it."""
    _without_storage()
    return answer(500, "internal-error")


def _without_storage() -> None:
    g.storage_failed = True  # the page that says so must not ask the database
    with contextlib.suppress(Exception):
        db.session.rollback()
