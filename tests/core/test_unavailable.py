"""A lost database or a full disk answers 503 in plain words; nothing acknowledged is lost."""

from __future__ import annotations

import errno
import sqlite3

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from forum.accounts import queries
from forum.core.db import db
from tests.factories import Town, sign_in


@pytest.mark.parametrize(
    "failure",
    [
        OperationalError("insert", None, sqlite3.OperationalError("database or disk is full")),
        OperationalError("select", None, sqlite3.OperationalError("unable to open database file")),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
)
def test_storage_that_fails_answers_503(
    app: Flask, client: FlaskClient, town: Town, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(db.session, "scalars", fail)
    monkeypatch.setattr(db.session, "scalar", fail)
    monkeypatch.setattr(db.session, "execute", fail)
    from forum.units.here import shelf

    shelf.forget()
    page = client.get("/pengaduan?kota=contoh")
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "30"
    assert "<html" in page.text
    problem = client.get("/pengaduan?kota=contoh", headers={"Accept": "application/json"})
    assert problem.json is not None
    assert (problem.status_code, problem.json["code"]) == (503, "storage-unavailable")


def test_who_is_signed_in_and_waits_in_vain_for_the_database_gets_503_too(
    app: Flask, client: FlaskClient, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, town.people["resident"])
    db.session.remove()  # the test's own connection gives its turn back

    def fail(*_: object) -> None:
        raise OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr(queries, "find_viewer", fail)
    answer = client.post("/keluar")
    assert answer.status_code == 503
    assert "<html" in answer.text


def test_a_get_cannot_write(app: Flask, client: FlaskClient, town: Town) -> None:
    from forum.core.db import WroteWhileReading, reading
    from forum.units.models import Area

    token = reading.set(True)
    try:
        db.session.add(Area(code="98", level="province", name="X", folded="x"))
        with pytest.raises(WroteWhileReading):
            db.session.flush()
    finally:
        db.session.rollback()
        reading.reset(token)
