"""The first administrator, the demonstration, and what the worker forgets."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts import demo, jobs
from forum.accounts.actions import factors, first_admin_link
from forum.accounts.models import Account, AccountSession, OneTimeLink
from forum.accounts.queries import find_by_email, held_by
from forum.core import passwords
from forum.core.db import db
from forum.units.models import Government
from tests.accounts.conftest import give_password, try_in
from tests.conftest import Hands
from tests.factories import Town, make_account

NEW = "empat perahu di teluk"
BEGIN = {"name": "Admin Contoh", "email": "admin.baru@contoh.example", "password": NEW, "consent": "y"}
PLACE = {"place": "Kota Rekaan", "prefix": "rkn", "zone": "Asia/Jayapura", "area_code": "98"}


def path_of(link: str | None) -> str:
    assert link is not None
    assert link.startswith("http://127.0.0.1:8000/mulai/")
    return link.removeprefix("http://127.0.0.1:8000")


@pytest.mark.asvs("6.3.2")
def test_a_fresh_installation_has_no_account_and_offers_a_link(app: Flask, client: FlaskClient) -> None:
    assert db.session.scalar(select(func.count()).select_from(Account)) == 0
    old = path_of(first_admin_link("http://127.0.0.1:8000"))
    path = path_of(first_admin_link("http://127.0.0.1:8000"))
    assert client.get(old).status_code == 404
    assert "Pemerintah daerah" in client.get(path).text
    assert client.post(path, data=BEGIN).status_code == 422
    assert client.post(path, data=BEGIN | PLACE).headers["Location"].startswith("/akun/faktor-kedua")
    account = find_by_email("admin.baru@contoh.example")
    government = db.session.scalars(select(Government)).one()
    assert account is not None
    assert (government.slug, government.prefix, government.zone) == ("rekaan", "RKN", "Asia/Jayapura")
    assert [(h.role, h.government_id) for h in held_by(account.id)] == [("administrator", government.id)]
    assert client.get(path).status_code == 404
    assert first_admin_link("http://127.0.0.1:8000") is None


def test_the_command_makes_an_administrator_of_a_known_government(town: Town, app: Flask, client: FlaskClient) -> None:
    db.session.commit()
    printed = app.test_cli_runner().invoke(args=["create-admin", "--government", "lain"]).output
    path = path_of(re.findall(r"http\S+", printed)[0])
    assert "Kota Lain" in client.get(path).text
    taken = client.post(path, data=BEGIN | {"email": "officer@contoh.example"})
    assert taken.status_code == 422
    assert "sudah dipakai akun lain" in taken.text
    assert client.post(path, data=BEGIN).status_code == 303
    account = find_by_email("admin.baru@contoh.example")
    assert account is not None
    assert [h.government_id for h in held_by(account.id)] == [town.other.id]
    assert client.post(path, data=BEGIN | {"email": "lagi@contoh.example"}).status_code == 404


def test_the_command_founds_a_government_when_told_how(town: Town, app: Flask) -> None:
    db.session.commit()
    run = app.test_cli_runner().invoke
    assert run(args=["create-admin", "--government", "rekaan"]).exit_code == 2
    asked = ["create-admin", "--government", "rekaan", "--name", "Kota Rekaan", "--prefix", "rkn", "--area", "98"]
    assert "http://127.0.0.1:8000/mulai/" in run(args=asked).output
    assert db.session.scalar(select(Government.prefix).where(Government.slug == "rekaan")) == "RKN"
    twin = [*asked[:2], "rekaan-dua", *asked[3:]]
    assert "sudah ada" in run(args=twin).output


def demo_officer(town: Town) -> Account:
    account = make_account("demo", "officer", town.works, town.government)
    account.is_demo, account.email = True, "demo@contoh.example"
    factors.keep_secret(account, demo.demo_totp_secret("demo@contoh.example"))
    account.password_hash = passwords.hash_password(demo.DEMO_PASSWORD)
    db.session.commit()
    demo.forget()
    return account


def test_the_demonstration_lists_whom_one_may_be(town: Town, client: FlaskClient) -> None:
    account = demo_officer(town)
    page = client.get("/masuk").text
    assert demo.DEMO_PASSWORD in page
    assert demo.current_code(account) in page
    assert "Dinas Pekerjaan Umum" in page
    assert try_in(client, "demo@contoh.example", demo.DEMO_PASSWORD).headers["Location"] == "/masuk/kode"
    for _each in range(2):  # the code shown next works although this step's was used
        shown = re.search(r'id="kode-contoh">(\d{6})<', client.get("/masuk/kode").text)
        assert shown is not None
        assert client.post("/masuk/kode", data={"code": shown[1]}).status_code == 303
        try_in(client, "demo@contoh.example", demo.DEMO_PASSWORD)
        db.session.refresh(account)


@pytest.mark.asvs("6.3.2")
def test_demonstration_accounts_are_worth_nothing_beyond_this_machine(town: Town, client: FlaskClient) -> None:
    demo_officer(town)
    client.application.config["TRUSTED_HOSTS"] = None
    away = {"base_url": "http://192.0.2.7:8000"}
    assert demo.DEMO_PASSWORD not in client.get("/masuk", **away).text
    form = {"email": "demo@contoh.example", "password": demo.DEMO_PASSWORD}
    assert client.post("/masuk", data=form, **away).status_code == 422


@pytest.mark.parametrize(
    ("bind", "base"), [("0.0.0.0", ""), ("192.0.2.7", ""), ("::", ""), ("127.0.0.1", "https://x.example")]
)
def test_a_demonstration_refuses_to_be_public(town: Town, bind: str, base: str) -> None:
    demo.refuse_public_demo(bind, base)
    demo_officer(town)
    with pytest.raises(demo.DemoInPublic):
        demo.refuse_public_demo(bind, base)
    for loopback in ("127.0.0.1", "localhost", "::1", "[::1]"):
        demo.refuse_public_demo(loopback, "http://127.0.0.1:8000")


def test_without_demonstration_accounts_the_page_shows_none(town: Town, client: FlaskClient) -> None:
    demo.forget()
    assert "Akun contoh" not in client.get("/masuk").text


def test_ended_sessions_and_links_are_forgotten_after_a_week(town: Town, client: FlaskClient, hands: Hands) -> None:
    give_password(town.people["resident"])
    try_in(client, "resident@contoh.example")
    client.post("/sandi/lupa", data={"email": "resident@contoh.example"})
    client.post("/keluar")
    hands.move(days=6)
    jobs.forget_ended()
    assert db.session.scalar(select(func.count()).select_from(AccountSession)) == 1
    hands.move(days=2)
    jobs.forget_ended()
    assert db.session.scalar(select(func.count()).select_from(AccountSession)) == 0
    assert db.session.scalar(select(func.count()).select_from(OneTimeLink)) == 0
    assert timedelta(days=7) == jobs.KEPT
