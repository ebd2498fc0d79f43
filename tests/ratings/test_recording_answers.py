"""What an answer leaves: one count per token, leaves, marks that never change, the same cost for the thousandth."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from forum.core.db import db
from forum.ledger.models import Leaf
from forum.ratings.actions import tallying
from forum.ratings.actions.recording import Rater
from forum.ratings.errors import OwnBranch, ServiceClosed, TokenUsed, TooSoon
from forum.ratings.models import (
    HourTally,
    MakeUpTally,
    SkmTally,
    SurveyAnswer,
    TokenBlock,
    UsedToken,
    VisitTally,
)
from tests.complaints.counting import statements
from tests.conftest import Hands
from tests.factories import Town, sign_in
from tests.ratings.conftest import FORM, give, make_block, make_point, marked, sent, token, typed


def plain_browser(app: Flask) -> FlaskClient:
    """A browser for a thread, which has no context of the test."""
    return FlaskClient(app, app.response_class)


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_token_sent_twice_at_the_same_moment_counts_once(app: Flask, town: Town) -> None:
    code = typed(make_block(town, make_point(town)))
    service = str(town.service.id)
    browsers = [plain_browser(app) for _each in range(4)]
    db.session.remove()
    got: list[int] = []
    start = threading.Barrier(len(browsers))

    def send(number: int) -> None:
        start.wait(10)
        given = sent(service=service, token=code, once=f"kunci-{number}")
        got.append(browsers[number].post(FORM, data=given).status_code)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(len(browsers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(got) == [303, 422, 422, 422]
    assert (count(SurveyAnswer), count(UsedToken)) == (1, 1)
    assert db.session.scalars(select(TokenBlock.used)).one() == 1
    at_unit = select(SkmTally.source, SkmTally.n).where(SkmTally.scope == "unit")
    assert db.session.execute(at_unit).all() == [("waiting", 1)]


def test_one_account_at_two_devices_at_the_same_moment_counts_once(app: Flask, town: Town) -> None:
    service = str(town.service.id)
    browsers = [sign_in(plain_browser(app), town.people["resident"]) for _each in range(2)]
    db.session.remove()
    got: list[int] = []
    start = threading.Barrier(2)

    def send(number: int) -> None:
        start.wait(10)
        got.append(browsers[number].post(FORM, data=sent(service=service, once=f"kunci-{number}")).status_code)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(got) in ([303, 409], [303, 422])  # told before or while sending
    assert count(SurveyAnswer) == 1


def test_a_used_token_leaves_no_half_answer(town: Town) -> None:
    block = make_block(town, make_point(town))
    give(town, token=token(block))
    before = (count(SurveyAnswer), count(Leaf))
    with pytest.raises(TokenUsed):
        give(town, token=token(block))
    db.session.rollback()
    assert (count(SurveyAnswer), count(Leaf)) == before


def test_a_token_carries_its_own_day_and_counter(town: Town, hands: Hands) -> None:
    block = make_block(town, make_point(town))
    hands.move(days=14)
    answer = give(town, token=token(block))
    assert (answer.visited_on, answer.month, answer.point_id) == (block.day, "2026-11", block.point_id)


def test_who_may_not_is_refused(town: Town) -> None:
    for path in (town.works.path, town.root.path, town.branch.path):
        with pytest.raises(OwnBranch):
            give(town, rater=Rater(1, (path,)))
    give(town, rater=Rater(town.people["nurse"].id, (town.clinic.path,)))
    with pytest.raises(TooSoon):
        give(town, rater=Rater(town.people["nurse"].id, (town.clinic.path,)))
    town.service.status = "closed"
    with pytest.raises(ServiceClosed):
        give(town)


def test_every_answer_and_its_words_have_a_leaf_that_hides_them(town: Town) -> None:
    give(town, words="Petugasnya ramah.")
    leaves = db.session.scalars(select(Leaf).where(Leaf.kind == "rating")).all()
    assert len(leaves) == 2
    assert len({leaf.commitment for leaf in leaves}) == 2


@pytest.mark.parametrize(
    "change",
    [
        "waktu = null",
        "visited_on = '2026-01-01'",
        "service_id = 1",
        "source = 'paper'",
        "leaf_index = 0",
        "total = 36",
        "month = '2026-01'",
        "age = null",
    ],
)
def test_what_was_marked_is_never_changed(town: Town, change: str) -> None:
    give(town)
    for statement in (f"update survey_answers set {change}", "delete from survey_answers"):
        with pytest.raises(DBAPIError, match="never changed"):
            db.session.execute(text(statement))
        db.session.rollback()


def test_the_thousandth_answer_costs_what_the_tenth_did(town: Town, hands: Hands) -> None:
    point = make_point(town)
    block = make_block(town, point, size=2000)
    for serial in range(1, 11):
        give(town, token=token(block, serial), words="Baik.")
    with statements() as tenth:
        give(town, token=token(block, 11), words="Baik.")
    for serial in range(12, 1001):
        give(town, token=token(block, serial), marks=marked(1 + serial % 4), commit=serial % 100 == 0)
    db.session.commit()
    with statements() as thousandth:
        give(town, token=token(block, 1001), words="Baik.")
    assert len(thousandth) == len(tenth)
    assert len(tenth) <= 30


def test_an_untokened_answer_costs_the_same_in_a_burst(town: Town, hands: Hands) -> None:
    for _each in range(8):
        give(town)
    with statements() as ninth:
        give(town)
    for _each in range(60):
        give(town, commit=False)
    db.session.commit()
    with statements() as later:
        give(town)
    assert len(later) == len(ninth)


def test_the_counts_of_one_answer(town: Town) -> None:
    given = give(town, marks=marked(4, biaya=None), make_up={"age": "26_35"})
    assert tally_rows() == [("2026-11", "waiting", 1, 0, 0)]
    assert (count(MakeUpTally), count(VisitTally), count(HourTally)) == (0, 0, 1)
    tallying.count(given, -1)
    given.waits = False
    tallying.count(given, 1)
    assert tally_rows() == [("2026-11", "open", 1, 4, 0)]
    ages = {r.value: r.n for r in db.session.scalars(select(MakeUpTally).where(MakeUpTally.field == "age")) if
            r.scope == "unit"}  # fmt: skip
    assert ages == {"26_35": 1}
    assert (count(VisitTally), count(HourTally)) == (0, 1)


def tally_rows() -> list[tuple[str, str, int, int, int]]:
    rows = db.session.scalars(select(SkmTally).where(SkmTally.scope == "unit", SkmTally.n != 0))
    return [(r.period, r.source, r.n, r.waktu_sum, r.biaya_n) for r in rows]
