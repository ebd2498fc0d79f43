"""Kept parts of pages: a page from kept parts is the page made from the ground up, whatever happened between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import update

from forum import create_app
from forum.complaints.actions import answering, merging, reporting, supporting, verifying
from forum.complaints.models import Category, Complaint
from forum.complaints.queries import cases
from forum.core import clock
from forum.core.db import db
from forum.core.fragments import OVERHEAD, Shelf, keep
from forum.core.kept import _shelves
from forum.ledger.rules import Actor
from forum.notifications.models import Notice
from forum.units.actions import tree
from forum.units.models import Service, Unit
from tests.conftest import Hands, settings
from tests.factories import Town, assigned, sign_in, submit

HIDDEN = re.compile(r'(name="(?:csrf_token|once)" value=")[^"]*')
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
KEY = re.compile(r'name="once" value="([^"]+)"')
PLACES = ("/pengaduan?kota=contoh", "/unit/contoh/dpu", "/unit/contoh/pkm-melati", "/?kota=contoh")


@pytest.fixture
def visitors(app: Flask, town: Town) -> list[FlaskClient]:
    """A visitor in both languages, two residents, an officer and a moderator."""
    english = app.test_client()
    english.get("/bahasa/en?next=/")
    people = [sign_in(app.test_client(), town.people[who]) for who in ("resident", "neighbour", "officer", "moderator")]
    return [app.test_client(), english, *people]


def pages(app: Flask, visitors: list[FlaskClient], addresses: list[str]) -> dict[tuple[int, str], str]:
    """What each of them reads, without what is theirs in every form."""
    return {
        (turn, address): HIDDEN.sub(r"\1", visitor.get(address).text)
        for address in addresses
        for turn, visitor in enumerate(visitors)
    }


def check(app: Flask, visitors: list[FlaskClient], addresses: list[str]) -> dict[tuple[int, str], str]:
    """From kept parts and from the ground up the pages are the same."""
    db.session.rollback()  # this session must not hold what it read, nor the turn to write
    kept = pages(app, visitors, addresses)
    app.extensions["fragments"].clear()
    assert kept == pages(app, visitors, addresses)
    return kept


def acts(town: Town, complaint: Complaint, twin: Complaint) -> list[Callable[[], object]]:
    """A life, and what changes around it."""
    officer, moderator, number = town.actor("officer"), town.actor("moderator"), complaint.id
    support = supporting.support
    return [
        lambda: verifying.assign(cases.lock(number), town.works, by=moderator),
        lambda: support(cases.lock(number), account_id=town.people["neighbour"].id),
        lambda: answering.answer(cases.lock(number), "Kami memeriksanya besok pagi.", by=officer),
        lambda: db.session.execute(
            update(Unit).where(Unit.id == town.works.id).values(name="Dinas Lampu", phone="0411")
        ),
        lambda: db.session.execute(update(Service).where(Service.id == town.service.id).values(cost="Gratis")),
        lambda: answering.resolve(cases.lock(number), "Lampu sudah diganti dan menyala.", by=officer),
        lambda: reporting.dispute(cases.lock(number), "Masih padam."),
        lambda: merging.merge(cases.lock(twin.id), cases.lock(number), by=moderator),
        lambda: verifying.archive(cases.lock(submit(town).complaint.id), "spam", "", by=moderator),
        lambda: tree.merge(town.clinic, town.works, "Perampingan organisasi.", by=Actor("administrator")),
        lambda: db.session.execute(update(Complaint).where(Complaint.id == number).values(is_confidential=True)),
    ]


def test_whatever_happens_kept_parts_say_the_same_as_new_ones(
    app: Flask, town: Town, visitors: list[FlaskClient]
) -> None:
    complaint, twin = (
        submit(town, unit_id=town.works.id).complaint,
        assigned(town, "Lampu yang sama juga padam di sini."),
    )
    addresses = [*PLACES, f"/pengaduan/{complaint.number}", f"/pengaduan/{twin.number}"]
    before = check(app, visitors, addresses)
    for act in acts(town, complaint, twin):
        pages(app, visitors, addresses)  # every part is kept as it stands before the act
        act()
        db.session.commit()
        now = check(app, visitors, addresses)
        assert now != before
        before = now


def test_a_day_that_passes_shows(app: Flask, town: Town, client: FlaskClient, hands: Hands) -> None:
    path = f"/pengaduan/{assigned(town).number}"
    for address in (path, *PLACES[:2]):
        client.get(address)
    hands.move(days=1)
    assert "tersisa 4 hari kerja" in client.get(path).text
    hands.move(days=8)
    for address in (path, *PLACES[:2]):
        assert "Terlambat" in client.get(address).text


def test_a_category_and_a_day_off_show_when_they_are_read_anew(app: Flask, town: Town, client: FlaskClient) -> None:
    assigned(town, category_id=town.category.id)
    assert "Lampu jalan" in client.get(PLACES[0]).text
    db.session.execute(update(Category).values(name="Penerangan"))
    db.session.commit()
    _shelves.clear()
    assert "Penerangan</span>" in client.get(PLACES[0]).text


def test_unread_and_name_are_nobody_elses(app: Flask, town: Town) -> None:
    first, second = (sign_in(app.test_client(), town.people[who]) for who in ("resident", "neighbour"))
    db.session.add_all(Notice(account_id=town.people["resident"].id, sealed="", at=clock.now()) for _ in range(3))
    db.session.commit()
    mine, theirs = first.get("/pengaduan?kota=contoh").text, second.get("/pengaduan?kota=contoh").text
    assert 'class="badge">3' in mine
    assert "Resident Contoh" in mine
    assert 'class="badge">3' not in theirs
    assert "Resident Contoh" not in theirs
    assert "Neighbour Contoh" in theirs


def test_support_is_shown_to_who_gave_it(app: Flask, town: Town) -> None:
    first, second = (sign_in(app.test_client(), town.people[who]) for who in ("resident", "neighbour"))
    path = f"/pengaduan/{assigned(town).number}"
    assert "Batalkan dukungan saya" not in first.get(path).text
    first.post(f"{path}/dukungan", data={"once": "a" * 24})
    assert "Batalkan dukungan saya" in first.get(path).text
    assert "Batalkan dukungan saya" not in second.get(path).text
    assert "Batalkan dukungan saya" not in app.test_client().get(path).text


@pytest.fixture
def guarded(app: Flask, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The same house with form tokens, and without page memory."""
    guarded = create_app(settings(tmp_path / "guarded", database_url) | {"WTF_CSRF_ENABLED": True})
    yield guarded
    with guarded.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.asvs("3.5.1")
def test_forms_in_kept_parts_hold_each_visitors_own_token(guarded: Flask, town: Town) -> None:
    path = f"/pengaduan/{assigned(town).number}"
    db.session.rollback()
    visitors = [guarded.test_client(), guarded.test_client(), sign_in(guarded.test_client(), town.people["resident"])]
    shown = [visitor.get(path).text for visitor in visitors]
    tokens, keys = [set(TOKEN.findall(p)) for p in shown], [KEY.findall(p) for p in shown]
    assert all(tokens)
    assert "@@" not in "".join(shown)
    assert len(set.union(*tokens)) == 3
    assert len({key for each in keys for key in each}) == sum(len(each) for each in keys) >= 6
    form = {"email": "a@contoh.example", "once": keys[1][0]}
    assert visitors[1].post(f"{path}/ikutan", data=form | {"csrf_token": tokens[0].pop()}).status_code == 400
    assert visitors[1].post(f"{path}/ikutan", data=form | {"csrf_token": tokens[1].pop()}).status_code == 303


def test_language_and_address_prefix_make_parts_of_their_own(app: Flask) -> None:
    said: list[str] = []

    def speak() -> str:
        said.append("made")
        return f"<b>{len(said)}</b>"

    for headers in ({}, {}, {"SCRIPT_NAME": "/di-sini"}):
        with app.test_request_context("/", environ_overrides=headers):
            g.__dict__.clear()
            keep("test", speak, 1)
    assert len(said) == 2


def test_a_part_is_not_kept_under_a_value_that_can_change(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(TypeError):
        keep("test", lambda: "", {"a": 1})  # type: ignore[arg-type]


def test_the_shelf_stays_bounded_and_the_longest_unread_leave_first() -> None:
    shelf = Shelf(most=3 * (OVERHEAD + 10))
    for name in "abc":
        shelf.put(name, "x" * 10)
    assert shelf.find("a") == "x" * 10
    shelf.put("d", "y" * 10)
    assert shelf.find("b") is None
    assert [shelf.find(name) is not None for name in "acd"] == [True, True, True]
    assert shelf.weight <= shelf.most
    shelf.put("d", "z" * 10)
    assert (len(shelf), shelf.find("d")) == (3, "z" * 10)
    shelf.put("e", "x" * 10_000)
    assert len(shelf) == 0
    assert shelf.weight == 0
