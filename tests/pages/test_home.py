"""The front page: what can I do, what happened to what others said, how do I follow mine."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

from forum.complaints.actions import reporting
from forum.complaints.queries import cases
from forum.core.db import db
from forum.pages.views.home import first_month
from forum.pages.views.language import local_path
from forum.units.here import shelf
from tests.complaints.counting import statements
from tests.conftest import Hands
from tests.dialogues.conftest import make_session
from tests.factories import Town, assigned, day, resolved, submit


def test_without_a_place_one_is_chosen_first(client: FlaskClient, town: Town) -> None:
    page = client.get("/").text
    assert "Kota Contoh" in page
    assert "Kota Lain" in page
    assert "Apa yang Anda alami" not in page


def test_without_any_government_the_page_still_stands(client: FlaskClient) -> None:
    assert "Belum ada daerah yang dibuka" in client.get("/").text


def test_the_only_place_needs_no_choice(client: FlaskClient, town: Town) -> None:
    town.other.is_open = False
    db.session.commit()
    shelf.forget()
    assert "Apa yang Anda alami dengan layanan publik?" in client.get("/").text


def test_an_empty_place_invents_no_figures(client: FlaskClient, town: Town) -> None:
    page = client.get("/?kota=contoh").text
    assert "belum ada laporan yang dijawab" in page
    assert "tidak ada tenggat yang terlewat" in page
    assert "Belum ada jawaban" in page


def test_figures_carry_their_basis(client: FlaskClient, town: Town, hands: Hands) -> None:
    done = resolved(town)
    reporting.confirm(cases.lock(done.id), 5, "")
    late = assigned(town, "Jembatan kayu di sungai kecil sudah lapuk.")
    db.session.commit()
    hands.move(days=12)
    page = client.get("/?kota=contoh").text
    assert "50 %" in page, "one answered in time, one late without an answer"
    assert "dari 2 laporan yang dijawab atau terlambat dijawab" in page
    assert "1 laporan" in page
    assert "dari 1 yang dinyatakan selesai oleh unit" in page
    assert done.number in page
    assert late.number not in page.split("Baru saja dijawab")[1].split("Begini caranya")[0]
    assert "terlambat=1" in page


def test_the_other_place_is_another_story(client: FlaskClient, town: Town) -> None:
    resolved(town)
    page = client.get("/?kota=lain").text
    assert "belum ada laporan yang dijawab" in page


def test_nothing_unverified_or_confidential_shows(client: FlaskClient, town: Town) -> None:
    hidden = [
        submit(town, "Kenari bernyanyi di pasar.").complaint,
        resolved(town, "Kenari lain.", is_confidential=True),
    ]
    page = client.get("/?kota=contoh").text
    assert "Kenari" not in page
    assert all(c.number not in page for c in hidden)


def test_the_ask_box_leads_to_writing(client: FlaskClient, town: Town) -> None:
    page = client.get("/?kota=contoh").text
    assert 'name="body"' in page
    assert 'name="awal" value="1"' in page
    assert 'action="/pengaduan/tulis' in page
    assert page.count("button accent") == 1


def test_four_statements_at_any_size(client: FlaskClient, town: Town) -> None:
    resolved(town)
    client.get("/?kota=contoh")  # names are kept from here on
    counts = []
    for more in (1, 12):
        for _n in range(more):
            resolved(town)
        with statements() as sent:
            client.get("/?kota=contoh")
        counts.append(len([s for s in sent if s.lstrip().upper().startswith("SELECT")]))
    assert counts[0] == counts[1] <= 4


def test_the_page_is_light(client: FlaskClient, town: Town) -> None:
    for _n in range(5):
        resolved(town)
    page = client.get("/?kota=contoh").text
    assert len(gzip.compress(page.encode(), 6)) <= 14 * 1024
    assert " style=" not in page


def test_three_months_back() -> None:
    assert first_month(day("2026-11-18")) == "2026-09"
    assert first_month(day("2026-01-31")) == "2025-11"
    assert first_month(day("2026-02-01")) == "2025-12"


@pytest.mark.parametrize("code", ["en", "id"])
def test_the_language_is_remembered(client: FlaskClient, town: Town, code: str) -> None:
    answer = client.get(f"/bahasa/{code}?next=/tentang%3Fa%3D1")
    assert (answer.status_code, answer.location) == (303, "/tentang?a=1")
    assert f'<html lang="{code}">' in client.get("/tentang").text
    assert client.get("/bahasa/xx").status_code == 404


@pytest.mark.parametrize(
    "away", ["https://x.example", "//x.example", "/\\x.example", "/%5cx\\y", "", "javascript:1", "/a\r\nb"]
)
def test_nobody_is_led_away(away: str) -> None:
    assert local_path(away) == "/"


def test_the_notice_names_its_version(client: FlaskClient, town: Town) -> None:
    assert "Versi 2026-11" in client.get("/privasi").text
    assert client.get("/tentang").status_code == 200


def test_robots_read_what_is_public(client: FlaskClient, town: Town) -> None:
    robots = client.get("/robots.txt").text
    assert "Disallow: /meja/" in robots
    assert "Disallow: /pengaduan\n" not in robots
    assert "/pengaduan?kota=contoh" in client.get("/sitemap.xml").text


def test_health(client: FlaskClient, town: Town, hands: Hands) -> None:
    assert client.get("/healthz").text == "ok\n"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json
    assert all(answer.json.values())


def test_not_ready_while_mail_waits_too_long(client: FlaskClient, town: Town, hands: Hands) -> None:
    from forum.core import outbox

    outbox.queue("confirmed", outbox.seal_reference("contact", "1"), {})
    db.session.commit()
    hands.move(hours=3)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["outbox"] is False


def test_the_next_meeting_of_the_forum_is_shown(client: FlaskClient, town: Town) -> None:
    assert "Forum warga berikutnya" not in client.get("/?kota=contoh").text
    later, sooner = make_session(town, days=20), make_session(town, days=10, title="Temu Melati")
    page = client.get("/?kota=contoh").text
    assert "Temu Melati" in page
    assert f'href="/forum/contoh/{sooner.year}/{sooner.number}"' in page
    assert f'href="/forum/contoh/{later.year}/{later.number}"' not in page
    assert "Forum warga berikutnya" not in client.get("/?kota=lain").text
