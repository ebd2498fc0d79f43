"""Registration, forgotten passwords, new addresses: links work once, and answers tell nobody who has an account."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.models import Account, Consent, OneTimeLink
from forum.accounts.queries import find_by_email, sessions_of
from forum.core import mail
from forum.core.db import db
from tests.accounts.conftest import PASSWORD, code_now, give_password, letters, staff, try_in, words_of
from tests.conftest import Hands
from tests.factories import Town

NEW = "empat perahu di teluk"
FORM = {"name": "Warga Contoh", "email": "baru@contoh.example", "password": NEW, "consent": "y"}


def last_path(kind: str) -> str:
    path: str = [said["path"] for found, _to, said in letters() if found == kind][-1]
    return path


def test_an_address_proves_itself_before_there_is_an_account(town: Town, client: FlaskClient) -> None:
    assert client.post("/daftar", data=FORM).headers["Location"] == "/surat/terkirim"
    assert find_by_email("baru@contoh.example") is None
    path = last_path("confirm_account")
    assert client.get(path).status_code == 200
    assert client.post(path, data={"password": "bukan yang itu"}).status_code == 422
    assert client.post(path, data={"password": NEW}).status_code == 303
    account = find_by_email("baru@contoh.example")
    assert account is not None
    consent = db.session.scalars(select(Consent).where(Consent.account_id == account.id)).one()
    assert (consent.purpose, consent.version) == ("account", "2026-11")
    assert "Warga Contoh" in client.get("/akun").text


@pytest.mark.asvs("6.4.1")
def test_a_registration_link_works_once(town: Town, client: FlaskClient) -> None:
    client.post("/daftar", data=FORM)
    path = last_path("confirm_account")
    client.post(path, data={"password": NEW})
    assert client.get(path).status_code == 404
    assert client.post(path, data={"password": NEW}).status_code == 404


@pytest.mark.asvs("6.4.1")
def test_a_registration_link_ends_after_two_days(town: Town, client: FlaskClient, hands: Hands) -> None:
    client.post("/daftar", data=FORM)
    hands.move(hours=48, seconds=1)
    answer = client.get(last_path("confirm_account"))
    assert answer.status_code == 404
    assert "kedaluwarsa" in answer.text


def test_registering_a_known_address_is_answered_alike(town: Town, client: FlaskClient) -> None:
    new = client.post("/daftar", data=FORM)
    known = client.post("/daftar", data={**FORM, "email": "resident@contoh.example"})
    assert (new.status_code, new.headers["Location"]) == (known.status_code, known.headers["Location"])
    assert {(kind, to) for kind, to, _said in letters()} == {
        ("confirm_account", "baru@contoh.example"),
        ("already_registered", "resident@contoh.example"),
    }
    assert db.session.scalar(select(func.count()).select_from(OneTimeLink)) == 2


def test_a_forgotten_password_is_answered_alike(town: Town, client: FlaskClient) -> None:
    known = client.post("/sandi/lupa", data={"email": "resident@contoh.example"})
    unknown = client.post("/sandi/lupa", data={"email": "nobody@contoh.example"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert {kind for kind, _to, _said in letters()} == {"reset", "reset_unknown"}
    assert words_of(client.get("/surat/terkirim")) == words_of(client.get("/surat/terkirim"))


@pytest.mark.asvs("7.4.3")
def test_a_reset_link_works_once_and_signs_every_device_out(town: Town, client: FlaskClient) -> None:
    account = give_password(town.people["resident"])
    try_in(client, "resident@contoh.example")
    other = client.application.test_client()
    other.post("/sandi/lupa", data={"email": "resident@contoh.example"})
    path = last_path("reset")
    assert other.post(path, data={"password": NEW}).status_code == 303
    assert client.get("/akun").status_code == 302
    assert len(sessions_of(account.id)) == 1
    assert other.post(path, data={"password": PASSWORD}).status_code == 404
    assert try_in(client, "resident@contoh.example").status_code == 422
    assert try_in(client, "resident@contoh.example", NEW).status_code == 303


def test_a_reset_link_ends_after_an_hour(town: Town, client: FlaskClient, hands: Hands) -> None:
    client.post("/sandi/lupa", data={"email": "resident@contoh.example"})
    path = last_path("reset")
    hands.move(minutes=61)
    assert client.get(path).status_code == 404


@pytest.mark.asvs("6.3.4")
def test_a_reset_does_not_go_round_the_second_factor(town: Town, client: FlaskClient) -> None:
    staff(town)
    client.post("/sandi/lupa", data={"email": "officer@contoh.example"})
    answer = client.post(last_path("reset"), data={"password": NEW})
    assert answer.headers["Location"] == "/masuk/kode"
    assert client.get("/akun").status_code == 302
    client.post("/masuk/kode", data={"code": code_now()})
    assert client.get("/akun").status_code == 200


def test_a_suspended_account_gets_no_reset(town: Town, client: FlaskClient) -> None:
    account = give_password(town.people["resident"])
    account.suspended_at = account.joined_at
    client.post("/sandi/lupa", data={"email": "resident@contoh.example"})
    assert [kind for kind, _to, _said in letters()] == ["reset_unknown"]


@pytest.mark.asvs("7.5.1")
def test_a_new_address_counts_once_it_answered(town: Town, client: FlaskClient) -> None:
    account = give_password(town.people["resident"])
    try_in(client, "resident@contoh.example")
    refused = client.post("/akun/surel", data={"email": "pindah@contoh.example", "password": "salah sekali"})
    assert refused.status_code == 422
    client.post("/akun/surel", data={"email": "pindah@contoh.example", "password": PASSWORD})
    assert account.email == "resident@contoh.example"
    path = last_path("email_change")
    assert client.get(path).status_code == 200
    client.post(path)
    db.session.refresh(account)
    assert account.email == "pindah@contoh.example"
    assert ("account_safety", "resident@contoh.example", {"event": "email_changed"}) in letters()
    assert client.post(path, data={"once": "other"}).status_code == 404


def test_a_link_for_one_account_moves_no_other(town: Town, client: FlaskClient) -> None:
    give_password(town.people["resident"])
    neighbour = give_password(town.people["neighbour"])
    try_in(client, "resident@contoh.example")
    client.post("/akun/surel", data={"email": "pindah@contoh.example", "password": PASSWORD})
    path = last_path("email_change")
    try_in(client, "neighbour@contoh.example")
    assert client.post(path).status_code == 404
    db.session.refresh(neighbour)
    assert neighbour.email == "neighbour@contoh.example"


def test_every_letter_can_be_read_in_both_languages(town: Town, client: FlaskClient) -> None:
    client.post("/daftar", data=FORM)
    client.post("/daftar", data={**FORM, "email": "resident@contoh.example"})
    client.post("/sandi/lupa", data={"email": "resident@contoh.example"})
    client.post("/sandi/lupa", data={"email": "nobody@contoh.example"})
    from forum.accounts.actions import links, own, staffing
    from forum.accounts.actions.joining import tell_owner

    own.ask_new_email(town.people["resident"], "lain@contoh.example")
    own.ask_new_email(town.people["resident"], "officer@contoh.example")
    staffing.invite("petugas@contoh.example", "en", "officer", town.works, by=town.people["admin"].id)
    for event in ("password_changed", "factor_added", "factor_removed", "recovery_used", "email_changed",
                  "account_erased"):  # fmt: skip
        tell_owner(town.people["resident"], event)
    db.session.commit()
    from forum.core import outbox
    from forum.core.outbox import Address, Letter

    kinds = set()
    for letter in db.session.scalars(select(Letter)).all():
        address = outbox.open_reference(letter.recipient)
        assert address is not None
        for language in ("id", "en"):
            with client.application.test_request_context():
                message = mail.compose(letter, Address(address.email, language))
            assert message["Subject"], letter.kind
            kinds.add(letter.kind)
    assert links.PATHS
    assert kinds == {"confirm_account", "already_registered", "reset", "reset_unknown", "email_change", "email_taken",
                     "invitation", "account_safety"}  # fmt: skip


def test_accounts_hold_no_address_twice(town: Town, client: FlaskClient) -> None:
    client.post("/daftar", data=FORM)
    client.post("/daftar", data={**FORM, "name": "Warga Kedua"})
    paths = [said["path"] for _kind, _to, said in letters()]
    assert [client.post(path, data={"password": NEW}).status_code for path in paths] == [303, 404]
    assert db.session.scalar(select(func.count()).where(Account.email == "baru@contoh.example")) == 1
