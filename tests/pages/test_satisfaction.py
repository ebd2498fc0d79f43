"""The IKM stands on the front page of a place and on a unit's page, with its grade and number."""

from __future__ import annotations

from datetime import date

from flask.testing import FlaskClient

from tests.factories import Town
from tests.ratings.polled import answers, hold_round
from tests.ratings.test_skm_arithmetic import sekadau


def figure(page: str) -> str:
    return page.split("<dt>Kepuasan warga (IKM)</dt>")[1].split("</div>", maxsplit=1)[0]


def test_front_page_and_unit_page_show_figure_grade_and_number(town: Town, client: FlaskClient) -> None:
    hold_round(town)
    answers(town, sekadau())
    for address, onward in (("/?kota=contoh", "/ikm?kota=contoh"), ("/unit/contoh/dpu", "/unit/contoh/dpu/ikm")):
        shown = figure(client.get(address).text)
        assert "78,74" in shown
        assert "mutu B (baik), 49 responden, Triwulan III 2026" in shown
        assert f'href="{onward}"' in shown


def test_without_a_round_the_month_stands_there(town: Town, client: FlaskClient) -> None:
    answers(town, [[3] * 9], on=date(2026, 11, 3))
    assert "1 responden, November 2026" in figure(client.get("/unit/contoh/dpu").text)


def test_an_element_nobody_answered_is_told(town: Town, client: FlaskClient) -> None:
    answers(town, [[3, 3, 3, None, 3, 3, 3, 3, 3]], on=date(2026, 11, 3))
    assert "tidak dapat dihitung: belum ada jawaban untuk biaya" in figure(client.get("/?kota=contoh").text)


def test_before_any_answer_it_says_so(town: Town, client: FlaskClient) -> None:
    assert "belum ada jawaban" in figure(client.get("/?kota=contoh").text)
    assert "belum ada jawaban" in figure(client.get("/unit/contoh/pkm-melati").text)
