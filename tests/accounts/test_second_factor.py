"""Staff cannot act without a second factor; each code works once."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts import rules
from forum.accounts.models import Account, AccountSession, RecoveryCode
from forum.accounts.queries import sessions_of
from forum.core import clock
from forum.core.db import db
from tests.accounts.conftest import code_now, give_factor, give_password, letters, staff, try_in
from tests.conftest import Hands
from tests.factories import Town, sign_in


def unbound(town: Town, who: str = "officer") -> Account:
    account = give_password(town.people[who])
    account.totp_since = None
    db.session.commit()
    return account


def codes_on(page: str) -> list[str]:
    return re.findall(r'<code class="code">([A-Z2-7-]{19})</code>', page)


@pytest.mark.asvs("6.3.3")
def test_the_password_alone_opens_no_page_to_staff(town: Town, client: FlaskClient) -> None:
    staff(town, "admin")
    assert try_in(client, "admin@contoh.example").headers["Location"] == "/masuk/kode"
    for path in ("/pengaturan/orang", "/akun", "/akun/sandi", "/akun/hapus", "/akun/kode-cadangan"):
        assert client.get(path).headers["Location"].startswith("/masuk/kode?next="), path
    assert client.post("/akun/sandi").headers["Location"].startswith("/masuk/kode")
    assert client.get("/akun/faktor-kedua").headers["Location"] == "/masuk/kode"
    assert client.post("/akun/faktor-kedua", data={"code": "1"}).status_code == 303


@pytest.mark.asvs("6.3.3")
def test_staff_without_a_factor_bind_one_first(town: Town, client: FlaskClient) -> None:
    unbound(town)
    assert try_in(client, "officer@contoh.example").headers["Location"] == "/akun/faktor-kedua"
    assert client.get("/akun").headers["Location"].startswith("/akun/faktor-kedua")
    assert client.get("/masuk/kode").headers["Location"] == "/akun/faktor-kedua"


def test_staff_signed_in_elsewhere_are_asked_for_the_factor(town: Town, client: FlaskClient) -> None:
    sign_in(client, town.people["admin"], factor=False)
    assert client.get("/pengaturan/orang").headers["Location"].startswith("/masuk/kode")


def test_binding_shows_codes_until_they_are_kept(town: Town, client: FlaskClient) -> None:
    from pyotp import TOTP

    account = unbound(town)
    try_in(client, "officer@contoh.example")
    page = client.get("/akun/faktor-kedua").text
    found = re.search(r'id="kunci">([A-Z2-7 ]+)<', page)
    assert found is not None
    secret = found[1].replace(" ", "")
    assert client.get("/akun/faktor-kedua").text.count(found[1]) == 1
    wrong = client.post("/akun/faktor-kedua", data={"code": "000000"})
    assert wrong.status_code == 422
    assert "belum cocok" in wrong.text
    right = TOTP(secret).generate_otp(rules.time_step(clock.now()))
    assert client.post("/akun/faktor-kedua", data={"code": right}).headers["Location"] == "/akun/kode-cadangan"
    assert len(set(codes_on(client.get("/akun/kode-cadangan").text))) == 10
    assert client.post("/akun/kode-cadangan/tersimpan").headers["Location"] == "/akun"
    assert client.get("/akun/kode-cadangan").status_code == 303
    db.session.refresh(account)
    assert account.totp_secret is not None
    assert secret not in account.totp_secret
    assert client.get("/akun").status_code == 200
    assert [kind for kind, _to, _said in letters()] == ["account_safety"]


@pytest.mark.asvs("6.5.1")
def test_a_code_works_once(town: Town, client: FlaskClient, hands: Hands) -> None:
    staff(town)
    code = code_now()
    try_in(client, "officer@contoh.example")
    assert client.post("/masuk/kode", data={"code": code}).status_code == 303
    client.post("/keluar")
    try_in(client, "officer@contoh.example")
    again = client.post("/masuk/kode", data={"code": code})
    assert again.status_code == 422
    assert "sudah dipakai" in again.text
    hands.move(seconds=30)
    assert client.post("/masuk/kode", data={"code": code_now()}).status_code == 303


@pytest.mark.parametrize(("later", "status"), [(-2, 422), (-1, 303), (0, 303), (1, 303), (2, 422)])
def test_a_device_may_be_one_step_off(town: Town, client: FlaskClient, later: int, status: int) -> None:
    staff(town)
    try_in(client, "officer@contoh.example")
    assert client.post("/masuk/kode", data={"code": code_now(later)}).status_code == status


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２３４５６", "<script>", "0" * 41])
def test_what_is_no_code_is_refused(town: Town, client: FlaskClient, typed: str) -> None:
    staff(town)
    try_in(client, "officer@contoh.example")
    assert client.post("/masuk/kode", data={"code": typed}).status_code == 422


def test_the_factor_opens_a_new_session(town: Town, client: FlaskClient) -> None:
    account = staff(town)
    try_in(client, "officer@contoh.example")
    with client.session_transaction() as session:
        half = session["_user_id"]
    client.post("/masuk/kode", data={"code": code_now()})
    with client.session_transaction() as session:
        assert session["_user_id"] != half
    assert [s.factor_at is not None for s in sessions_of(account.id)] == [True]


@pytest.mark.asvs("6.5.1")
@pytest.mark.asvs("6.5.2")
def test_a_recovery_code_works_once_and_is_kept_as_a_fingerprint(town: Town, client: FlaskClient) -> None:
    account = staff(town)
    from forum.accounts.actions import factors

    codes = factors.renew_codes(account)
    db.session.commit()
    kept = set(db.session.scalars(select(RecoveryCode.code_hash)))
    assert not kept & {c.replace("-", "") for c in codes}
    try_in(client, "officer@contoh.example")
    assert client.post("/masuk/kode", data={"code": f" {codes[3].lower()} "}).status_code == 303
    client.post("/keluar")
    try_in(client, "officer@contoh.example")
    assert client.post("/masuk/kode", data={"code": codes[3]}).status_code == 422
    assert [said["event"] for kind, _to, said in letters() if kind == "account_safety"] == ["recovery_used"]


def test_residents_may_bind_and_unbind(town: Town, client: FlaskClient, hands: Hands) -> None:
    resident = give_factor(give_password(town.people["resident"]))
    assert try_in(client, "resident@contoh.example").headers["Location"] == "/masuk/kode"
    assert client.get("/akun").status_code == 302
    client.post("/masuk/kode", data={"code": code_now()})
    assert client.get("/akun/faktor-kedua").status_code == 200
    assert client.post("/akun/faktor-kedua/akhir", data={"password": "salah salah"}).status_code == 422
    assert client.post("/akun/faktor-kedua/akhir", data={"password": "tiga ekor kuda laut"}).status_code == 303
    db.session.refresh(resident)
    assert resident.totp_since is None


def test_staff_may_not_unbind(town: Town, client: FlaskClient) -> None:
    staff(town)
    try_in(client, "officer@contoh.example")
    client.post("/masuk/kode", data={"code": code_now()})
    assert client.post("/akun/faktor-kedua/akhir", data={"password": "tiga ekor kuda laut"}).status_code == 403


@pytest.mark.asvs("7.2.3")
def test_tokens_are_random_and_only_their_hash_is_kept(town: Town, client: FlaskClient) -> None:
    staff(town)
    try_in(client, "officer@contoh.example")
    with client.session_transaction() as session:
        token = session["_user_id"]
    assert len(token) >= 32  # 24 bytes in base64: 192 bits
    assert db.session.scalar(select(AccountSession).where(AccountSession.token_hash == token)) is None
