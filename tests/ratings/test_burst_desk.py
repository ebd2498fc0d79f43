"""A moderator decides about a held burst with a reason; staff of units cannot."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core.db import db
from forum.ratings.actions import recording
from forum.ratings.actions.recording import Given
from forum.ratings.models import Burst, SkmTally
from forum.ratings.queries import bursts as known
from forum.ratings.rules.elements import ELEMENTS
from forum.units.models import SettingChange
from tests.complaints.counting import plan_of, statements
from tests.factories import Town, sign_in
from tests.ratings.desk import TODAY, as_person, as_stranger


@pytest.fixture
def moderator(town: Town, client: FlaskClient) -> FlaskClient:
    return sign_in(client, town.people["moderator"])


@pytest.fixture
def burst(town: Town) -> Burst:
    return flood(town, 7)


def flood(town: Town, number: int) -> Burst:
    for k in range(number):
        marks = dict.fromkeys(ELEMENTS, 4) | {"biaya": None if k else 1}
        recording.rate(Given(marks, "web", TODAY), town.government, town.works, town.service)
    db.session.commit()
    return db.session.scalars(select(Burst).order_by(Burst.id.desc())).first() or pytest.fail("no burst")


def standing(source: str) -> int:
    asked = select(func.sum(SkmTally.n)).where(SkmTally.scope == "unit", SkmTally.source == source)
    return db.session.scalar(asked) or 0


def test_the_desk_shows_how_many_how_many_were_usual_and_the_marks(moderator: FlaskClient, burst: Burst) -> None:
    assert "Dinas Pekerjaan Umum" in moderator.get("/meja/survei/lonjakan?kota=contoh").text
    page = moderator.get(f"/meja/survei/lonjakan/{burst.id}").text
    assert "tanpa kode kunjungan" in page
    assert "kini 5 dari 7" in page
    assert known.marks_of(burst.id, 5)["biaya"] == [1, 0, 0, 0]
    assert known.marks_of(burst.id, 5)["waktu"] == [0, 0, 0, 5]
    assert known.held_at([burst.unit_id]) == {burst.unit_id: 7}
    assert known.held_in(burst.government_id) == (1, 7)


@pytest.mark.parametrize(("decision", "source"), [("counted", "waiting"), ("excluded", "excluded")])
def test_a_decision_moves_every_answer_once(moderator: FlaskClient, burst: Burst, decision: str, source: str) -> None:
    assert (standing("held"), standing("waiting")) == (7, 0)
    sent = {"decision": decision, "reason": "Hari layanan di balai.", "once": "kunci"}
    path = f"/meja/survei/lonjakan/{burst.id}/keputusan"
    assert [moderator.post(path, data=sent).status_code for _again in range(2)] == [303, 303]
    assert (standing("held"), standing(source)) == (0, 7)
    assert moderator.post(path, data=sent | {"once": "lain"}).status_code == 409
    assert standing(source) == 7
    assert db.session.scalar(select(SettingChange.note).where(SettingChange.verb == f"burst_{decision}"))
    page = moderator.get("/meja/survei/lonjakan?kota=contoh").text
    assert "Hari layanan di balai." in page
    assert "Moderator Contoh" in page


@pytest.mark.parametrize("sent", [{"decision": "counted"}, {"reason": "x"}, {"decision": "held", "reason": "x"}])
def test_without_a_decision_or_a_reason_nothing_moves(
    moderator: FlaskClient, burst: Burst, sent: dict[str, str]
) -> None:
    assert moderator.post(f"/meja/survei/lonjakan/{burst.id}/keputusan", data=sent).status_code == 422
    assert standing("held") == 7


def test_nobody_else_decides(app: Flask, town: Town, burst: Burst) -> None:
    path, sent = f"/meja/survei/lonjakan/{burst.id}", {"decision": "counted", "reason": "x"}
    number = burst.id
    for client in (as_person(app, town, "head"), as_person(app, town, "admin"), as_stranger(app, town, "moderator")):
        assert client.get(path).status_code == 403
        assert client.post(f"{path}/keputusan", data=sent).status_code == 403
    assert as_person(app, town, "moderator").get("/meja/survei/lonjakan/999").status_code == 404
    assert db.session.get_one(Burst, number).state == "held"


def test_a_decision_costs_the_same_for_a_large_burst(moderator: FlaskClient, town: Town) -> None:
    def cost(number: int) -> int:
        made = flood(town, number)
        with statements() as sent:
            answer = moderator.post(f"/meja/survei/lonjakan/{made.id}/keputusan",
                                    data={"decision": "excluded", "reason": "x"})  # fmt: skip
        assert answer.status_code == 303
        return len(sent)

    moderator.get("/meja/survei/lonjakan?kota=contoh")
    assert cost(7) == cost(40)


def test_lists_use_their_index(town: Town) -> None:
    for is_held in (True, False):
        assert "ix_answer_bursts_government_id_state_id" in plan_of(known.listed(town.government.id, is_held))
