"""The menu leads each person to what is theirs."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories import Town, assigned, sign_in


def menu(client: FlaskClient) -> list[str]:
    return [link for part in parts(client) for link in part]


def parts(client: FlaskClient) -> list[list[str]]:
    """The links for everybody, and apart from them those of desks where somebody has one."""
    found = re.findall(r'<nav class="nav.*?</nav>', client.get("/tentang").text, re.DOTALL)
    return [re.findall(r'href="([^"?]+)', each) for each in found]


def test_desks_stand_apart_from_what_everybody_finds(client: FlaskClient, town: Town) -> None:
    for_everybody = parts(client)
    sign_in(client, town.people["moderator"])
    assert parts(client)[0] == for_everybody[0]
    assert {"/meja/verifikasi", "/meja/forum"} < set(parts(client)[1])
    assert len(for_everybody) == 1


def test_a_visitor_finds_no_desk_and_no_own_reports(client: FlaskClient, town: Town) -> None:
    assert not {"/pengaduan-saya", "/loket/tulis", "/meja/unit"} & set(menu(client))


@pytest.mark.parametrize(
    ("who", "finds", "not_theirs"),
    [
        ("resident", "/pengaduan-saya", "/loket/tulis"),
        ("officer", "/loket/tulis", "/pengaduan-saya"),
        ("moderator", "/loket/tulis", "/pengaduan-saya"),
        ("moderator", "/meja/forum", "/meja/unit"),
        ("officer", "/forum", "/meja/forum"),
        ("inspector", "/peta", "/loket/tulis"),
    ],
)
def test_each_finds_their_own(client: FlaskClient, town: Town, who: str, finds: str, not_theirs: str) -> None:
    listed = menu(sign_in(client, town.people[who]))
    assert finds in listed
    assert not_theirs not in listed


def test_a_person_without_a_chosen_place_stands_at_home(client: FlaskClient, town: Town) -> None:
    assert "<span>Pilih daerah</span>" in client.get("/tentang").text
    sign_in(client, town.people["resident"])
    assert "<span>Kota Contoh</span>" in client.get("/tentang").text


def test_links_and_search_stay_in_the_place_shown(client: FlaskClient, town: Town) -> None:
    client.post("/tempat/lain")
    page = client.get(f"/pengaduan/{assigned(town).number}").text.split("</header>")[0]
    for link in ("/?kota=contoh", "/pengaduan?kota=contoh", "/unit?kota=contoh", "/peta?kota=contoh"):
        assert f'href="{link}"' in page
    assert '<input type="hidden" name="kota" value="contoh">' in page
