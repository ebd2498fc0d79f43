"""Statements: short, moderated first, near duplicates pointed out, results for everybody and voters for nobody."""

from __future__ import annotations

import contextvars
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from forum.core.db import db
from forum.dialogues.actions import stating, voting
from forum.dialogues.models import Session, Statement
from forum.dialogues.queries import statements as known
from forum.dialogues.rules import statements as rules
from forum.dialogues.rules.statements import AGREE, DISAGREE, PASS, Result
from forum.dialogues.voting_errors import StatementKnown, StatementsClosed, TooManyStatements
from forum.moderation.errors import AlreadyDecided
from forum.moderation.models import Decision
from tests.complaints.counting import statements as counted
from tests.conftest import Hands
from tests.dialogues.voting import BODY, accepted, make_item, make_session, proposed, ref_of
from tests.factories import Town, sign_in

PAGE = "/forum/contoh/2026/90/pernyataan"
KEYS = re.compile(r'name="(?:once|csrf_token)" value="[^"]*"')


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
    return make_session(town)


@pytest.fixture
def resident(app: Flask, town: Town) -> FlaskClient:
    return sign_in(app.test_client(), town.people["resident"])


@pytest.fixture
def moderator(app: Flask, town: Town) -> FlaskClient:
    return sign_in(app.test_client(), town.people["moderator"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Parkir di depan pasar harus ditertibkan", "Penertiban parkir depan pasar harus segera", False),
        ("Parkir di depan pasar harus ditertibkan.", "Parkir depan pasar ditertibkan", True),
        ("Parkir di depan pasar ditertibkan", "Parkir di depan pasar tidak ditertibkan", False),
        ("Lampu jalan di Melati menyala", "Lampu-lampu jalan Melati harus menyala", True),
        ("Halte perlu atap", "Puskesmas perlu dokter gigi", False),
    ],
)
def test_sentences_are_alike_when_most_of_their_stems_are(one: str, other: str, same: bool) -> None:
    assert rules.is_alike(one, other) is same


def test_folding_sees_through_case_and_marks() -> None:
    assert rules.fold("  Café: BUKA  pagi!") == rules.fold("cafe buka pagi")
    assert rules.fold("!!! ???") == "!!! ???"


def test_a_result_tells_n_shares_and_the_wilson_range() -> None:
    result = Result(agree=6, disagree=3, passed=1)
    assert (result.n, result.percent(AGREE), result.percent(DISAGREE), result.percent(PASS)) == (10, 60, 30, 10)
    assert (result.low, result.high) == (31, 83)  # Wilson 1927 for 6 of 10: 0.3127 to 0.8318
    assert not Result(2, 1, 1).is_shown
    assert Result(0, 0, 0).percent(AGREE) == 0


def test_results_are_sorted_by_sure_agreement_or_by_division() -> None:
    rows = [
        ("few", Result(5, 0, 0)),
        ("many", Result(45, 5, 0)),
        ("split", Result(20, 20, 0)),
        ("new", Result(1, 0, 0)),
    ]
    assert [key for key, _result in rules.sorted_by("setuju", rows)] == ["many", "few", "split", "new"]
    assert next(iter(rules.sorted_by("terbelah", rows)))[0] == "split"
    assert rules.sorted_by("terbaru", rows) == rows


def test_a_statement_waits_then_is_shown_then_may_be_hidden_again(town: Town, held: Session) -> None:
    case = proposed(held)
    assert (case.statement.state, known.statements_of(held.id)) == ("waiting", [])
    stating.accept(case, by=town.actor("moderator"))
    with pytest.raises(AlreadyDecided):
        stating.accept(case, by=town.actor("moderator"))
    assert [row.body for row in known.statements_of(held.id)] == [BODY]
    stating.decline(case, "defamation", by=town.actor("moderator"))
    db.session.commit()
    assert known.statements_of(held.id) == []
    assert [(own.state, own.ground) for own in known.own_statements(held.id, "a1")] == [("declined", "defamation")]


def test_the_very_same_words_are_proposed_once_in_a_session(town: Town, held: Session) -> None:
    proposed(held)
    with pytest.raises(StatementKnown):
        stating.propose(held, BODY.upper().rstrip(".") + "!", "a2")
    other = make_session(town, code="OTHER234", number=91)
    assert stating.propose(other, BODY, "a2").state == "waiting"


def test_one_author_cannot_fill_the_queue(held: Session) -> None:
    for number in range(rules.MOST_WAITING):
        stating.propose(held, f"Usul nomor {number} tentang taman", "a1")
    with pytest.raises(TooManyStatements):
        stating.propose(held, "Usul yang berlebih tentang taman", "a1")
    assert stating.propose(held, "Usul orang lain tentang taman", "a2").state == "waiting"


def test_nothing_is_proposed_after_the_thread_closed(held: Session, hands: Hands) -> None:
    hands.move(days=8)
    with pytest.raises(StatementsClosed):
        stating.propose(held, BODY, "a1")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("x" * 141, "paling banyak 140 karakter"),
        ("Pendek", "paling sedikit 10 karakter"),
        ("", "Tulis dulu pernyataannya"),
        ("Hubungi 0812-3456-7890 soal lampu jalan", "Jangan menyebut data pribadi"),
    ],
)
def test_a_wrong_statement_is_refused_at_its_field_with_what_was_typed(
    resident: FlaskClient, held: Session, body: str, said: str
) -> None:
    answer = resident.post(f"{PAGE}/usulan", data={"body": body, "once": "k"})
    assert answer.status_code == 422
    assert said in answer.text.split('id="body-error"')[1].split("</p>")[0]
    assert f'value="{body}"' in answer.text
    assert db.session.scalars(select(Statement)).all() == []


def test_a_hundred_and_forty_characters_are_welcome(resident: FlaskClient, held: Session) -> None:
    body = ("Lampu jalan " * 12)[:139] + "."
    assert resident.post(f"{PAGE}/usulan", data={"body": body, "once": "k"}).status_code == 303
    assert db.session.scalars(select(Statement.body)).one() == body


def test_near_duplicates_are_pointed_out_once_and_may_be_sent_all_the_same(
    town: Town, resident: FlaskClient, held: Session
) -> None:
    accepted(town, held)
    near = "Lampu jalan di Melati harus menyala sebelum akhir tahun ini ya."
    pointed = resident.post(f"{PAGE}/usulan", data={"body": near, "once": "k"})
    assert pointed.status_code == 422
    assert BODY in pointed.text
    sent = resident.post(f"{PAGE}/usulan", data={"body": near, "once": "k", "different": "y"})
    assert sent.status_code == 303
    again = resident.post(f"{PAGE}/usulan", data={"body": near, "once": "k", "different": "y"})
    assert again.status_code == 303  # a double click
    assert len(db.session.scalars(select(Statement)).all()) == 2


def test_a_statement_from_a_thread_belongs_to_its_item_and_to_no_other_sessions(
    town: Town, resident: FlaskClient, held: Session
) -> None:
    item = make_item(held)
    foreign = make_item(make_session(town, code="OTHER234", number=91))
    for number, asked in enumerate((item, foreign)):
        data = {"body": f"Kalimat nomor {number} tentang taman kota", "once": f"k{number}"}
        assert resident.post(f"{PAGE}/usulan?butir={ref_of(asked)}", data=data).status_code == 303
    assert set(db.session.scalars(select(Statement.item_id))) == {item.id, None}


def test_a_visitor_reads_results_and_is_led_to_sign_in_to_answer(
    town: Town, client: FlaskClient, held: Session
) -> None:
    case = accepted(town, held)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert BODY in page.text
    assert "Belum ada jawaban" in page.text
    answer = client.post(f"/forum/pernyataan/{ref_of(case.statement)}/suara", data={"jawaban": "1"})
    assert answer.status_code == 303
    assert answer.location.startswith("/masuk")
    assert client.get(f"{PAGE}?urut=acak").status_code == 404
    assert client.get("/forum/contoh/2026/77/pernyataan").status_code == 404


def test_answering_one_at_a_time_and_changing_the_answer(town: Town, resident: FlaskClient, held: Session) -> None:
    case = accepted(town, held)
    second = accepted(town, held, "Puskesmas perlu buka sampai sore hari.")
    url = f"/forum/pernyataan/{ref_of(case.statement)}/suara"
    assert f'<p class="statement" id="kini" lang="id">{BODY}' in resident.get(PAGE).text
    led = resident.post(url, data={"jawaban": "1", "kembali": "https://example.com/"})
    assert (led.status_code, led.location) == (303, PAGE)
    page = resident.get(PAGE).text
    assert f'<p class="statement" id="kini" lang="id">{second.statement.body}' in page
    assert "1 dari 2 sudah Anda jawab" in page
    assert "Jawaban Anda: setuju. Ubah" in page
    resident.post(url, data={"jawaban": "-1"})
    db.session.expire_all()
    row = db.session.get_one(Statement, case.statement.id)
    assert (row.agree, row.disagree) == (0, 1)
    assert resident.post(url, data={"jawaban": "7"}).status_code == 400


def test_a_vote_after_the_closing_gets_a_clear_sentence(town: Town, resident: FlaskClient, held: Session) -> None:
    case = accepted(town, held)
    stating.close(case, by=town.actor("moderator"))
    late = resident.post(f"/forum/pernyataan/{ref_of(case.statement)}/suara", data={"jawaban": "1"})
    assert late.status_code == 409
    assert "Pernyataan ini sudah ditutup" in late.text
    assert known.find_vote(case.statement.id, f"a{town.people['resident'].id}") is None


def test_few_answers_show_no_result_that_tells_who_answered_what(
    town: Town, client: FlaskClient, held: Session
) -> None:
    case = accepted(town, held)
    for person in range(4):
        voting.vote(case, f"t{person}", AGREE)
    page = client.get(PAGE).text
    assert "4 orang menjawab. Hasilnya tampil mulai 5 jawaban" in page
    assert "100%" not in page
    voting.vote(case, "t9", DISAGREE)
    assert "80%" in client.get(PAGE).text


def test_no_page_shows_who_voted_what_not_even_to_staff(
    app: Flask, town: Town, resident: FlaskClient, moderator: FlaskClient, held: Session
) -> None:
    """The canary: when two voters swap their answers, no page but their own changes by a letter."""
    case = accepted(town, held, author="a99")
    held.statement_id = case.statement.id
    first, second = f"a{town.people['resident'].id}", "t77"
    for voter, value in ((first, AGREE), (second, DISAGREE), ("t1", AGREE), ("t2", PASS), ("t3", PASS)):
        voting.vote(case, voter, value)
    db.session.commit()
    desk = f"/meja/forum/sesi/{ref_of(held)}/pernyataan"
    screen, stranger = f"/aula/{held.hall_code}", sign_in(app.test_client(), town.people["neighbour"])
    watchers = [
        (moderator, f"{desk}?bagian=tampil"), (moderator, desk), (moderator, PAGE), (stranger, PAGE),
        (app.test_client(), PAGE), (app.test_client(), f"{screen}/layar"), (app.test_client(), screen),
        (app.test_client(), f"{screen}/keadaan.json"),
    ]  # fmt: skip

    def seen() -> list[str]:
        return [KEYS.sub("", browser.get(url).text) for browser, url in watchers]

    before, own = seen(), resident.get(PAGE).text
    assert BODY in before[0]
    voting.vote(case, first, DISAGREE)
    voting.vote(case, second, AGREE)
    db.session.commit()
    assert seen() == before
    assert ("Jawaban Anda: setuju" in own, "Jawaban Anda: tidak setuju" in resident.get(PAGE).text) == (True, True)
    assert not any("a99" in page or "t77" in page for page in before)


def test_pages_cost_the_same_however_many_statements_there_are(
    town: Town, resident: FlaskClient, moderator: FlaskClient, held: Session
) -> None:
    desk = f"/meja/forum/sesi/{ref_of(held)}/pernyataan?bagian=tampil"
    urls = ((resident, PAGE), (moderator, desk))
    for number in range(3):
        voting.vote(accepted(town, held, f"Kalimat {number} soal taman kota"), "t1", AGREE)
    costs = [_cost(browser, url) for browser, url in urls]
    for number in range(3, 23):
        voting.vote(accepted(town, held, f"Kalimat {number} soal taman kota", f"a{number}"), "t1", AGREE)
    assert [_cost(browser, url) for browser, url in urls] == costs


def _cost(browser: FlaskClient, url: str) -> int:
    browser.get(url)
    with counted() as ran:
        assert browser.get(url).status_code == 200
    return len(ran)


def test_a_moderator_accepts_declines_with_a_ground_and_closes(
    town: Town, moderator: FlaskClient, resident: FlaskClient, held: Session
) -> None:
    me = f"a{town.people['resident'].id}"
    good, bad = proposed(held, author=me), proposed(held, "Beli obat kuat di toko saya saja.", me)
    desk = f"/meja/forum/sesi/{ref_of(held)}/pernyataan"
    assert moderator.get(desk).text.index(BODY) < moderator.get(desk).text.index("Beli obat")
    base = "/meja/forum/pernyataan"
    refs = {case: ref_of(case.statement) for case in (good, bad)}
    assert moderator.post(f"{base}/{refs[good]}/penerimaan", data={"once": "1"}).location == desk
    assert moderator.get(f"{base}/{refs[bad]}/penolakan").status_code == 200
    assert moderator.post(f"{base}/{refs[bad]}/penolakan", data={"once": "2"}).status_code == 422
    assert moderator.post(f"{base}/{refs[bad]}/penolakan", data={"once": "3", "ground": "spam"}).status_code == 303
    page = resident.get(PAGE).text
    assert "Alasan: Iklan atau kiriman berulang." in page
    assert moderator.post(f"{base}/{refs[good]}/penutupan", data={"once": "4"}).status_code == 303
    db.session.expire_all()
    assert [row.state for row in db.session.scalars(select(Statement).order_by(Statement.id))] == ["closed", "declined"]
    assert [d.verdict for d in db.session.scalars(select(Decision).order_by(Decision.id))] == ["show", "hide"]


@pytest.mark.parametrize("who", ["officer", "resident", "admin"])
def test_only_moderators_of_the_host_decide(app: Flask, town: Town, held: Session, who: str) -> None:
    case = proposed(held)
    browser = sign_in(app.test_client(), town.people[who])
    ref = ref_of(case.statement)
    assert browser.post(f"/meja/forum/pernyataan/{ref}/penerimaan", data={"once": "1"}).status_code == 403
    assert browser.get(f"/meja/forum/sesi/{ref_of(held)}/pernyataan").status_code == 403
    db.session.expire_all()
    assert db.session.get_one(Statement, case.statement.id).state == "waiting"


def test_a_moderator_of_another_government_decides_nothing_here(app: Flask, town: Town) -> None:
    foreign = make_session(
        town, code="OTHER234", number=1, government_id=town.other.id, unit_id=_root_of(town.other.id)
    )
    case = proposed(foreign)
    browser = sign_in(app.test_client(), town.people["moderator"])
    ref = ref_of(case.statement)
    assert browser.post(f"/meja/forum/pernyataan/{ref}/penerimaan", data={"once": "1"}).status_code == 403
    assert browser.post(f"/meja/forum/sesi/{ref_of(foreign)}/layar/butir", data={"once": "2"}).status_code == 403


def _root_of(government_id: int) -> int:
    from forum.units.models import Unit

    return db.session.scalars(select(Unit.id).where(Unit.government_id == government_id)).one()


def test_a_thread_asks_the_statements_about_its_item(town: Town, resident: FlaskClient, held: Session) -> None:
    item = make_item(held)
    case = accepted(town, held)
    case.statement.item_id = item.id
    db.session.commit()
    page = f"/forum/contoh/2026/90/{ref_of(item)}"
    assert f'id="pernyataan-kini" lang="id">{BODY}' in resident.get(page).text
    resident.post(f"/forum/pernyataan/{ref_of(case.statement)}/suara", data={"jawaban": "1", "kembali": page})
    assert 'id="pernyataan-kini"' not in resident.get(page).text
    assert BODY in resident.get(page).text
