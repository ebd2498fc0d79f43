"""One person is one voice: an account and a hall code on the same phone count once, whichever came first."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.db import db
from forum.dialogues.actions import attending, parting, voting
from forum.dialogues.models import AgendaItem, Attendance, Backing, HallDevice, HallToken, Session, Statement, Vote
from forum.dialogues.queries import sessions
from forum.dialogues.rules.statements import AGREE, DISAGREE, PASS
from tests.conftest import Hands
from tests.dialogues.test_hall import HALL, Browser, code
from tests.dialogues.voting import accepted, make_item, make_session, ref_of
from tests.factories import Town, make_account, sign_in


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


def join(phone: FlaskClient, session: Session, serial: int = 1) -> None:
    phone.get(HALL)
    sent = phone.post(f"{HALL}/masuk", data={"code": code(session, serial), "kind": "user", "once": f"m{serial}"})
    assert sent.status_code == 303


def say(phone: FlaskClient, statement: Statement, answer: int) -> None:
    sent = phone.post(f"/forum/pernyataan/{ref_of(statement)}/suara", data={"jawaban": str(answer), "kembali": HALL})
    assert (sent.status_code, sent.location) == (303, HALL)


def leave(phone: FlaskClient) -> None:
    assert phone.post("/keluar").status_code == 303


def votes() -> list[tuple[str, int]]:
    return [(vote.voter, vote.value) for vote in db.session.scalars(select(Vote).order_by(Vote.statement_id))]


def counts(statement_id: int) -> tuple[int, int, int]:
    db.session.expire_all()
    row = db.session.get_one(Statement, statement_id)
    return row.agree, row.disagree, row.passed


def test_a_code_then_the_account_on_one_phone_is_one_answer(app: Flask, town: Town, held: Session) -> None:
    statement = accepted(town, held).statement
    other = accepted(town, held, "Pasar malam pindah ke lapangan timur.").statement
    me, phone = town.people["resident"], app.test_client()
    join(phone, held)
    say(phone, statement, AGREE)
    say(phone, other, PASS)
    sign_in(phone, me)
    say(phone, statement, DISAGREE)
    assert votes() == [(f"a{me.id}", DISAGREE), (f"a{me.id}", PASS)]
    assert counts(statement.id) == (0, 1, 0)
    assert counts(other.id) == (0, 0, 1)


def test_the_account_then_a_code_on_one_phone_is_one_answer(app: Flask, town: Town, held: Session) -> None:
    statement = accepted(town, held).statement
    me, phone = town.people["resident"], sign_in(app.test_client(), town.people["resident"])
    say(phone, statement, AGREE)
    leave(phone)
    join(phone, held)
    assert "Jawaban Anda: setuju" in phone.get(f"/forum/contoh/{held.year}/{held.number}/pernyataan").text
    say(phone, statement, DISAGREE)
    assert votes() == [(f"a{me.id}", DISAGREE)]
    assert counts(statement.id) == (0, 1, 0)


def test_what_the_account_said_elsewhere_before_meets_what_the_code_said(
    app: Flask, town: Town, held: Session, hands: Hands
) -> None:
    case = accepted(town, held)
    statement, me = case.statement, town.people["resident"]
    voting.vote(case, f"a{me.id}", AGREE)
    db.session.commit()
    hands.move(minutes=1)
    phone = app.test_client()
    join(phone, held)
    say(phone, statement, DISAGREE)
    assert counts(statement.id) == (1, 1, 0), "nobody can know yet"
    sign_in(phone, me)
    phone.post(f"{HALL}/masuk", data={"kind": "user", "once": "hadir"})
    assert votes() == [(f"a{me.id}", DISAGREE)], "the later answer counts"
    assert counts(statement.id) == (0, 1, 0)
    attended = db.session.get_one(Session, held.id).attended
    assert (attended, db.session.query(Attendance).count()) == (1, 1)


def test_being_there_counts_once_the_other_way_too(app: Flask, town: Town, held: Session) -> None:
    phone = sign_in(app.test_client(), town.people["resident"])
    phone.post(f"{HALL}/masuk", data={"kind": "user", "once": "hadir"})
    leave(phone)
    join(phone, held)
    assert db.session.get_one(Session, held.id).attended == 1
    token = db.session.scalars(select(HallToken).where(HallToken.used_at.is_not(None))).one()
    assert token.serial == 1, "the code is used all the same"


def test_supports_of_both_are_one(app: Flask, town: Town, held: Session) -> None:
    item = make_item(held)
    me, phone = town.people["resident"], app.test_client()
    join(phone, held)
    token = db.session.scalars(select(HallToken).where(HallToken.used_at.is_not(None))).one()
    for voter in (f"a{me.id}", f"t{token.id}"):
        db.session.add(Backing(subject_id=item.subject_id, voter=voter, at=held.starts_at))
    item.support_count = 2
    db.session.commit()
    sign_in(phone, me)
    phone.post(f"{HALL}/masuk", data={"kind": "user", "once": "hadir"})
    assert [each.voter for each in db.session.scalars(select(Backing))] == [f"a{me.id}"]
    assert db.session.get_one(AgendaItem, item.id, populate_existing=True).support_count == 1


def test_a_second_account_on_a_shared_phone_keeps_its_own_voice(app: Flask, town: Town, held: Session) -> None:
    statement = accepted(town, held).statement
    first, second = town.people["resident"], make_account("tetangga", None, None, town.government)
    phone = app.test_client()
    join(phone, held)
    for person, answer in ((first, AGREE), (second, DISAGREE)):
        sign_in(phone, person)
        say(phone, statement, answer)
        leave(phone)
    assert sorted(votes()) == sorted([(f"a{first.id}", AGREE), (f"a{second.id}", DISAGREE)])
    assert counts(statement.id) == (1, 1, 0)


def test_another_phone_is_another_voice_and_the_page_says_so(app: Flask, town: Town, held: Session) -> None:
    statement = accepted(town, held).statement
    hall, home = app.test_client(), sign_in(app.test_client(), town.people["resident"])
    join(hall, held)
    say(hall, statement, AGREE)
    say(home, statement, AGREE)
    assert counts(statement.id) == (2, 0, 0)
    page = app.test_client().get(f"/forum/contoh/{held.year}/{held.number}/pernyataan").text
    assert "kode di satu ponsel dan akun di ponsel lain, keduanya terhitung" in page


def test_reading_ties_nothing_and_what_is_kept_names_nobody(app: Flask, town: Town, held: Session) -> None:
    statement = accepted(town, held).statement
    phone = sign_in(app.test_client(), town.people["resident"])
    for address in (HALL, f"/forum/contoh/{held.year}/{held.number}/pernyataan"):
        assert phone.get(address).status_code == 200
    assert db.session.query(HallDevice).count() == 0
    say(phone, statement, AGREE)
    say(phone, statement, PASS)
    (row,) = db.session.scalars(select(HallDevice)).all()
    assert len(row.account_hash) == 64
    assert set(HallDevice.__table__.columns.keys()) == {
        "device_hash", "session_id", "account_hash", "sealed_account", "at",
    }  # fmt: skip


def test_an_erased_account_leaves_no_phone(app: Flask, town: Town, held: Session) -> None:
    statement = accepted(town, held).statement
    me, phone = town.people["resident"], sign_in(app.test_client(), town.people["resident"])
    say(phone, statement, AGREE)
    parting.forget_account(me.id)
    db.session.commit()
    assert db.session.query(HallDevice).count() == 0
    assert votes()[0][0].startswith("x")
