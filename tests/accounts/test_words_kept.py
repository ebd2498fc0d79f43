"""A session that ends while somebody writes costs them no word."""

from __future__ import annotations

from flask.testing import FlaskClient

from forum.complaints.queries import cases
from tests.conftest import Hands
from tests.factories import Town, assigned, sign_in

WORDS = "Petugas kami sudah memeriksa lampu itu, besok pagi diganti."


def test_what_was_written_comes_back_and_nothing_is_sent(client: FlaskClient, town: Town, hands: Hands) -> None:
    number = assigned(town).number
    sign_in(client, town.people["officer"])
    hands.move(days=401)
    sent = {"body": WORDS, "last": "0", "once": "kunci-panjang dengan spasi"}
    desk = f"http://localhost/meja/unit/{number}"
    answer = client.post(f"/meja/unit/{number}/jawaban", data=sent, headers={"Referer": desk})
    assert answer.status_code == 401
    assert WORDS in answer.text
    assert "kunci-panjang" not in answer.text
    assert f"/masuk?next=/meja/unit/{number}" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert cases.find_number(number).state == "assigned"


def test_passwords_are_never_shown(client: FlaskClient, town: Town) -> None:
    words = "kuda benar baterai staples"
    answer = client.post("/akun/sandi", data={"current": words, "password": words})
    assert words not in answer.text
    assert answer.status_code == 302


def test_the_way_back_stays_on_this_site(client: FlaskClient, town: Town) -> None:
    number = assigned(town).number
    elsewhere = {"Referer": "https://jahat.example/meja/unit"}
    answer = client.post(f"/meja/unit/{number}/catatan", data={"note": WORDS}, headers=elsewhere)
    assert answer.status_code == 401
    assert "jahat" not in answer.text
    assert 'href="/masuk"' in answer.text
