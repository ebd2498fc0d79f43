"""Browsers whose every request stands alone, and short ways to letters and codes."""

from __future__ import annotations

import contextvars
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyotp import TOTP
from werkzeug.test import TestResponse

from forum import create_app
from forum.accounts import rules
from forum.accounts.actions import factors
from forum.accounts.models import Account
from forum.core import clock, passwords
from forum.core.db import db
from tests.conftest import Hands, settings
from tests.factories import Town, build_town

PASSWORD = "tiga ekor kuda laut"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Browser(FlaskClient):
    """Each request in an application context of its own, as on a server; what the test changed is committed first."""

    def open(self, *args: Any, **more: Any) -> TestResponse:
        db.session.commit()
        return contextvars.Context().run(super().open, *args, **more)


@pytest.fixture
def app(app: Flask) -> Flask:
    app.test_client_class = Browser
    return app


@pytest.fixture
def strict(database_url: str, tmp_path: Path, hands: Hands) -> Iterator[Flask]:
    """The application with CSRF and limits on."""
    on = {"WTF_CSRF_ENABLED": True, "RATELIMIT_ENABLED": True}
    app = create_app(settings(tmp_path / "strict", database_url) | on)
    app.test_client_class = Browser
    with app.app_context():
        build_town()
        yield app
        db.session.remove()
        db.engine.dispose()


def give_password(account: Account, password: str = PASSWORD) -> Account:
    account.password_hash = passwords.hash_password(password)
    db.session.commit()
    return account


def give_factor(account: Account) -> Account:
    factors.keep_secret(account, SECRET)
    account.totp_since, account.totp_step = clock.now(), 0
    db.session.commit()
    return account


def code_now(later: int = 0) -> str:
    return TOTP(SECRET).generate_otp(rules.time_step(clock.now()) + later)


def letters() -> list[tuple[str, str, dict[str, Any]]]:
    """Letters in the outbox, oldest first: (kind, address, what they carry)."""
    from sqlalchemy import select

    from forum.core import outbox
    from forum.core.outbox import Letter

    db.session.rollback()
    rows = db.session.scalars(select(Letter).order_by(Letter.queued_at, Letter.id)).all()
    opened = [(row, outbox.open_reference(row.recipient)) for row in rows]
    found = [(row.kind, address.email if address else "", outbox.read_content(row)) for row, address in opened]
    db.session.rollback()
    return found


def try_in(client: FlaskClient, email: str, password: str = PASSWORD, **more: str) -> TestResponse:
    return client.post("/masuk", data={"email": email, "password": password, **more})


def words_of(response: TestResponse) -> str:
    """A page without what differs in every form: keys and tokens."""
    return re.sub(r'name="(once|csrf_token)" value="[^"]*"', "", response.text)


def staff(town: Town, who: str = "officer") -> Account:
    return give_factor(give_password(town.people[who]))
