"""A unit's page: what it does, its services, how it is doing, in four statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event

from forum.complaints.actions import answering
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.units.actions import tree
from tests.conftest import Hands
from tests.factories import Town, assigned, submit

URL = "/unit/contoh/dpu"


@contextmanager
def statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_it_says_what_the_unit_does_and_how_to_write_about_it(town: Town, client: FlaskClient) -> None:
    town.works.does, town.works.phone = "Merawat jalan dan lampu.", "0411 1234"
    town.service.requirements = "Foto\nAlamat"
    db.session.commit()
    page = client.get(URL).text
    for words in ("Merawat jalan dan lampu.", 'href="tel:04111234"', "Perbaikan lampu jalan", "<li>Foto</li>",
                  "UPTD Jalan Timur", "Pemerintah Kota Contoh", "unit=dpu"):  # fmt: skip
        assert words in page, words


def test_the_figures_follow_what_happened(town: Town, client: FlaskClient, hands: Hands) -> None:
    quick, slow, late = assigned(town), assigned(town), assigned(town)
    hands.move(days=1)
    answering.answer(quick, "Kami periksa.", by=town.actor("officer"))
    hands.move(days=11)
    answering.answer(slow, "Kami periksa.", by=town.actor("officer"))
    db.session.commit()
    page = client.get(URL).text
    assert late.due_on is not None
    assert "33 %" in page
    assert "dari 3 laporan yang dijawab atau terlambat dijawab" in page
    assert "4,5 hari kerja" in page
    assert "n = 2" in page


def test_unverified_words_do_not_show(town: Town, client: FlaskClient) -> None:
    submit(town, "Kata rahasia belum diperiksa moderator sama sekali.", unit_id=town.works.id)
    page = client.get(URL).text
    assert "CTH-2026-000001" in page
    assert "Kata rahasia" not in page


def test_an_unknown_unit_is_404(town: Town, client: FlaskClient) -> None:
    for url in ("/unit/contoh/tidak-ada", "/unit/tidak-ada/dpu", "/unit/lain/dpu"):
        assert client.get(url).status_code == 404


def test_a_merged_unit_leads_on(town: Town, client: FlaskClient) -> None:
    tree.merge(town.clinic, town.works, "Perampingan organisasi.", by=Actor("administrator"))
    db.session.commit()
    page = client.get("/unit/contoh/pkm-melati").text
    assert "sudah tidak ada" in page
    assert "Perampingan organisasi." in page
    assert 'href="/unit/contoh/dpu"' in page
    assert "Tulis pengaduan tentang unit ini" not in page


def test_four_statements_whatever_there_is(town: Town, client: FlaskClient) -> None:
    assigned(town)
    client.get(URL)  # names of categories and districts are read once a minute
    with statements() as few:
        client.get(URL)
    for _ in range(12):
        assigned(town)
    with statements() as many:
        client.get(URL)
    assert len(few) == len(many) <= 4, many
