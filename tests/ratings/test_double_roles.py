"""A moderator who also works for a unit decides nothing about it: not its bursts, its tokens or its voices."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from forum.accounts.models import Membership
from forum.core import clock
from forum.core.db import db
from forum.ledger.models import Subject
from forum.ratings.models import Burst, OpenAnswer
from tests.factories import Town, sign_in
from tests.ratings.conftest import give, make_block, make_point

DECISION = {"decision": "counted", "reason": "Warga memang ramai datang hari itu."}


@pytest.fixture
def double(town: Town, client: FlaskClient) -> FlaskClient:
    also = Membership(account_id=town.people["moderator"].id, unit_id=town.works.id, role="officer", since=clock.now())
    db.session.add(also)
    db.session.commit()
    return sign_in(client, town.people["moderator"])


def test_bursts_are_left_to_another_moderator(town: Town, double: FlaskClient) -> None:
    for _each in range(7):
        give(town)
    burst = db.session.query(Burst).one().id
    assert "moderator lain yang memutuskan" in double.get(f"/meja/survei/lonjakan/{burst}").text
    path = f"/meja/survei/lonjakan/{burst}/keputusan"
    assert double.post(path, data=DECISION).status_code == 403
    assert sign_in(double, town.people["second"]).post(path, data=DECISION).status_code == 303


def test_tokens_are_left_to_another_moderator(town: Town, double: FlaskClient) -> None:
    point = make_point(town)
    block = make_block(town, point)
    sent = {"point": str(point.id), "day": "2026-11-18", "size": "50"}
    assert double.post("/meja/survei/token/terbit?kota=contoh&unit=dpu", data=sent).status_code == 403
    withdrawal = {"reason": "Lembarnya hilang di jalan."}
    assert double.post(f"/meja/survei/token/{block.ref}/penarikan", data=withdrawal).status_code == 403


def test_voices_are_left_to_another_moderator(town: Town, double: FlaskClient) -> None:
    give(town, words="Antrean terlalu lama sejak pagi.", channel="paper")
    said = db.session.query(OpenAnswer).one()
    ref = db.session.get_one(Subject, said.subject_id).ref
    path = f"/meja/survei/suara/{ref}/penyembunyian"
    assert double.post(path, data={"ground": "spam", "note": ""}).status_code == 403
    assert sign_in(double, town.people["second"]).post(path, data={"ground": "spam", "note": ""}).status_code == 303
