"""A page kept for everyone holds nothing of anyone, and no act stays hidden behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum import create_app
from forum.complaints.actions import answering
from forum.complaints.queries import cases
from forum.core.db import db
from tests.complaints.counting import statements
from tests.conftest import Hands, settings
from tests.factories import Town, assigned, sign_in

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
KEY = re.compile(r'name="once" value="([^"]+)"')


@pytest.fixture
def keeping(app: Flask, town: Town, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The same house with page memory and form tokens on."""
    given = settings(tmp_path / "keeping", database_url) | {"PAGE_MEMORY": "60", "WTF_CSRF_ENABLED": True}
    keeping = create_app(given)
    yield keeping
    with keeping.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_kept_page_costs_one_statement(keeping: Flask, town: Town) -> None:
    number = assigned(town).number
    for path in (f"/pengaduan/{number}", "/pengaduan?kota=contoh", "/?kota=contoh", "/unit/contoh/dpu"):
        first = keeping.test_client().get(path)
        assert first.status_code == 200, path
        with keeping.app_context(), statements() as made:
            assert keeping.test_client().get(path).status_code == 200
        assert len([each for each in made if each != "BEGIN"]) == 1, (path, made)


def page_of(town: Town) -> str:
    path = f"/pengaduan/{assigned(town).number}"
    db.session.rollback()  # this session must not hold the write lock while visitors write
    return path


@pytest.mark.asvs("3.5.1")
def test_each_visitor_gets_a_token_and_keys_of_their_own_that_work(keeping: Flask, town: Town) -> None:
    path = page_of(town)
    visitors = [keeping.test_client() for _ in range(2)]
    pages = [visitor.get(path).text for visitor in visitors]
    tokens, keys = [TOKEN.findall(p) for p in pages], [KEY.findall(p) for p in pages]
    assert "@@" not in "".join(pages)
    assert tokens[0]
    assert not set(tokens[0]) & set(tokens[1])
    assert not set(keys[0]) & set(keys[1])
    form = {"email": "a@contoh.example", "once": keys[1][0]}
    right = visitors[1].post(f"{path}/ikutan", data=form | {"csrf_token": tokens[1][0]})
    wrong = visitors[1].post(f"{path}/ikutan", data=form | {"csrf_token": tokens[0][0]})
    assert right.status_code in (200, 303)
    assert wrong.status_code == 400


def test_an_act_shows_at_once(keeping: Flask, town: Town) -> None:
    complaint = assigned(town)
    path = f"/pengaduan/{complaint.number}"
    assert "besok pagi" not in keeping.test_client().get(path).text
    answering.answer(cases.lock(complaint.id), "Kami memeriksanya besok pagi.", by=town.actor("officer"))
    db.session.commit()
    assert "besok pagi" in keeping.test_client().get(path).text


def test_a_deadline_that_passes_shows_though_nobody_acted(keeping: Flask, town: Town, hands: Hands) -> None:
    path = page_of(town)
    assert "tersisa 5 hari kerja" in keeping.test_client().get(path).text
    hands.move(days=8)
    assert "Terlambat" in keeping.test_client().get(path).text


def test_the_signed_in_and_other_languages_get_pages_of_their_own(keeping: Flask, town: Town) -> None:
    keeping.test_client().get("/pengaduan?kota=contoh")
    signed_in = sign_in(keeping.test_client(), town.people["resident"])
    assert "Resident Contoh" in signed_in.get("/pengaduan?kota=contoh").text
    assert "Resident Contoh" not in keeping.test_client().get("/pengaduan?kota=contoh").text
    english = keeping.test_client()
    english.get("/bahasa/en?next=/")
    assert '<html lang="en"' in english.get("/pengaduan?kota=contoh").text
    assert '<html lang="en"' not in keeping.test_client().get("/pengaduan?kota=contoh").text


def test_what_one_visitor_is_told_is_told_to_no_other(keeping: Flask, town: Town) -> None:
    path = page_of(town)
    told = keeping.test_client()
    page = told.get(path).text
    told.post(f"{path}/ikutan", data={"email": "a@contoh.example", "once": KEY.findall(page)[0],
                                      "csrf_token": TOKEN.findall(page)[0]})  # fmt: skip
    assert 'role="status"' in told.get(path).text
    assert 'role="status"' not in keeping.test_client().get(path).text


def test_the_shelf_stays_bounded() -> None:
    from forum.core.memory import MOST_PAGES, Shelf

    shelf = Shelf(60, lambda: 1)
    for number in range(MOST_PAGES + 5):
        shelf.put(number, 1, "page", "text/html")
    assert shelf.find(0, 1) is None
    assert shelf.find(MOST_PAGES + 4, 1) == ("page", "text/html")
    assert shelf.find(MOST_PAGES + 4, 2) is None
