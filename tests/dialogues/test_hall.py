"""The hall: phones join with a single-use code, answer and ask; the big screen shows what the moderator chose."""

from __future__ import annotations

import contextvars
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from forum.core.db import db
from forum.dialogues.actions import attending, stating, voting
from forum.dialogues.models import Attendance, Backing, HallToken, Post, Session, Statement, Vote
from forum.dialogues.queries import sessions
from forum.dialogues.rules.statements import AGREE
from tests.complaints.counting import statements as counted
from tests.dialogues.voting import BODY, accepted, make_item, make_session, proposed, ref_of
from tests.factories import Town, sign_in

HALL = "/aula/ABCD2345"
STATE = f"{HALL}/keadaan.json"


class Browser(FlaskClient):
    """Each request in an application context of its own, as on a server."""

    def open(self, *args: Any, **more: Any) -> TestResponse:
        db.session.commit()
        answer = contextvars.Context().run(super().open, *args, **more)
        db.session.rollback()
        return answer


@pytest.fixture
def app(app: Flask) -> Flask:
    app.test_client_class = Browser
    return app


@pytest.fixture
def held(town: Town) -> Session:
    session = make_session(town)
    attending.make_tokens(sessions.lock(session.id), 5, by=town.actor("moderator"))
    db.session.commit()
    return session


@pytest.fixture
def moderator(app: Flask, town: Town) -> FlaskClient:
    return sign_in(app.test_client(), town.people["moderator"])


def code(session: Session, serial: int = 1) -> str:
    return attending.code_of(session.id, serial)


def joined(app: Flask, session: Session, serial: int = 1) -> FlaskClient:
    """A phone in the hall."""
    phone = app.test_client()
    assert phone.get(HALL).status_code == 200
    sent = phone.post(f"{HALL}/masuk", data={"code": code(session, serial), "kind": "user", "once": f"masuk-{serial}"})
    assert sent.status_code == 303
    return phone


@pytest.mark.parametrize("path", ["", "/layar", "/keadaan.json"])
def test_an_unknown_hall_is_told_in_plain_words(client: FlaskClient, town: Town, path: str) -> None:
    answer = client.get(f"/aula/ZZZZ9999{path}")
    assert answer.status_code == 404
    assert "tidak ditemukan" in answer.text.lower()
    assert client.post("/aula/ZZZZ9999/masuk", data={"code": "AAAA1111"}).status_code == 404


def test_a_phone_joins_with_its_code_once_even_when_sent_twice(app: Flask, held: Session) -> None:
    phone = app.test_client()
    phone.get(HALL)
    for once in ("same", "same", "other"):
        data = {"code": code(held).lower(), "kind": "media", "once": once}
        assert phone.post(f"{HALL}/masuk", data=data).status_code == 303
    assert [row.kind for row in db.session.scalars(select(Attendance))] == ["media"]
    assert "Ikut dari ponsel ini" not in phone.get(HALL).text


def test_a_used_or_unknown_code_is_told_at_its_field(app: Flask, held: Session) -> None:
    joined(app, held)
    other = app.test_client()
    used = other.post(f"{HALL}/masuk", data={"code": code(held), "kind": "user", "once": "b"})
    assert (used.status_code, "sudah dipakai di ponsel lain" in used.text) == (409, True)
    wrong = other.post(f"{HALL}/masuk", data={"code": "KELIRU", "kind": "user", "once": "c"})
    assert wrong.status_code == 422
    assert "tidak dikenal" in wrong.text.split('id="code-error"')[1].split("</p>")[0]
    assert 'value="KELIRU"' in wrong.text


def test_the_qr_of_a_card_fills_in_its_code(client: FlaskClient, held: Session) -> None:
    assert f'value="{code(held)}"' in client.get(f"{HALL}?kode={code(held)}").text


def test_the_cookie_of_a_phone_is_closed_to_scripts_and_other_sites(app: Flask, held: Session) -> None:
    set_cookie = app.test_client().get(HALL).headers["Set-Cookie"]
    assert all(word in set_cookie for word in ("HttpOnly", "SameSite=Lax", "Path=/"))
    app.config["SESSION_COOKIE_SECURE"] = True
    secure = [each for each in app.test_client().get(HALL).headers.getlist("Set-Cookie") if "aula" in each]
    assert secure[0].startswith("__Host-aula=")
    assert "Secure" in secure[0]


def test_the_database_keeps_neither_codes_nor_phones_in_the_clear(app: Flask, held: Session) -> None:
    phone = joined(app, held)
    cookie = phone.get_cookie("aula")
    assert cookie is not None
    kept = " ".join(f"{row.token_hash} {row.device_hash}" for row in db.session.scalars(select(HallToken)))
    assert code(held) not in kept
    assert cookie.value not in kept


def test_a_phone_votes_on_what_the_hall_is_asked_and_has_no_voice_elsewhere(
    app: Flask, town: Town, held: Session
) -> None:
    case = accepted(town, held)
    held.statement_id = case.statement.id
    foreign = accepted(town, make_session(town, code="OTHER234", number=91))
    phone = joined(app, held)
    assert BODY in phone.get(HALL).text
    sent = phone.post(f"/forum/pernyataan/{ref_of(case.statement)}/suara", data={"jawaban": "1", "kembali": HALL})
    assert (sent.status_code, sent.location) == (303, HALL)
    elsewhere = phone.post(f"/forum/pernyataan/{ref_of(foreign.statement)}/suara", data={"jawaban": "1"})
    assert elsewhere.location.startswith("/masuk")
    token = db.session.scalars(select(HallToken).where(HallToken.used_at.is_not(None))).one()
    assert [(vote.voter, vote.value) for vote in db.session.scalars(select(Vote))] == [(f"t{token.id}", AGREE)]
    assert "Jawaban Anda: setuju" in phone.get(HALL).text


def test_an_account_takes_part_without_a_code_and_is_counted_once(app: Flask, town: Town, held: Session) -> None:
    phone = sign_in(app.test_client(), town.people["resident"])
    assert "Catat kehadiran saya" in phone.get(HALL).text
    for once in ("a", "b"):
        assert phone.post(f"{HALL}/masuk", data={"kind": "civil", "once": once}).status_code == 303
    assert [row.account_id for row in db.session.scalars(select(Attendance))] == [town.people["resident"].id]
    assert "Catat kehadiran saya" not in phone.get(HALL).text


def test_questions_come_from_phones_and_stand_by_support(app: Flask, town: Town, held: Session) -> None:
    item = make_item(held)
    held.item_id = item.id
    db.session.commit()
    one, two = joined(app, held, 1), joined(app, held, 2)
    for phone, words in ((one, "Kapan lampu di gang dua menyala?"), (two, "Siapa yang menjaga lampunya nanti?")):
        sent = phone.post(f"{HALL}/pertanyaan", data={"butir": ref_of(item), "body": words, "once": words[:9]})
        assert sent.status_code == 303
    first = db.session.scalars(select(Post).order_by(Post.id)).first()
    assert first is not None
    assert (first.kind, first.author_id, first.shown_name) == ("question", None, None)
    backed = f"{HALL}/dukungan/{ref_of(first)}"
    assert two.post(backed, data={"once": "x"}).status_code == 303
    assert two.post(backed, data={"once": "y"}).status_code == 303  # once only
    live = one.get(STATE).get_json()["html"]
    assert live.index("Kapan lampu") < live.index("Siapa yang menjaga")
    assert len(db.session.scalars(select(Backing)).all()) == 1
    two.post(backed, data={"once": "z", "batal": "1"})
    assert db.session.scalars(select(Backing)).all() == []
    short = one.post(f"{HALL}/pertanyaan", data={"butir": ref_of(item), "body": "Kapan?", "once": "s"})
    assert (short.status_code, "paling sedikit 10 karakter" in short.text) == (422, True)


def test_a_visitor_only_reads(client: FlaskClient, held: Session) -> None:
    item = make_item(held)
    sent = client.post(f"{HALL}/pertanyaan", data={"butir": ref_of(item), "body": "Kapan lampu menyala?", "once": "q"})
    assert (sent.status_code, sent.location) == (303, HALL)
    assert db.session.scalars(select(Post)).all() == []


def test_the_moderator_turns_the_pages_of_the_screen(
    app: Flask, town: Town, moderator: FlaskClient, held: Session
) -> None:
    first, second = make_item(held, "Lampu jalan padam", 1), make_item(held, "Antrean puskesmas", 2)
    case, waiting = accepted(town, held), proposed(held, "Pernyataan yang masih menunggu moderator.")
    desk = f"/meja/forum/sesi/{ref_of(held)}"
    screen = app.test_client()

    def shown() -> str:
        return str(screen.get(STATE).get_json()["html"])

    moderator.post(f"{desk}/layar/butir", data={"butir": ref_of(first), "once": "1"})
    assert "Lampu jalan padam" in shown()
    assert "Butir berikutnya: Antrean puskesmas" in moderator.get(f"{desk}/pernyataan").text
    moderator.post(f"{desk}/layar/butir", data={"butir": ref_of(second), "once": "2"})
    moderator.post(f"{desk}/layar/pernyataan", data={"pernyataan": ref_of(case.statement), "once": "3"})
    assert all(words in shown() for words in ("Antrean puskesmas", "Butir 2 dari 2", BODY))
    refused = moderator.post(f"{desk}/layar/pernyataan", data={"pernyataan": ref_of(waiting.statement), "once": "4"})
    assert refused.status_code == 409
    foreign = make_item(make_session(town, code="OTHER234", number=91), "Butir kota lain")
    assert moderator.post(f"{desk}/layar/butir", data={"butir": ref_of(foreign), "once": "5"}).status_code == 409
    moderator.post(f"{desk}/layar/pernyataan", data={"once": "6"})
    assert BODY not in shown()


def test_what_is_hidden_meanwhile_leaves_the_screen(town: Town, client: FlaskClient, held: Session) -> None:
    case = accepted(town, held)
    held.statement_id = case.statement.id
    assert BODY in client.get(f"{HALL}/layar").text
    stating.decline(case, "sara", by=town.actor("moderator"))
    assert BODY not in client.get(f"{HALL}/layar").text


def test_an_unchanged_state_is_answered_with_304_and_no_words(client: FlaskClient, town: Town, held: Session) -> None:
    case = accepted(town, held)
    held.statement_id = case.statement.id
    first = client.get(STATE)
    again = client.get(STATE, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    place = client.get(f"{STATE}?bagian=letak")
    voting.vote(case, "t1", AGREE)
    changed = client.get(STATE, headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, changed.get_json()["n"]) == (200, 1)
    still = client.get(f"{STATE}?bagian=letak", headers={"If-None-Match": place.headers["ETag"]})
    assert still.status_code == 304  # phones hear of another page only


def test_a_moment_of_memory_spares_the_database(app: Flask, town: Town, held: Session) -> None:
    app.config["PAGE_MEMORY"] = "5"
    phone = app.test_client()
    phone.get(STATE)
    with counted() as ran:
        assert phone.get(STATE).status_code == 200
    assert len(ran) == 0


def test_the_screen_refreshes_without_script_and_names_where_to_join(client: FlaskClient, held: Session) -> None:
    page = client.get(f"{HALL}/layar").text
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert HALL in page
    assert 'class="qr"' in page


def test_a_phones_page_costs_the_same_in_a_full_hall(app: Flask, town: Town, held: Session) -> None:
    item = make_item(held)
    case = accepted(town, held)
    held.item_id, held.statement_id = item.id, case.statement.id
    phone = joined(app, held)
    phone.get(HALL)
    with counted() as few:
        phone.get(HALL)
    for person in range(30):
        voting.vote(case, f"t{person + 100}", AGREE)
        stating.propose(held, f"Kalimat {person} soal taman kota", f"a{person}")
        make_item(held, f"Butir {person}", person + 2)
    with counted() as many:
        phone.get(HALL)
    assert len(many) == len(few)
    assert db.session.get_one(Statement, case.statement.id).agree == 30
