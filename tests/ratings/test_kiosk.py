"""A tablet at a counter: it holds no account, keeps to the survey, and takes one answer every twenty seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum import create_app
from forum.core.db import db
from forum.core.limits import limiter
from forum.ratings.models import Kiosk, SurveyAnswer
from forum.ratings.rules.elements import ELEMENTS
from forum.units.models import DayOff, Service
from tests.conftest import Hands, settings
from tests.factories import Town, build_town, sign_in
from tests.ratings.conftest import TODAY, Browser, make_block, make_point, sent, typed

PIN = "2749"
OPENING = {"opens": "08:00", "closes": "16:00", "weekdays": ["1", "2", "3", "4", "5"], "pin": PIN}


def tablet(app: Flask, town: Town, **other: object) -> FlaskClient:
    """A browser that an officer turned into a tablet."""
    point = make_point(town)
    browser = sign_in(app.test_client(), town.people["officer"])
    done = browser.post("/meja/survei/kios", data={"point": point.ref, **OPENING, **other})
    assert (done.status_code, done.location) == (303, "/kios")
    return browser


def fields(page: str) -> dict[str, str]:
    """What the screen would send by itself."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def walk(browser: FlaskClient, mark: str = "4", **last: str) -> str:
    """From the start to the last screen by taps on answers alone; returns that screen."""
    page = browser.get("/kios").text
    page = browser.post("/kios/jawaban", data=fields(page)).text
    for element in ELEMENTS:
        assert f'name="{element}"' in page
        page = browser.post("/kios/jawaban", data=fields(page) | {element: mark}).text
    return page


def answers() -> list[SurveyAnswer]:
    return list(db.session.scalars(select(SurveyAnswer).order_by(SurveyAnswer.id)))


def test_ten_visitors_in_a_row_without_any_script(app: Flask, town: Town, hands: Hands) -> None:
    browser = tablet(app, town)
    for number in range(10):
        done = browser.post("/kios/jawaban", data=fields(walk(browser)) | {"kirim": "1"})
        assert (done.status_code, done.location) == (303, "/kios?selesai=1"), number
        assert "Terima kasih" in browser.get(done.location).text
        hands.move(seconds=20)
    assert {(a.channel, a.total, a.visited_on) for a in answers()} == {("kiosk", 36, TODAY)}
    assert len(answers()) == 10


def test_the_account_is_signed_out_and_only_the_survey_is_left(app: Flask, town: Town) -> None:
    browser = tablet(app, town)
    with browser.session_transaction() as session:
        assert "_user_id" not in session
    for address in ("/", "/masuk", "/meja/unit", "/pengaduan/tulis", "/unit/contoh/dpu"):
        led = browser.get(address)
        assert (led.status_code, led.location) in ((303, "/kios"), (302, "/masuk?next=/meja/unit")), address
    assert browser.post("/masuk", data={"email": "x@contoh.example"}).location == "/kios"
    page = browser.get("/kios").text
    assert set(re.findall(r'<a [^>]*href="([^"?]+)', page)) <= {"/bahasa/en", "/kios/keluar"}


def test_the_cookie_is_kept_from_scripts_and_hashed(app: Flask, town: Town) -> None:
    browser = tablet(app, town)
    cookie = browser.get_cookie("kios")
    kiosk = db.session.scalars(select(Kiosk)).one()
    assert cookie is not None
    assert cookie.http_only
    assert cookie.value not in (kiosk.token_hash, kiosk.pin_hash)
    assert PIN not in kiosk.pin_hash


def test_a_second_answer_within_twenty_seconds_waits_and_loses_nothing(app: Flask, town: Town, hands: Hands) -> None:
    browser = tablet(app, town)
    browser.post("/kios/jawaban", data=fields(walk(browser)) | {"kirim": "1"})
    hands.move(seconds=12)
    late = fields(walk(browser, "2")) | {"kirim": "1", "words": "Saya menunggu lama."}
    held = browser.post("/kios/jawaban", data=late)
    assert (held.status_code, held.headers["Retry-After"]) == (429, "8")
    assert "8 detik lagi" in held.text
    assert "Saya menunggu lama." in held.text
    assert len(answers()) == 1
    hands.move(seconds=8)
    assert browser.post("/kios/jawaban", data=fields(held.text) | {"kirim": "1"}).status_code == 303
    assert [a.total for a in answers()] == [36, 18]


def test_going_back_keeps_what_was_chosen(app: Flask, town: Town) -> None:
    browser = tablet(app, town)
    page = browser.post("/kios/jawaban", data=fields(browser.get("/kios").text)).text
    page = browser.post("/kios/jawaban", data=fields(page) | {"persyaratan": "3"}).text
    page = browser.post("/kios/jawaban", data=fields(page) | {"kembali": "1"}).text
    assert re.search(r'name="persyaratan" value="3" aria-pressed="true"', page)
    first = browser.post("/kios/jawaban", data=fields(page) | {"kembali": "1"})
    assert first.location == "/kios"


def test_the_next_visitor_finds_it_in_indonesian(app: Flask, town: Town) -> None:
    browser = tablet(app, town)
    assert browser.get("/bahasa/en?next=/kios").location == "/kios"
    assert '<html lang="en">' in browser.get("/kios").text
    assert '<html lang="en">' in browser.get("/kios").text
    assert '<html lang="id">' in browser.get("/kios?awal=1").text
    assert '<html lang="id">' in browser.get("/kios").text


def test_a_gap_leads_to_its_question(app: Flask, town: Town) -> None:
    browser = tablet(app, town)
    given = fields(walk(browser)) | {"kirim": "1"}
    del given["sarana"]
    page = browser.post("/kios/jawaban", data=given)
    assert page.status_code == 422
    assert "Bagaimana mutu sarana" in page.text
    assert answers() == []


def test_a_service_is_asked_for_when_there_are_several(app: Flask, town: Town) -> None:
    other = Service(unit_id=town.works.id, name="Izin galian")
    db.session.add(other)
    db.session.commit()
    browser = tablet(app, town)
    page = browser.post("/kios/jawaban", data=fields(browser.get("/kios").text)).text
    assert "Izin galian" in page
    page = browser.post("/kios/jawaban", data=fields(page) | {"service": str(other.id)}).text
    for element in ELEMENTS:
        page = browser.post("/kios/jawaban", data=fields(page) | {element: "3"}).text
    browser.post("/kios/jawaban", data=fields(page) | {"kirim": "1"})
    assert [a.service_id for a in answers()] == [other.id]


def test_a_token_may_be_typed_and_a_used_one_is_told(app: Flask, town: Town, hands: Hands) -> None:
    browser = tablet(app, town)
    point = db.session.scalars(select(Kiosk)).one().point_id
    from forum.ratings.models import ServicePoint

    code = typed(make_block(town, db.session.get_one(ServicePoint, point)))
    assert browser.post("/kios/jawaban", data=fields(walk(browser)) | {"kirim": "1", "token": code}).status_code == 303
    hands.move(seconds=30)
    again = browser.post("/kios/jawaban", data=fields(walk(browser)) | {"kirim": "1", "token": code})
    assert again.status_code == 422
    assert "sudah dipakai" in again.text
    assert [a.source for a in answers()] == ["token"]
    retry = fields(again.text) | {"kirim": "1", "token": ""}
    assert browser.post("/kios/jawaban", data=retry).status_code == 303


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 17, 23, 59, tzinfo=UTC),  # 7.59 in Makassar
        datetime(2026, 11, 18, 8, 0, tzinfo=UTC),  # 16.00
        datetime(2026, 11, 21, 4, 0, tzinfo=UTC),  # a Saturday
        datetime(2026, 11, 20, 4, 0, tzinfo=UTC),  # a holiday
    ],
)
def test_outside_its_hours_it_is_closed(app: Flask, town: Town, hands: Hands, moment: datetime) -> None:
    db.session.add(DayOff(government_id=None, day=TODAY.replace(day=20), name="Hari contoh"))
    browser = tablet(app, town)
    last = fields(walk(browser)) | {"kirim": "1"}
    hands.set(moment)
    assert "sedang tutup" in browser.get("/kios").text
    assert browser.post("/kios/jawaban", data=last).location == "/kios"
    assert answers() == []


def test_the_pin_leads_out(app: Flask, town: Town) -> None:
    browser = tablet(app, town)
    wrong = browser.post("/kios/keluar", data={"pin": "0000"})
    assert (wrong.status_code, "tidak cocok" in wrong.text) == (422, True)
    assert browser.post("/kios/keluar", data={"pin": PIN}).location == "/masuk"
    assert browser.get_cookie("kios") is None
    assert browser.get("/masuk").status_code == 200


def test_staff_end_it_from_another_device(app: Flask, town: Town) -> None:
    browser = tablet(app, town)
    kiosk_id = db.session.scalars(select(Kiosk)).one().id
    nurse = sign_in(app.test_client(), town.people["nurse"])
    assert nurse.post(f"/meja/survei/kios/{kiosk_id}/penutupan").status_code == 404
    last = fields(walk(browser)) | {"kirim": "1"}
    head = sign_in(app.test_client(), town.people["head"])
    assert "Loket 1" in head.get("/meja/survei/kios").text
    assert head.post(f"/meja/survei/kios/{kiosk_id}/penutupan").status_code == 303
    assert browser.post("/kios/jawaban", data=last).location == "/kios"
    assert "Tablet belum dibuka" in browser.get("/kios").text
    assert browser.get("/masuk").status_code == 200
    assert answers() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"pin": "123"}, "4 sampai 8 angka"), ({"pin": "1234"}, "mudah ditebak"), ({"pin": "77777"}, "mudah ditebak"),
     ({"closes": "07:00"}, "sesudah jam mulai"), ({"weekdays": []}, "paling sedikit satu hari"),
     ({"point": "zzzzzzz"}, "Pilih salah satu")],
)  # fmt: skip
def test_a_tablet_needs_a_counter_hours_and_a_pin(app: Flask, town: Town, wrong: dict[str, str], said: str) -> None:
    point = make_point(town)
    browser = sign_in(app.test_client(), town.people["officer"])
    page = browser.post("/meja/survei/kios", data={"point": point.ref, **OPENING, **wrong})
    assert page.status_code == 422
    assert said in page.text
    assert db.session.scalars(select(Kiosk)).all() == []


def test_another_units_counter_is_no_choice(app: Flask, town: Town) -> None:
    point = make_point(town)
    nurse = sign_in(app.test_client(), town.people["nurse"])
    assert nurse.post("/meja/survei/kios", data={"point": point.ref, **OPENING}).status_code == 422
    moderator = sign_in(app.test_client(), town.people["moderator"])
    assert moderator.get("/meja/survei/kios").status_code == 403


@pytest.fixture
def limited(database_url: str, tmp_path: Path, hands: Hands) -> Iterator[Flask]:
    """The application with its limits on."""
    app = create_app(settings(tmp_path / "limited", database_url) | {"RATELIMIT_ENABLED": True})
    app.test_client_class = Browser
    limiter.reset()
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_the_pin_cannot_be_tried_on_and_on(limited: Flask) -> None:
    browser = tablet(limited, build_town())
    tries = [browser.post("/kios/keluar", data={"pin": f"{n:04}"}).status_code for n in range(6)]
    assert tries == [422] * 5 + [429]
    assert browser.post("/kios/keluar", data={"pin": PIN}).status_code == 429


def test_a_busy_address_pays_with_a_proof_of_work(limited: Flask) -> None:
    import hashlib

    from forum.core import proof

    town = build_town()
    browser = limited.test_client()
    form = "/unit/contoh/dpu/nilai"
    for number in range(60):
        given = sent(service=str(town.service.id), once=f"k{number}")
        assert browser.post(form, data=given).status_code == 303
    given = sent("1", service=str(town.service.id), once="satu-lagi", words="Tetap ada.")
    page = browser.post(form, data=given)
    assert page.status_code == 429
    assert "Tetap ada." in page.text
    challenge = fields(page.text)["challenge"]
    answer = next(n for n in range(10**8)
                  if proof.has_zero_bits(hashlib.sha256(f"{challenge}:{n}".encode()).digest(), proof.BITS))  # fmt: skip
    paid = browser.post(form, data=given | {"challenge": challenge, "answer": str(answer)})
    assert paid.status_code == 303
