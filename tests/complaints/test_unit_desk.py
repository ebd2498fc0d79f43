"""The unit's inbox: whose cases, in which order, and what may be filtered, taken and handed over."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from forum.complaints.actions import answering, verifying
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core.db import db
from forum.units.models import Unit
from tests.conftest import Hands
from tests.factories import Town, assigned, make_account, resolved, sign_in, submit


@pytest.fixture
def officer(client: FlaskClient, town: Town) -> FlaskClient:
    return sign_in(client, town.people["officer"])


def at_clinic(town: Town, body: str) -> Complaint:
    complaint = cases.lock(submit(town, body).complaint.id)
    verifying.assign(complaint, town.clinic, by=town.actor("moderator"))
    db.session.commit()
    return complaint


def numbers_in(page: str) -> list[str]:
    return re.findall(r'<span class="number">(CTH-2026-\d{6})</span>', page)


def listed(browser: FlaskClient, **asked: Any) -> list[str]:
    response = browser.get("/meja/unit", query_string=asked)
    assert response.status_code == 200
    return numbers_in(response.text)


def fresh(complaint_id: int) -> Complaint:
    db.session.rollback()
    return cases.lock(complaint_id)


def test_lists_cases_of_own_unit_and_below_by_deadline(officer: FlaskClient, town: Town, hands: Hands) -> None:
    first = assigned(town, "Jalan berlubang di depan sekolah kami.").number
    at_clinic(town, "Antrean puskesmas panjang sekali hari ini.")
    hands.move(days=1)
    below = cases.lock(assigned(town, "Selokan mampet sejak hujan kemarin.").id)
    answering.forward(below, town.branch, "Wilayah timur kota", by=town.actor("officer"))
    db.session.commit()
    assert listed(officer) == [first, below.number]
    assert listed(officer, urut="terbaru") == [below.number, first]
    assert listed(officer, unit=town.branch.id) == [below.number]


def test_unverified_cases_are_not_on_the_desk(officer: FlaskClient, town: Town) -> None:
    submit(town, unit_id=town.works.id)
    assert listed(officer) == []


def test_filters_by_state_holder_class_category_and_lateness(officer: FlaskClient, town: Town, hands: Hands) -> None:
    waiting = resolved(town, "Pohon tumbang menutup jalan desa.").number
    mine = assigned(town, "Lampu merah di simpang lima mati.", category_id=town.category.id)
    answering.take(cases.lock(mine.id), town.people["officer"].id, "Officer", by=town.actor("officer"))
    db.session.commit()
    free = assigned(town, "Berapa biaya izin galian?", class_="information").number
    assert listed(officer, keadaan="menunggu-pelapor") == [waiting]
    assert listed(officer, petugas="saya") == [mine.number]
    assert listed(officer, petugas="kosong") == [free]
    assert listed(officer, petugas="rekan") == []
    assert listed(officer, jenis="information") == [free]
    assert listed(officer, kategori=town.category.id) == [mine.number]
    assert listed(officer, terlambat="1") == []
    hands.move(days=30)
    assert sorted(listed(officer, terlambat="1")) == sorted([mine.number, free])


def test_finds_by_words_by_number_and_confidential_ones_by_headline(officer: FlaskClient, town: Town) -> None:
    lamp = assigned(town, "Lampu jalan padam di Melati.")
    secret = assigned(town, "Petugas meminta uang pelicin.", is_confidential=True)
    assert listed(officer, q="lampu") == [lamp.number]
    assert listed(officer, q=secret.number.lower()) == [secret.number]
    assert listed(officer, q=str(secret.seq)) == [secret.number]
    assert listed(officer, q="pelicin") == [secret.number]
    assert listed(officer, q="tidakada") == []


def test_a_case_of_another_unit_is_not_found_by_its_number(officer: FlaskClient, town: Town) -> None:
    other = at_clinic(town, "Antrean puskesmas panjang sekali hari ini.")
    assert listed(officer, q=other.number) == []


@pytest.mark.parametrize("asked", ["unit=99999", "unit=x", "kategori=x", "hal=%21%21", "urut=naik", "keadaan=apa",
                                   "hal=W2ZhbHNlLCJ4IiwxXQ"])  # fmt: skip
def test_unknown_filters_count_as_not_asked(officer: FlaskClient, town: Town, asked: str) -> None:
    number = assigned(town).number
    assert numbers_in(officer.get(f"/meja/unit?{asked}").text) == [number]


def test_pages_follow_each_other_without_gap(officer: FlaskClient, town: Town, hands: Hands) -> None:
    all_numbers = []
    for k in range(23):
        all_numbers.append(assigned(town, f"Laporan nomor {k} tentang jalan.").number)
        hands.move(hours=7)
    first = officer.get("/meja/unit").text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = officer.get(following[1].replace("&amp;", "&")).text
    assert numbers_in(first) + numbers_in(second) == all_numbers
    back = re.search(r'rel="prev" href="([^"]+)"', second)
    assert back
    assert numbers_in(officer.get(back[1].replace("&amp;", "&")).text) == all_numbers[:20]


def test_the_inbox_costs_the_same_for_many_cases(officer: FlaskClient, town: Town) -> None:
    assigned(town)
    officer.get("/meja/unit")
    few = count_statements(officer)
    for k in range(9):
        assigned(town, f"Laporan lain nomor {k} tentang jalan.")
    assert count_statements(officer) == few


def count_statements(browser: FlaskClient) -> int:
    seen: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_: object) -> None:
        seen.append(statement)

    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert browser.get("/meja/unit").status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_supporting_units_find_the_case_in_their_tab(client: FlaskClient, town: Town) -> None:
    complaint = cases.lock(submit(town).complaint.id)
    verifying.assign(complaint, town.works, [town.clinic], by=town.actor("moderator"))
    db.session.commit()
    nurse = sign_in(client, town.people["nurse"])
    assert listed(nurse) == []
    assert listed(nurse, bagian="pendukung") == [complaint.number]


def test_takes_several_at_once_but_none_of_a_colleague(officer: FlaskClient, town: Town) -> None:
    free, held, other = assigned(town, "Jalan A rusak berat."), assigned(town, "Jalan B rusak berat."), at_clinic(
        town, "Antrean puskesmas panjang."
    )  # fmt: skip
    answering.take(cases.lock(held.id), town.people["colleague"].id, "Colleague", by=town.actor("officer"))
    db.session.commit()
    sent = {"number": [free.number, held.number, other.number, "CTH-2026-999999"], "once": "k1"}
    response = officer.post("/meja/unit/penanganan", data=sent, follow_redirects=True)
    assert "1 laporan Anda ambil." in response.text
    assert "3 laporan dilewati" in response.text
    assert fresh(free.id).officer_id == town.people["officer"].id
    assert fresh(held.id).officer_id == town.people["colleague"].id
    assert fresh(other.id).officer_id is None


def test_visitors_sign_in_residents_are_refused_and_staff_give_their_factor_first(
    client: FlaskClient, town: Town
) -> None:
    number = assigned(town).number
    assert client.get("/meja/unit").status_code == 302
    sign_in(client, town.people["resident"])
    assert client.get("/meja/unit").status_code == 403
    sign_in(client, town.people["officer"], factor=False)
    response = client.post(f"/meja/unit/{number}/jawaban", data={"body": "x" * 40})
    assert response.status_code == 302
    assert "/masuk/kode" in response.location


@pytest.mark.parametrize("who", ["moderator", "inspector", "admin", "pembina"])
def test_other_staff_have_no_unit_desk(client: FlaskClient, town: Town, who: str) -> None:
    assert sign_in(client, town.people[who]).get("/meja/unit").status_code == 403


ACTS = ["jawaban", "perkembangan", "penyelesaian", "penanganan", "penerusan", "usulan-pemindahan", "catatan"]


@pytest.mark.parametrize("act", ["", *(f"/{act}" for act in ACTS)])
def test_cases_of_other_units_and_unknown_ones_answer_alike(client: FlaskClient, town: Town, act: str) -> None:
    number = assigned(town).number
    nurse = sign_in(client, town.people["nurse"])
    sent = {"body": "Tulisan yang cukup panjang untuk diterima.", "note": "x", "officer": "", "below": "1",
            "forward_reason": "x" * 20, "transfer_reason": "x" * 20}  # fmt: skip
    ask = (lambda n: nurse.post(f"/meja/unit/{n}{act}", data=sent)) if act else (lambda n: nurse.get(f"/meja/unit/{n}"))
    other, unknown = ask(number), ask("CTH-2026-999999")
    assert other.status_code == unknown.status_code == 404
    strip = re.compile(r'(name="(?:csrf_token|once)" value=")[^"]*|CTH-2026-\d+')
    assert strip.sub("", other.text) == strip.sub("", unknown.text)


def test_units_below_do_not_reach_up(client: FlaskClient, town: Town) -> None:
    number = assigned(town).number
    branch = db.session.get_one(Unit, town.branch.id)
    clerk = make_account("clerk", "officer", branch, town.government)
    db.session.commit()
    assert sign_in(client, clerk).get(f"/meja/unit/{number}").status_code == 404
