"""Errors that carry a sentence for the reader and a stable code for machines."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import InterfaceError, OperationalError
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

    @app.errorhandler(Refused)
    def refused(error: Refused) -> ResponseReturnValue:
        db.session.rollback()
        return answer(error.status, error.code, error.sentence())

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if error.response is not None or status not in KNOWN:
            return error.get_response()
        sentence = (
            _("Berkas terlalu besar: paling banyak 5 berkas, masing-masing 10 MB.")
            if isinstance(error, RequestEntityTooLarge)
            else ""
        )
        body = answer(status, error.name.lower().replace(" ", "-"), sentence)
        response = app.make_response(body)
        for name, value in error.get_headers():
            if name.lower() in ("allow", "retry-after"):
                response.headers[name] = value
        return response

    @app.errorhandler(OperationalError)
    @app.errorhandler(InterfaceError)
    @app.errorhandler(OSError)
    def unavailable(error: Exception) -> ResponseReturnValue:
        db.session.rollback()
        g.storage_failed = True
        app.logger.error("storage did not answer: %s", type(error).__name__, exc_info=error)
        response = app.make_response(answer(503, "storage-unavailable"))
        response.headers["Retry-After"] = "30"
        return response

    @app.errorhandler(500)
    def broken(error: Exception) -> ResponseReturnValue:
        db.session.rollback()
        g.storage_failed = True
        return answer(500, "internal-error")
