"""The receipt: the code for an hour and for the visit that wrote, and a file that proves what came in."""

from __future__ import annotations

import hashlib
import json

from flask import Flask
from flask.testing import FlaskClient

from forum.complaints.queries import private
from forum.core.db import db
from forum.ledger.rules import canonical, commitment
from tests.conftest import Hands
from tests.factories import LOREM, Town, sign_in, submit

FORM = {"body": LOREM, "village": "Melati", "naming": "hidden", "consent": "y", "once": "kunci-1"}


def written(client: FlaskClient) -> str:
    """Address of the receipt of a complaint just written."""
    client.get("/pengaduan/tulis?kota=contoh")
    return str(client.post("/pengaduan/tulis?kota=contoh", data=FORM).location)


def code_on(page: str) -> str:
    return page.partition('id="kode">')[2].partition("<")[0]


def test_the_writer_sees_number_code_and_deadline(client: FlaskClient, town: Town) -> None:
    page = client.get(written(client)).text
    assert "CTH-2026-000001" in page
    assert private.find_by_code("CTH-2026-000001", code_on(page)) is not None
    assert "Senin 23 November 2026" in page
    assert "<svg" in page


def test_the_code_stands_in_no_address(client: FlaskClient, town: Town) -> None:
    page = client.get(written(client)).text
    code = code_on(page)
    assert f"={code}" not in page
    assert f"/{code}" not in page


def test_nobody_else_sees_it(app: Flask, client: FlaskClient, town: Town) -> None:
    address = written(client)
    stranger = app.test_client()
    assert stranger.get(address).location == "/lacak"
    assert stranger.get(f"{address}.json").location == "/lacak"
    assert stranger.get("/pengaduan/CTH-2026-999999/tanda-terima").location == "/lacak"


def test_after_an_hour_the_code_is_gone(client: FlaskClient, town: Town, hands: Hands) -> None:
    address = written(client)
    hands.move(minutes=59)
    assert code_on(client.get(address).text)
    hands.move(minutes=2)
    assert client.get(address).location == "/lacak"


def test_the_owner_sees_the_receipt_without_the_code(client: FlaskClient, town: Town, hands: Hands) -> None:
    sign_in(client, town.people["resident"])
    address = written(client)
    hands.move(hours=2)
    page = client.get(address)
    assert page.status_code == 200
    assert not code_on(page.text)


def test_the_file_opens_the_commitment_of_its_leaf(client: FlaskClient, town: Town) -> None:
    told = json.loads(client.get(f"{written(client)}.json").data)
    opened = commitment(bytes.fromhex(told["salt"]), told["content"])
    assert opened.hex() == told["entry"]["c"]
    assert hashlib.sha256(b"\0" + canonical(told["entry"])).hexdigest() == told["hash"]
    assert (told["content"]["body"], told["index"]) == (LOREM, 0)


def test_the_file_without_text_holds_no_word(client: FlaskClient, town: Town) -> None:
    told = client.get(f"{written(client)}.json?teks=0").text
    assert LOREM not in told
    assert "salt" not in told


def test_it_is_kept_nowhere(client: FlaskClient, town: Town) -> None:
    answer = client.get(written(client))
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'content="noindex"' in answer.text


def test_a_receipt_of_another_is_not_opened_by_a_visit(client: FlaskClient, town: Town) -> None:
    written(client)
    other = submit(town).complaint
    db.session.commit()
    assert client.get(f"/pengaduan/{other.number}/tanda-terima").location == "/lacak"
