"""The list of visits behind part P: all of them, and nothing that tells whose is the newest."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from forum.core.db import db
from forum.ratings.actions import recording, waiting
from forum.ratings.actions.recording import Given
from forum.ratings.models import ServicePoint
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.rules.tokens import Token
from forum.scores.actions import closing
from forum.scores.queries import cards, months
from tests.conftest import Hands
from tests.factories import Town, day, sign_in
from tests.ratings.conftest import make_block, make_point

PAGE = "/unit/contoh/dpu/rapor/bukti/p?bulan=2026-11"
VISITED = day("2026-11-18")
SETTLED = datetime(2027, 1, 2, 4, tzinfo=UTC)
"""November 2026 takes no more answers."""


@pytest.fixture
def counter(town: Town) -> ServicePoint:
    return make_point(town)


def visit(town: Town, point: ServicePoint, *marks: int) -> None:
    for mark in marks:
        block = make_block(town, point, day=VISITED, size=1)
        given = Given(dict.fromkeys(ELEMENTS, mark), "web", VISITED, token=Token(block.ref, 1, VISITED, 1))
        recording.rate(given, town.government, town.works, town.service)
    db.session.commit()


def sums(client: FlaskClient) -> list[tuple[int, int]]:
    rows = re.findall(r"<h2>(\d+) kunjungan, .*?jumlah nilai (\d+) dari", client.get(PAGE).text, re.DOTALL)
    return [(int(n), int(total)) for n, total in rows]


def test_the_order_tells_nothing_about_who_came_last(town: Town, counter: ServicePoint, client: FlaskClient) -> None:
    visit(town, counter, 2, 4, 1, 2, 2, 1, 1, 1, 1)
    assert sums(client) == []
    visit(town, counter, 4)
    assert sums(client) == [(1, 36), (3, 18), (1, 9)]
    visit(town, counter, 4, 4, 4, 4)
    assert sums(client) == [(1, 36), (3, 18), (1, 9)]
    visit(town, counter, 2)
    assert sums(client) == [(2, 36), (3, 18), (5, 9)]


def test_the_list_goes_on_without_losing_a_visit(
    town: Town, counter: ServicePoint, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "MOST_GROUPS", 2)
    visit(town, counter, 1, 2, 3, 3, 4)
    hands.set(SETTLED)
    waiting.settle(town.government)
    seen, cursor = [], ""
    while cursor is not None:
        page = cards.evidence_page(town.government.id, town.works.id, "p", "2026-11", "", cursor, VISITED)
        seen += [(piece.n, piece.marks) for piece in page.rows]
        cursor = page.older
    assert seen == [(1, (36, 9)), (2, (27, 9)), (1, (18, 9)), (1, (9, 9))]


def test_a_head_replies_only_to_a_month_that_has_figures(town: Town, client: FlaskClient) -> None:
    head = sign_in(client, town.people["head"])
    words = {"body": "Kami kekurangan dua petugas sejak Juni."}
    assert head.post("/unit/contoh/dpu/rapor/tanggapan?bulan=2099-12", data=words).status_code == 404


def test_answers_that_do_not_count_are_told_with_their_ground(
    town: Town, counter: ServicePoint, client: FlaskClient, hands: Hands
) -> None:
    visit(town, counter, 3, 3)
    block = make_block(town, counter, day=VISITED, size=1)
    few = dict.fromkeys(ELEMENTS) | {"waktu": 4}
    for given in (
        Given(few, "web", VISITED, token=Token(block.ref, 1, VISITED, 1)),
        Given(dict.fromkeys(ELEMENTS, 4), "web", VISITED),
        Given(dict.fromkeys(ELEMENTS, 4), "paper", VISITED),
    ):
        recording.rate(given, town.government, town.works, town.service)
    closing.refresh(town.government)
    db.session.commit()
    assert left_out(town) == {"paper": 1, "waiting": 4}
    hands.set(SETTLED)
    waiting.settle(town.government)
    closing.refresh(town.government)
    db.session.commit()
    assert left_out(town) == {"few": 1, "open": 1, "paper": 1}
    page = client.get("/unit/contoh/dpu/rapor?bulan=2026-11").text
    assert "Kepuasan (SKM): Tanpa kode" in page


def left_out(town: Town) -> dict[str, int]:
    row = months.find_month(town.government.id, "2026-11", 0)
    score = row and months.find_score(row.id, town.works.id)
    assert score is not None
    told: dict[str, int] = score.detail["left_out"]["p"]
    return told
