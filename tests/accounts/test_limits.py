"""Brute force slows the stranger, never the owner; every form carries its token."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from forum.accounts.models import Account
from forum.core.db import db
from forum.core.limits import limiter
from tests.accounts.conftest import PASSWORD, code_now, give_factor, give_password


@pytest.fixture
def visitor(strict: Flask) -> FlaskClient:
    limiter.reset()
    return strict.test_client()


def account_of(who: str) -> Account:
    return db.session.scalars(select(Account).where(Account.email == f"{who}@contoh.example")).one()


def send(
    client: FlaskClient, path: str, page: str = "/masuk", address: str = "10.0.0.1", **fields: str
) -> TestResponse:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found is not None
    return client.post(path, data={**fields, "csrf_token": found[1]}, environ_overrides={"REMOTE_ADDR": address})


@pytest.mark.asvs("3.5.1")
@pytest.mark.parametrize("path", ["/masuk", "/daftar", "/sandi/lupa", "/keluar", "/masuk/kode", "/akun/faktor-kedua"])
def test_a_form_without_its_token_is_refused(visitor: FlaskClient, path: str) -> None:
    assert visitor.post(path, data={"email": "resident@contoh.example"}).status_code == 400


@pytest.mark.asvs("6.1.1")
def test_ten_failures_slow_and_say_for_how_long(visitor: FlaskClient) -> None:
    give_password(account_of("resident"))
    tries = [send(visitor, "/masuk", email="resident@contoh.example", password="salah") for _each in range(11)]
    assert [t.status_code for t in tries] == [422] * 10 + [429]
    assert 1 <= int(tries[-1].headers["Retry-After"]) <= 300
    assert re.search(r"Coba lagi dalam \d+ (detik|menit)", tries[-1].text)
    assert 'value="resident@contoh.example"' in tries[-1].text


def test_a_device_its_owner_used_is_not_kept_out_by_strangers(visitor: FlaskClient, strict: Flask) -> None:
    give_password(account_of("resident"))
    assert send(visitor, "/masuk", email="resident@contoh.example", password=PASSWORD).status_code == 303
    stranger = strict.test_client()
    for _each in range(11):
        refused = send(stranger, "/masuk", address="10.9.9.9", email="resident@contoh.example", password="salah")
    assert refused.status_code == 429
    again = visitor
    again.delete_cookie("rembuk")
    assert send(again, "/masuk", email="resident@contoh.example", password=PASSWORD).status_code == 303


def test_success_is_not_counted(visitor: FlaskClient) -> None:
    give_password(account_of("resident"))
    for _each in range(12):
        visitor.delete_cookie("rembuk")
        visitor.delete_cookie("rembuk-device")
        assert send(visitor, "/masuk", email="resident@contoh.example", password=PASSWORD).status_code == 303


def test_unknown_addresses_are_slowed_alike(visitor: FlaskClient) -> None:
    tries = [send(visitor, "/masuk", email="nobody@contoh.example", password="salah") for _each in range(11)]
    assert [t.status_code for t in tries] == [422] * 10 + [429]


def test_one_address_tries_many_accounts_in_vain(visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from forum.accounts.views import pace

    monkeypatch.setattr(pace, "OF_ADDRESS", "3 per 5 minutes")
    tries = [send(visitor, "/masuk", email=f"n{n}@contoh.example", password="salah") for n in range(4)]
    assert [t.status_code for t in tries] == [422, 422, 422, 429]
    other = send(visitor, "/masuk", address="10.0.0.2", email="n9@contoh.example", password="salah")
    assert other.status_code == 422


def test_second_factors_are_tried_five_times(visitor: FlaskClient) -> None:
    give_factor(give_password(account_of("officer")))
    send(visitor, "/masuk", email="officer@contoh.example", password=PASSWORD)
    tries = [send(visitor, "/masuk/kode", "/masuk/kode", code="000000") for _each in range(6)]
    assert [t.status_code for t in tries] == [422] * 5 + [429]
    assert send(visitor, "/masuk/kode", "/masuk/kode", code=code_now()).status_code == 429


def test_five_letters_a_day_to_one_address(visitor: FlaskClient) -> None:
    tries = [send(visitor, "/sandi/lupa", "/sandi/lupa", email="resident@contoh.example") for _each in range(6)]
    assert [t.status_code for t in tries] == [303] * 5 + [429]
    assert re.search(r"Coba lagi dalam \d+ jam", tries[-1].text)


def test_no_address_is_kept_in_what_is_counted(visitor: FlaskClient) -> None:
    send(visitor, "/masuk", address="10.77.66.55", email="resident@contoh.example", password="salah")
    kept = str(vars(limiter.storage))
    assert "LIMITER" in kept
    assert "10.77.66.55" not in kept
    assert "resident@" not in kept
