"""The IKM on other sites: framed by anybody, without cookie or script; no other page may be framed."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.db import db
from forum.units.models import Service
from tests.complaints.counting import statements
from tests.factories import Town, sign_in
from tests.ratings.conftest import give, give_ten
from tests.ratings.polled import answer, answers, hold_round
from tests.ratings.test_skm_arithmetic import sekadau

WIDGET = "/unit/contoh/dpu/ikm/widget"
BADGE = "/unit/contoh/dpu/ikm/lencana.svg"


@pytest.mark.asvs("3.4.3")
def test_the_widget_alone_may_be_framed(town: Town, client: FlaskClient) -> None:
    sent = client.get(WIDGET)
    assert "frame-ancestors *" in sent.headers["Content-Security-Policy"]
    assert "script-src 'none'" in sent.headers["Content-Security-Policy"]
    assert "default-src 'none'" in sent.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in sent.headers
    assert sent.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    for other in ("/unit/contoh/dpu/ikm", "/ikm?kota=contoh", "/unit/contoh/dpu/suara", BADGE, "/?kota=contoh"):
        headers = client.get(other).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], other
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if other == BADGE else "same-origin")


def test_a_missing_unit_may_not_be_framed(town: Town, client: FlaskClient) -> None:
    sent = client.get("/unit/contoh/tidak-ada/ikm/widget")
    assert sent.status_code == 404
    assert "frame-ancestors 'none'" in sent.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", [WIDGET, BADGE])
def test_no_cookie_is_set(town: Town, client: FlaskClient, address: str) -> None:
    sent = client.get(address)
    assert "Set-Cookie" not in sent.headers
    assert sent.headers["Cache-Control"] == "public, max-age=300"


def test_it_shows_figure_grade_number_and_period_and_leads_on(town: Town, client: FlaskClient) -> None:
    hold_round(town)
    answers(town, sekadau())
    page = client.get(WIDGET).text
    assert "<strong>78,74</strong>" in page
    assert "mutu B (baik)" in page
    assert "49 responden, Triwulan III 2026" in page
    link = re.search(r"<a href=\"([^\"]+)\" target=\"_blank\" rel=\"noopener\">", page)
    assert link is not None
    assert link[1].startswith("http")
    assert link[1].endswith("/unit/contoh/dpu/ikm")
    assert "<script" not in page
    assert "<form" not in page


def test_its_language_stands_in_the_address(town: Town, client: FlaskClient) -> None:
    assert '<html lang="id">' in client.get(WIDGET).text
    assert '<html lang="en">' in client.get(f"{WIDGET}?bahasa=en").text
    assert '<html lang="id">' in client.get(f"{WIDGET}?bahasa=xx").text


@pytest.mark.parametrize("address", [WIDGET, BADGE])
def test_who_holds_the_same_gets_304_until_an_answer_changes_it(town: Town, client: FlaskClient, address: str) -> None:
    answer(town, [3] * 9, on=date(2026, 11, 3))
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    answer(town, [4] * 9, on=date(2026, 11, 3))
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_the_badge_is_a_plain_picture(town: Town, client: FlaskClient) -> None:
    hold_round(town)
    answers(town, sekadau())
    sent = client.get(BADGE)
    assert sent.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    drawing = ET.fromstring(sent.data)
    words = "".join(drawing.itertext())
    assert "78,74 B (n = 49)" in words
    assert {each.tag.split("}")[1] for each in drawing.iter()} == {"svg", "title", "rect", "path", "g", "text"}


def test_without_a_figure_both_say_so(town: Town, client: FlaskClient) -> None:
    assert "Belum ada jawaban." in client.get(WIDGET).text
    assert "belum ada jawaban" in client.get(BADGE).text
    answer(town, [3, 3, 3, 3, 3, 3, 3, 3, None], on=date(2026, 11, 3))
    assert "penanganan pengaduan" in client.get(WIDGET).text
    assert "tidak dapat dihitung" in client.get(BADGE).text


def test_a_name_cannot_break_out(town: Town, client: FlaskClient) -> None:
    town.works.name = 'Dinas "A" <b>& B'
    db.session.add(Service(unit_id=town.works.id, name="x"))
    db.session.commit()
    assert "<b>" not in client.get(WIDGET).text
    page = client.get("/unit/contoh/dpu/ikm").text
    snippet = page.split('id="bingkai"')[1].split("</textarea>")[0]
    assert "&amp;#34;A&amp;#34;" in snippet  # so that what is copied holds an escaped quotation mark


def test_signed_in_people_get_no_shared_copy(app: Flask, town: Town) -> None:
    client = sign_in(app.test_client(), town.people["officer"])
    assert client.get(WIDGET).headers["Cache-Control"] == "no-store"


def test_a_frame_costs_two_questions(town: Town, client: FlaskClient) -> None:
    client.get(WIDGET)
    with statements() as few:
        client.get(WIDGET)
    answers(town, sekadau()[:10], on=date(2026, 11, 3))
    with statements() as many:
        client.get(WIDGET)
    assert len(few) == len(many) <= 3


def test_frame_and_badge_say_how_many_wait(town: Town, client: FlaskClient) -> None:
    given = give_ten(town)[0].month
    assert given == "2026-11"
    page = client.get(WIDGET).text
    assert "<strong>75,00</strong>" in page
    assert "10 responden, 5 di antaranya menunggu, November 2026" in page
    assert "75,00 C (n = 10; 5 menunggu)" in client.get(BADGE).text


def test_while_all_wait_the_badge_says_so_and_gives_no_figure(town: Town, client: FlaskClient) -> None:
    give(town)
    assert "belum ditampilkan" in client.get(BADGE).text
    page = client.get(WIDGET).text
    assert "Belum ditampilkan: 1 jawaban menunggu, paling sedikit 9 lagi diperlukan" in page
    assert "75,00" not in page
