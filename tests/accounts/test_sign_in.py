"""Signing in: one sentence for every failure, a fresh session for every success."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.models import AccountSession
from forum.accounts.queries import sessions_of
from forum.core.db import db
from tests.accounts.conftest import PASSWORD, give_password, staff, try_in, words_of
from tests.conftest import Hands
from tests.factories import Town


def test_a_resident_gets_in_and_out(town: Town, client: FlaskClient) -> None:
    give_password(town.people["resident"])
    assert client.get("/akun").status_code == 302
    answer = try_in(client, " Resident@Contoh.example ")
    assert answer.status_code == 303
    assert "Resident Contoh" in client.get("/akun").text
    out = client.post("/keluar")
    assert out.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/akun").status_code == 302


@pytest.mark.asvs("7.4.1")
def test_a_kept_cookie_is_worth_nothing_after_sign_out(town: Town, client: FlaskClient) -> None:
    give_password(town.people["resident"])
    try_in(client, "resident@contoh.example")
    kept = client.get_cookie("rembuk")
    assert kept is not None
    client.post("/keluar")
    client.set_cookie("rembuk", kept.value)
    assert client.get("/akun").status_code == 302


def test_wrong_password_and_unknown_address_are_answered_alike(town: Town, client: FlaskClient) -> None:
    give_password(town.people["resident"])
    give_password(town.people["neighbour"]).suspended_at = town.people["neighbour"].joined_at
    answers = [
        try_in(client, email, password)
        for email, password in (
            ("resident@contoh.example", "salah salah salah"), ("nobodyyy@contoh.example", "salah salah salah"),
            ("neighbour@contoh.example", PASSWORD), ("inspector@contoh.example", PASSWORD),
        )
    ]  # fmt: skip
    assert {a.status_code for a in answers} == {422}
    texts = {words_of(a).replace(e, "") for a, e in zip(answers, (
        "resident@contoh.example", "nobodyyy@contoh.example", "neighbour@contoh.example", "inspector@contoh.example",
    ), strict=True)}  # fmt: skip
    assert len(texts) == 1
    assert "Alamat surel atau kata sandi salah." in texts.pop()


def test_an_unknown_address_costs_a_hash_too(town: Town, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from forum.core import passwords

    asked: list[str | None] = []
    right = passwords.is_right
    monkeypatch.setattr(passwords, "is_right", lambda kept, given: asked.append(kept) or right(kept, given))
    try_in(client, "nobody@contoh.example")
    assert asked == [None]


def test_each_sign_in_has_a_token_of_its_own_and_ends_the_one_before(town: Town, client: FlaskClient) -> None:
    account = give_password(town.people["resident"])
    try_in(client, "resident@contoh.example")
    first = client.get_cookie("rembuk")
    try_in(client, "resident@contoh.example")
    assert first != client.get_cookie("rembuk")
    assert len(sessions_of(account.id)) == 1
    assert db.session.scalar(select(func.count()).select_from(AccountSession)) == 2


def test_what_the_browser_held_before_is_dropped_but_the_place(town: Town, client: FlaskClient) -> None:
    give_password(town.people["resident"])
    with client.session_transaction() as session:
        session.update(place="contoh", cases=["x"], csrf_token="old")
    try_in(client, "resident@contoh.example")
    with client.session_transaction() as session:
        assert session["place"] == "contoh"
        assert "cases" not in session
        assert session.get("csrf_token") != "old"
        assert not session.permanent


def test_staying_is_a_choice(town: Town, client: FlaskClient) -> None:
    give_password(town.people["resident"])
    try_in(client, "resident@contoh.example", stay="y")
    with client.session_transaction() as session:
        assert session.permanent


@pytest.mark.parametrize("asked", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(town: Town, client: FlaskClient, asked: str) -> None:
    give_password(town.people["resident"])
    assert "evil" not in try_in(client, "resident@contoh.example", next=asked).headers["Location"]
    assert "javascript" not in try_in(client, "resident@contoh.example", next=asked).headers["Location"]


def test_the_page_asked_for_comes_after(town: Town, client: FlaskClient) -> None:
    give_password(town.people["resident"])
    assert client.get("/akun/sandi").headers["Location"] == "/masuk?next=/akun/sandi"
    assert try_in(client, "resident@contoh.example", next="/akun/sandi").headers["Location"] == "/akun/sandi"


def test_the_account_language_counts(town: Town, client: FlaskClient) -> None:
    give_password(town.people["resident"]).language = "en"
    with client.session_transaction() as session:
        session["language"] = "id"
    try_in(client, "resident@contoh.example")
    assert '<html lang="en">' in client.get("/akun").text


@pytest.mark.asvs("7.3.1")
def test_staff_sessions_end_after_half_an_hour_of_rest(town: Town, client: FlaskClient, hands: Hands) -> None:
    from tests.accounts.conftest import code_now

    staff(town)
    try_in(client, "officer@contoh.example")
    client.post("/masuk/kode", data={"code": code_now()})
    for _each in range(3):
        hands.move(minutes=20)
        assert client.get("/akun").status_code == 200
    hands.move(minutes=31)
    assert client.get("/akun").status_code == 302


@pytest.mark.asvs("7.3.1")
def test_staff_sessions_end_after_twelve_hours_of_work(town: Town, client: FlaskClient, hands: Hands) -> None:
    from tests.accounts.conftest import code_now

    staff(town)
    try_in(client, "officer@contoh.example")
    client.post("/masuk/kode", data={"code": code_now()})
    for _each in range(29):
        hands.move(minutes=24)
        assert client.get("/akun").status_code == 200
    hands.move(minutes=25)
    assert client.get("/akun").status_code == 302


def test_residents_stay_for_thirty_idle_days(town: Town, client: FlaskClient, hands: Hands) -> None:
    give_password(town.people["resident"])
    try_in(client, "resident@contoh.example")
    hands.move(days=29)
    assert client.get("/akun").status_code == 200
    hands.move(days=29)
    assert client.get("/akun").status_code == 200
    hands.move(days=31)
    assert client.get("/akun").status_code == 302


def test_a_suspended_person_is_out_at_once(town: Town, client: FlaskClient) -> None:
    account = give_password(town.people["resident"])
    try_in(client, "resident@contoh.example")
    account.suspended_at = account.joined_at
    assert client.get("/akun").status_code == 302
