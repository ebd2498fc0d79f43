"""One site, two languages: texts, numbers and days follow the reader's choice; people's own words do not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf import FlaskForm

from forum.core import i18n
from forum.core.forms import Form
from tests.factories import LOREM, Town, assigned, sign_in

PAGES = [
    ("/?kota=contoh", "Apa yang Anda alami", "What have you experienced"),
    ("/pengaduan?kota=contoh", "Pengaduan warga", "Residents' complaints"),
    ("/pengaduan/tulis?kota=contoh", "Ceritakan dengan kata-kata Anda", "Tell it in your own words"),
    ("/pengaduan/{number}", "Menunggu jawaban Dinas", "Waiting for an answer from Dinas"),
]


def read(client: FlaskClient, language: str, path: str) -> str:
    """The page at `path` once the language has been chosen."""
    chosen = client.get(f"/bahasa/{language}", query_string={"next": "/"})
    assert chosen.status_code == 303
    return client.get(path).get_data(as_text=True)


@pytest.mark.parametrize(("path", "indonesian", "english"), PAGES)
def test_a_page_speaks_the_language_chosen(
    client: FlaskClient, town: Town, path: str, indonesian: str, english: str
) -> None:
    path = path.format(number=assigned(town).number)

    ours, theirs = read(client, "id", path), read(client, "en", path)

    assert '<html lang="id">' in ours
    assert '<html lang="en">' in theirs
    assert indonesian in ours
    assert indonesian not in theirs
    assert english in theirs
    assert english not in ours


def test_the_other_language_is_offered_in_itself(client: FlaskClient, town: Town) -> None:
    assert 'lang="en" hreflang="en" rel="nofollow">English</a>' in read(client, "id", "/?kota=contoh")
    assert 'lang="id" hreflang="id" rel="nofollow">Indonesia</a>' in read(client, "en", "/?kota=contoh")


def test_a_language_nobody_translated_is_not_found(client: FlaskClient, town: Town) -> None:
    assert client.get("/bahasa/nl").status_code == 404


def test_a_reporters_words_stay_and_say_their_language(client: FlaskClient, town: Town) -> None:
    number = assigned(town).number

    theirs = read(client, "en", f"/pengaduan/{number}")

    assert LOREM in theirs
    assert 'class="prose large written" lang="id"' in theirs


def test_headings_of_the_board_say_their_language_only_where_they_are_words(client: FlaskClient, town: Town) -> None:
    number = assigned(town).number

    board = read(client, "en", "/pengaduan?kota=contoh")

    assert f'href="/pengaduan/{number}" lang="id">' in board


def test_categories_are_chosen_by_their_name_in_the_readers_language(client: FlaskClient, town: Town) -> None:
    assert ">Lampu jalan</option>" in read(client, "id", "/pengaduan/tulis?kota=contoh")
    assert ">Street lights</option>" in read(client, "en", "/pengaduan/tulis?kota=contoh")


def test_limits_are_counted_with_the_readers_digits(client: FlaskClient, town: Town) -> None:
    assert "20 sampai 5.000 karakter" in read(client, "id", "/pengaduan/tulis?kota=contoh")
    assert "20 to 5,000 characters" in read(client, "en", "/pengaduan/tulis?kota=contoh")


def test_days_on_a_case_follow_the_language(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)

    ours, theirs = (read(client, code, f"/pengaduan/{complaint.number}") for code in ("id", "en"))

    assert "Rabu 25 November 2026" in ours
    assert "Wednesday 25 November 2026" in theirs


@pytest.mark.parametrize(
    ("code", "number", "day", "weekday", "moment"),
    [
        ("id", "1.234,5", "9 Agustus 2026", "Minggu 9 Agustus 2026", "9 Agustus 2026, 14.05 WITA"),
        ("en", "1,234.5", "9 August 2026", "Sunday 9 August 2026", "9 August 2026, 14:05 WITA"),
    ],
)
def test_numbers_days_and_moments(app: Flask, code: str, number: str, day: str, weekday: str, moment: str) -> None:
    with app.test_request_context(), i18n.speaking(code):
        assert i18n.say_number(1234.5) == number
        assert i18n.say_day(date(2026, 8, 9)) == day
        assert i18n.say_weekday(date(2026, 8, 9)) == weekday
        assert i18n.say_moment(datetime(2026, 8, 9, 6, 5, tzinfo=UTC), "Asia/Makassar") == moment


def test_a_wrong_choice_at_a_desk_is_told_in_the_readers_language(client: FlaskClient, town: Town) -> None:
    sign_in(client, town.people["head"])
    client.get("/bahasa/id")

    answer = client.post("/meja/unit/templat", data={"unit": "999", "title": "Judul", "template_body": "Terima kasih."})

    assert answer.status_code == 422
    assert "Pilih salah satu yang ada." in answer.text
    assert "Not a valid" not in answer.text


def forms_of(kind: type[FlaskForm]) -> Iterator[type[FlaskForm]]:
    for each in kind.__subclasses__():
        yield each
        yield from forms_of(each)


def test_every_form_speaks_the_readers_language(app: Flask) -> None:
    ours = [each for each in forms_of(FlaskForm) if each.__module__.startswith("forum.")]

    assert len(ours) > 20
    assert [each.__name__ for each in ours if not issubclass(each, Form)] == []
