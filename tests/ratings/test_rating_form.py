"""A resident rates a service: no account, nothing kept that tells who, every word kept when something is wrong."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.models import Consent
from forum.core.db import db
from forum.ledger.models import Act, Leaf
from forum.moderation.models import Standing
from forum.ratings.models import OpenAnswer, OpenAnswerCopy, SurveyAnswer
from forum.units.models import Service
from tests.conftest import Hands
from tests.factories import Town, sign_in
from tests.ratings.conftest import FORM, TODAY, give, make_block, make_point, sent, typed
from tests.ratings.polled import LAST, hold_round


def answers() -> list[SurveyAnswer]:
    return list(db.session.scalars(select(SurveyAnswer).order_by(SurveyAnswer.id)))


def test_the_form_asks_nine_worded_questions(client: FlaskClient, town: Town) -> None:
    page = client.get(FORM).text
    assert len(re.findall(r"<fieldset[^>]*question", page)) == 9
    for words in ("Sangat mahal", "Gratis", "Dikelola dengan baik", "Tidak berlaku", "Perbaikan lampu jalan"):
        assert words in page


def test_an_answer_counts_without_an_account(client: FlaskClient, town: Town) -> None:
    done = client.post(FORM, data=sent("4", service=str(town.service.id), waktu="tb", age="26_35"))
    assert (done.status_code, done.location) == (303, f"{FORM}/terima-kasih")
    [answer] = answers()
    assert (answer.total, answer.answered, answer.waktu, answer.age) == (32, 8, None, "26_35")
    assert (answer.channel, answer.source, answer.standing) == ("web", "open", "counted")
    assert "Terima kasih" in client.get(done.location).text


def test_the_consent_and_the_leaf_stand_on_the_answer_and_no_minute_does(client: FlaskClient, town: Town,
                                                                          hands: Hands) -> None:  # fmt: skip
    hands.move(minutes=37, seconds=12)
    client.post(FORM, data=sent(service=str(town.service.id), words="Antreannya lama, loket kedua kosong."))
    [answer] = answers()
    consent = db.session.scalars(select(Consent).where(Consent.subject_id == answer.subject_id)).one()
    assert (consent.purpose, consent.version, consent.account_id) == ("rating", "2026-11", None)
    leaf = db.session.get_one(Leaf, answer.leaf_index)
    assert (leaf.kind, leaf.subject_id) == ("rating", answer.subject_id)
    act = db.session.scalars(select(Act).where(Act.subject_id == answer.subject_id)).one()
    said = db.session.scalars(select(OpenAnswer)).one()
    standing = db.session.get_one(Standing, said.subject_id)
    copy = db.session.scalars(select(OpenAnswerCopy)).one()
    for moment in (answer.received_at, consent.at, act.at, standing.since, copy.at):
        assert (moment.minute, moment.second) == (0, 0)


def test_words_wait_for_a_moderator_masked(client: FlaskClient, town: Town) -> None:
    client.post(FORM, data=sent(service=str(town.service.id), words="Hubungi saya di 0812-3456-7890 saja."))
    said = db.session.scalars(select(OpenAnswer)).one()
    copy = db.session.scalars(select(OpenAnswerCopy)).one()
    assert "0812-3456-7890" in said.body
    assert "3456" not in copy.body
    assert db.session.get_one(Standing, said.subject_id).state == "waiting"


def test_a_gap_is_told_beside_its_question_and_the_rest_is_kept(client: FlaskClient, town: Town) -> None:
    given = sent("2", service=str(town.service.id), words="Kata-kata saya tetap di sini.")
    del given["biaya"]
    page = client.post(FORM, data=given)
    assert page.status_code == 422
    assert 'id="biaya-error"' in page.text
    assert 'id="waktu-error"' not in page.text
    assert "Kata-kata saya tetap di sini." in page.text
    assert len(re.findall(r'<input checked[^>]*value="2"', page.text)) == 8
    assert answers() == []


@pytest.mark.parametrize("mark", ["0", "5", "-1", "3.5", "baik", ""])
def test_a_mark_off_the_scale_counts_nothing(client: FlaskClient, town: Town, mark: str) -> None:
    assert client.post(FORM, data=sent(service=str(town.service.id), waktu=mark)).status_code == 422
    assert answers() == []


def test_nothing_but_tidak_berlaku_is_no_answer(client: FlaskClient, town: Town) -> None:
    page = client.post(FORM, data=sent("tb", service=str(town.service.id), words="Loketnya tutup sebelum jam dua."))
    assert page.status_code == 422
    first = page.text.split('id="persyaratan"')[1].split("</fieldset>")[0]
    assert "Beri nilai paling sedikit untuk satu pertanyaan." in first
    assert "Loketnya tutup sebelum jam dua." in page.text
    assert len(re.findall(r"<input checked [^>]*value=\"tb\"", page.text)) == 9
    assert answers() == []


@pytest.mark.parametrize(("days", "said"), [(1, "belum tiba"), (-31, "30 hari terakhir")])
def test_a_day_that_cannot_be_is_told(client: FlaskClient, town: Town, days: int, said: str) -> None:
    day = (TODAY + timedelta(days=days)).isoformat()
    page = client.post(FORM, data=sent(service=str(town.service.id), visited_on=day))
    assert page.status_code == 422
    assert said in page.text


def test_a_double_click_is_one_answer(client: FlaskClient, town: Town) -> None:
    given = sent(service=str(town.service.id), once="satu-kunci")
    assert [client.post(FORM, data=given).status_code for _each in range(2)] == [303, 303]
    assert len(answers()) == 1


def test_the_service_is_chosen_among_the_open_ones(client: FlaskClient, town: Town) -> None:
    closed = Service(unit_id=town.works.id, name="Layanan lama", status="closed")
    other = Service(unit_id=town.works.id, name="Izin galian")
    foreign = Service(unit_id=town.clinic.id, name="Imunisasi")
    db.session.add_all([closed, other, foreign])
    db.session.commit()
    page = client.get(f"{FORM}?layanan={other.id}").text
    assert "Layanan lama" not in page
    assert re.search(rf'<input checked[^>]*value="{other.id}"', page)
    for wrong in ("", closed.id, foreign.id, "x"):
        assert client.post(FORM, data=sent(service=str(wrong))).status_code == 422
    assert client.post(FORM, data=sent(service=str(other.id))).status_code == 303
    assert answers()[0].service_id == other.id


def test_staff_of_the_branch_are_told_before_they_fill_it_in(app: Flask, town: Town) -> None:
    for who in ("officer", "moderator"):
        browser = sign_in(app.test_client(), town.people[who])
        page = browser.get(FORM)
        assert "Pegawai tidak dapat menilai unitnya sendiri" in page.text
        assert "<fieldset" not in page.text
        assert browser.post(FORM, data=sent(service=str(town.service.id))).status_code == 409
    nurse = sign_in(app.test_client(), town.people["nurse"])
    assert nurse.post(FORM, data=sent(service=str(town.service.id))).status_code == 303
    assert len(answers()) == 1


def test_an_account_rates_a_service_once_in_ninety_days(app: Flask, town: Town, hands: Hands) -> None:
    resident = sign_in(app.test_client(), town.people["resident"])
    assert "mencatat tanggal akun ini" in resident.get(FORM).text
    assert resident.post(FORM, data=sent(service=str(town.service.id))).status_code == 303
    assert "mulai 16 Februari 2027" in resident.get(FORM).text
    assert resident.post(FORM, data=sent(service=str(town.service.id))).status_code == 409
    hands.move(days=90)
    again = sent(service=str(town.service.id), visited_on="2027-02-16")
    assert resident.post(FORM, data=again).status_code == 303
    assert len(answers()) == 2


def test_a_unit_without_services_or_gone_says_so(client: FlaskClient, town: Town) -> None:
    assert "belum mencantumkan layanan" in client.get("/unit/contoh/pkm-melati/nilai").text
    town.works.status = "closed"
    db.session.commit()
    assert "sudah tidak ada" in client.get(FORM).text
    assert client.post(FORM, data=sent(service=str(town.service.id))).status_code == 409
    assert client.get("/unit/contoh/entah/nilai").status_code == 404


def test_a_poster_leads_to_its_counter(client: FlaskClient, town: Town) -> None:
    point = make_point(town)
    led = client.get(f"/l/{point.ref.upper()}")
    assert led.location == f"{FORM}?titik={point.ref}&kanal=poster"
    assert "Anda di Dinas Pekerjaan Umum, Loket 1." in client.get(led.location).text
    client.post(FORM, data=sent(service=str(town.service.id), titik=point.ref, kanal="poster"))
    assert (answers()[0].point_id, answers()[0].channel) == (point.id, "poster")


def test_a_poster_of_a_closed_counter_says_so_and_leads_on(client: FlaskClient, town: Town) -> None:
    point = make_point(town)
    point.status = "closed"
    db.session.commit()
    page = client.get(f"/l/{point.ref}")
    assert page.status_code == 404
    assert "Dinas Pekerjaan Umum" in page.text
    assert FORM in page.text
    assert client.get("/l/tidakada").status_code == 404


def test_a_foreign_point_or_channel_is_no_point_of_this_unit(client: FlaskClient, town: Town) -> None:
    point = make_point(town)
    point.unit_id = town.clinic.id
    db.session.commit()
    client.post(FORM, data=sent(service=str(town.service.id), titik=point.ref, kanal="paper"))
    assert (answers()[0].point_id, answers()[0].channel) == (None, "web")


def test_a_token_makes_a_verified_visit_once(client: FlaskClient, town: Town) -> None:
    block = make_block(town, make_point(town))
    given = sent(service=str(town.service.id), token=typed(block).lower().replace("-", " "))
    assert client.post(FORM, data=given).status_code == 303
    assert (answers()[0].source, answers()[0].visited_on) == ("token", TODAY)
    page = client.post(FORM, data=given)
    assert page.status_code == 422
    assert "sudah dipakai" in page.text
    assert 'id="token-error"' in page.text
    assert len(answers()) == 1


def test_a_token_stands_in_the_form_that_its_code_opens(client: FlaskClient, town: Town) -> None:
    point = make_point(town)
    code = typed(make_block(town, point))
    led = client.get(f"/l/{point.ref}?token={code}")
    assert f'value="{code}"' in client.get(led.location).text


def test_forged_expired_and_foreign_tokens_count_nothing(client: FlaskClient, town: Town, hands: Hands) -> None:
    point = make_point(town)
    block = make_block(town, point)
    good = typed(block, 2)
    forged = good[:-1] + ("0" if good[-1] != "0" else "1")
    withdrawn = make_block(town, point)
    withdrawn.ended_at = hands.now
    beyond = make_block(town, point, size=1)
    early = make_block(town, point, day=TODAY + timedelta(days=1))
    for code, said in ((forged, "tidak dikenal"), ("ABC", "tidak dikenal"), (typed(withdrawn), "tidak dikenal"),
                       (typed(beyond, 2), "tidak dikenal"), (typed(early), "berlaku mulai 19 Nov")):  # fmt: skip
        page = client.post(FORM, data=sent(service=str(town.service.id), token=code))
        assert (page.status_code, said in page.text) == (422, True), said
    hands.move(days=31)
    day = (TODAY + timedelta(days=31)).isoformat()
    page = client.post(FORM, data=sent(service=str(town.service.id), token=good, visited_on=day))
    assert "lewat masanya" in page.text
    assert db.session.scalar(select(func.count()).select_from(SurveyAnswer)) == 0


def test_the_thanks_page_is_the_same_for_everybody(app: Flask, town: Town) -> None:
    give(town)
    pages = {re.sub(r'value="[^"]*"', "", app.test_client().get(f"{FORM}/terima-kasih").text) for _each in range(2)}
    assert len(pages) == 1


def test_a_round_whose_make_up_is_on_view_takes_no_late_answer(town: Town, client: FlaskClient) -> None:
    """Two looks at it, one answer apart, would tell who that was."""
    hold_round(town)
    refused = client.post(FORM, data=sent(visited_on=LAST.isoformat(), sex="laki_laki"))
    assert refused.status_code == 422
    assert db.session.query(SurveyAnswer).count() == 0
