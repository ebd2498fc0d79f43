"""An administrator sees what was given up by kind and id only, and may start it again."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from forum.core import mail, outbox
from forum.core.db import db
from forum.pages.words import LETTERS
from tests.conftest import Hands
from tests.factories import Town, sign_in

EMAIL = Path(__file__).parents[2] / "templates" / "email"


def fail_always(*_: object) -> None:
    raise ConnectionRefusedError("mail server away")


def test_a_letter_is_given_up_after_eight_tries_and_started_again(
    app: Flask, client: FlaskClient, town: Town, hands: Hands
) -> None:
    reader = outbox.seal_reference("account", str(town.people["resident"].id))
    letter = outbox.queue("verified", reader, {"number": "CTH-2026-000001", "government": "Kota Contoh",
                                               "headline": "rahasia", "unit": "DPU", "due": "2026-11-27"})  # fmt: skip
    letter_id = letter.id
    db.session.commit()
    sent_before, mail.deliver = mail.deliver, fail_always
    try:
        for _ in range(outbox.MOST_TRIES):
            hands.move(hours=12)
            mail.send_waiting()
    finally:
        mail.deliver = sent_before
    assert db.session.get_one(outbox.Letter, letter_id).dead_at is not None
    sign_in(client, town.people["admin"])
    page = client.get("/pengaturan/surat")
    assert letter_id in page.text
    assert "<b>Laporan diverifikasi</b>" in page.text
    assert "ConnectionRefusedError" in page.text
    assert "resident@contoh.example" not in page.text
    assert "rahasia" not in page.text
    assert client.post(f"/pengaturan/surat/{letter_id}/pengiriman", data={"once": "a"}).status_code == 303
    hands.move(minutes=1)
    mail.send_waiting()
    again = db.session.get_one(outbox.Letter, letter_id)
    assert (again.dead_at, again.sent_at is not None) == (None, True)


def test_an_unknown_letter_is_404(client: FlaskClient, town: Town) -> None:
    sign_in(client, town.people["admin"])
    assert client.post("/pengaturan/surat/nichts/pengiriman", data={"once": "b"}).status_code == 404


def test_every_kind_of_letter_has_words() -> None:
    kinds = {path.stem for path in EMAIL.glob("*.txt")} - {"base", "_case"}
    assert kinds == set(LETTERS)
