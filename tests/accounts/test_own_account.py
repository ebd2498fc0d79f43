"""One's own account: profile, password, devices, consents, erasing, mail."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.letters import tag_of
from forum.accounts.models import Consent
from forum.accounts.queries import sessions_of
from forum.core import outbox
from forum.core.db import db
from tests.accounts.conftest import PASSWORD, code_now, give_password, letters, staff, try_in
from tests.conftest import Hands
from tests.factories import Town

NEW = "empat perahu di teluk"


@pytest.fixture
def inside(town: Town, client: FlaskClient) -> FlaskClient:
    give_password(town.people["resident"])
    try_in(client, "resident@contoh.example")
    return client


def test_name_language_and_mail_are_kept(town: Town, inside: FlaskClient) -> None:
    inside.post("/akun", data={"name": "  Nama   Baru ", "language": "en"})
    account = town.people["resident"]
    db.session.refresh(account)
    assert (account.name, account.language, account.mail_digest) == ("Nama Baru", "en", False)
    assert '<html lang="en">' in inside.get("/akun").text


def test_a_refused_profile_keeps_what_was_typed(inside: FlaskClient) -> None:
    answer = inside.post("/akun", data={"name": "x", "language": "id"})
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.text
    assert 'value="x"' in answer.text


@pytest.mark.asvs("6.2.2")
@pytest.mark.asvs("6.2.3")
def test_changing_the_password_needs_the_one_of_now(inside: FlaskClient) -> None:
    wrong = inside.post("/akun/sandi", data={"current": "salah salah salah", "password": NEW})
    assert wrong.status_code == 422
    assert inside.post("/akun/sandi", data={"current": PASSWORD, "password": NEW}).status_code == 303
    assert try_in(inside, "resident@contoh.example").status_code == 422
    assert try_in(inside, "resident@contoh.example", NEW).status_code == 303
    assert ("account_safety", "resident@contoh.example", {"event": "password_changed"}) in letters()


@pytest.mark.asvs("7.4.3")
def test_changing_the_password_signs_other_devices_out(inside: FlaskClient) -> None:
    other = inside.application.test_client()
    try_in(other, "resident@contoh.example")
    inside.post("/akun/sandi", data={"current": PASSWORD, "password": NEW})
    assert inside.get("/akun").status_code == 200
    assert other.get("/akun").status_code == 302


def test_devices_are_listed_and_ended(town: Town, inside: FlaskClient, hands: Hands) -> None:
    other = inside.application.test_client()
    agent = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Mobile Safari/537.36"
    other.post("/masuk", data={"email": "resident@contoh.example", "password": PASSWORD}, headers={"User-Agent": agent})
    page = inside.get("/akun").text
    assert "Chrome, Android" in page
    mark = re.search(r'action="/akun/sesi/([0-9a-f]{16})/akhir"', page)
    assert mark is not None
    assert inside.post(f"/akun/sesi/{mark[1]}/akhir").status_code == 303
    assert other.get("/akun").status_code == 302
    assert inside.get("/akun").status_code == 200


def test_nobody_ends_the_sessions_of_another(town: Town, inside: FlaskClient) -> None:
    give_password(town.people["neighbour"])
    other = inside.application.test_client()
    try_in(other, "neighbour@contoh.example")
    mark = sessions_of(town.people["neighbour"].id)[0].token_hash[:16]
    inside.post(f"/akun/sesi/{mark}/akhir")
    inside.post("/akun/sesi/lain/akhir")
    assert other.get("/akun").status_code == 200


@pytest.mark.asvs("7.5.1")
def test_erasing_empties_the_account_and_keeps_its_row(town: Town, inside: FlaskClient) -> None:
    account = town.people["resident"]
    from forum.accounts.actions.joining import consent

    consent(account)
    assert inside.post("/akun/hapus", data={"password": "salah salah", "sure": "y"}).status_code == 422
    assert inside.post("/akun/hapus", data={"password": PASSWORD}).status_code == 422
    answer = inside.post("/akun/hapus", data={"password": PASSWORD, "sure": "y"})
    assert answer.headers["Location"] == "/masuk?kabar=dihapus"
    db.session.refresh(account)
    assert (account.name, account.email, account.password_hash) == ("Akun dihapus", None, None)
    assert account.anonymised_at is not None
    withdrawn = db.session.scalars(select(Consent.withdrawn_at).where(Consent.account_id == account.id)).all()
    assert withdrawn
    assert None not in withdrawn
    assert inside.get("/akun").status_code == 302
    assert outbox.openers["account"](str(account.id)) is None


def test_holders_of_a_role_cannot_erase_themselves(town: Town, client: FlaskClient) -> None:
    account = staff(town)
    try_in(client, "officer@contoh.example")
    client.post("/masuk/kode", data={"code": code_now()})
    answer = client.post("/akun/hapus", data={"password": PASSWORD, "sure": "y"})
    assert answer.status_code == 409
    assert "masih memegang peran" in answer.text
    db.session.refresh(account)
    assert account.email == "officer@contoh.example"


def test_mail_stops_by_a_link_without_signing_in(town: Town, client: FlaskClient) -> None:
    account = town.people["resident"]
    address = outbox.openers["account"](str(account.id))
    assert address is not None
    assert (address.email, address.language) == ("resident@contoh.example", "id")
    assert address.stop_url is not None
    path = address.stop_url.split("127.0.0.1:8000")[1]
    assert client.get(path).status_code == 200
    assert outbox.openers["account"](str(account.id)) is not None
    client.post(path)
    db.session.refresh(account)
    assert outbox.openers["account"](str(account.id)) is None


def test_a_wrong_tag_stops_nothing_and_is_answered_alike(town: Town, client: FlaskClient) -> None:
    account = town.people["resident"]
    wrong = client.post(f"/surat/berhenti/akun/{account.id}/{'0' * 32}")
    right = client.post(f"/surat/berhenti/akun/{town.people['neighbour'].id}/{tag_of(town.people['neighbour'].id)}")
    assert wrong.status_code == right.status_code == 303
    db.session.refresh(account)
    assert account.mail_digest
