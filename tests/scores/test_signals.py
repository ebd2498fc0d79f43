"""What should be looked at: piles, bounces, hollow answers, months beyond chance; and the same figures on the card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from forum.complaints.actions import answering, hollow, verifying
from forum.complaints.models import Complaint
from forum.complaints.queries import cases, trials
from forum.complaints.queries import hollow as told
from forum.core.db import db
from forum.scores.actions import closing, signalling
from forum.scores.models import ScoreMonth
from forum.scores.queries import months as known
from forum.scores.words import SIGNALS
from tests.complaints.counting import plan_of
from tests.conftest import Hands
from tests.factories import Town, assigned, sign_in

JUNE = datetime(2026, 6, 1, 2, tzinfo=UTC)
EMPTY = "Laporan Anda kami terima dan kami teruskan."
QUIET: dict[str, Any] = {
    "trend": {"r": None, "k": None, "p": None, "c": None},
    "k": {"yes": 0, "answered": 0, "overdue": 0, "silent": 0},
    "flow": {"received": 0, "proposed": 0, "transferred": 0, "hollow": 0},
}


def signals(**detail: dict[str, int]) -> list[dict[str, Any]]:
    return signalling._signals(QUIET | {key: QUIET[key] | given for key, given in detail.items()})


def test_nothing_is_no_signal() -> None:
    assert signals() == []


@pytest.mark.parametrize(
    ("overdue", "silent", "is_pile"), [(4, 0, False), (5, 5, True), (5, 6, False), (40, 40, True), (40, 41, False)]
)
def test_half_of_the_cases_overdue_and_at_least_five_are_a_pile(overdue: int, silent: int, is_pile: bool) -> None:
    expected = [{"kind": "pile", "n": overdue, "of": overdue + silent}] if is_pile else []
    assert signals(k={"overdue": overdue, "silent": silent}) == expected


@pytest.mark.parametrize(
    ("away", "received", "is_bounce"), [(4, 4, False), (5, 16, True), (5, 17, False), (30, 100, True), (29, 100, False)]
)
def test_three_of_ten_cases_moved_away_and_at_least_five_are_a_bounce(
    away: int, received: int, is_bounce: bool
) -> None:
    expected = [{"kind": "bounce", "n": away, "of": received}] if is_bounce else []
    assert signals(flow={"transferred": away, "received": received}) == expected


@pytest.mark.parametrize(("void", "is_signal"), [(0, False), (1, False), (2, True), (9, True)])
def test_a_second_void_answer_is_a_signal(void: int, is_signal: bool) -> None:
    assert signals(flow={"hollow": void}) == ([{"kind": "hollow", "n": void}] if is_signal else [])


@pytest.fixture
def june(town: Town, hands: Hands) -> Town:
    """Seven cases come to Dinas Pekerjaan Umum: two answers are voided, six cases asked away, five let go."""
    hands.set(JUNE)
    for number in range(7):
        hands.move(minutes=1)
        case = assigned(town)
        if number == 0:
            voided(town, case, hands)
            continue
        answering.propose_transfer(case, "Bukan kewenangan kami.", town.clinic, by=town.actor("officer"))
        verifying.decide_transfer(case, number > 1, "Sudah ditimbang.", town.clinic, by=town.actor("moderator"))
    hands.set(JUNE + timedelta(days=25))
    closing.refresh(town.government)
    db.session.commit()
    return town


def voided(town: Town, case: Complaint, hands: Hands) -> None:
    """Two empty answers, marked by the reporter, voided by a moderator."""
    case = cases.lock(case.id)
    for _ in range(2):
        hands.move(minutes=1)
        answering.answer(case, EMPTY, by=town.actor("officer"))
    db.session.commit()
    ids = [answer.id for answer in told.answers_of(case.id)]
    for message_id in ids:
        hollow.mark(case, message_id)
    hollow.decide(case, ids, "Tidak menyebut apa pun.", by=town.actor("moderator"))
    db.session.commit()


def live(town: Town, month: str = "2026-06") -> ScoreMonth:
    row = known.find_month(town.government.id, month, 0)
    assert row is not None
    return row


def test_what_came_and_what_went_is_counted_by_unit_and_never_scored(june: Town) -> None:
    row = live(june)
    works, clinic = (known.find_score(row.id, unit.id) for unit in (june.works, june.clinic))
    assert works is not None
    assert clinic is not None
    assert works.detail["flow"] == {"received": 7, "proposed": 6, "transferred": 5, "hollow": 2}
    assert clinic.detail["flow"] == {"received": 5, "proposed": 0, "transferred": 0, "hollow": 0}
    signs = {one["unit"]: [sign["kind"] for sign in one["signals"]] for one in row.detail["attention"]}
    assert set(signs[june.works.id]) == {"bounce", "hollow"}


def test_void_answers_belong_to_the_months_they_were_voided_in(june: Town, hands: Hands) -> None:
    hands.set(JUNE + timedelta(days=100))
    closing.refresh(june.government)
    db.session.commit()
    after = known.find_score(live(june, "2026-09").id, june.works.id)
    assert after is not None
    assert after.detail["flow"]["hollow"] == 0
    first, last = JUNE - timedelta(days=1), JUNE + timedelta(days=1)
    assert trials.voids_between(june.government.id, first, last) == {june.works.id: 2}
    assert trials.voids_between(june.other.id, first, last) == {}
    assert trials.voids_between(june.government.id, last, last + timedelta(days=30)) == {}


def test_a_case_marked_again_keeps_the_answers_that_were_voided_before(june: Town, hands: Hands) -> None:
    case_id = min(found for (found,) in db.session.execute(told.select(told.HollowReview.complaint_id)))
    case = cases.lock(case_id)
    for _ in range(2):
        hands.move(minutes=1)
        answering.answer(case, EMPTY, by=june.actor("officer"))
    db.session.commit()
    fresh = [answer.id for answer in told.answers_of(case.id) if not answer.is_void]
    for message_id in fresh:
        hollow.mark(case, message_id)
    db.session.commit()
    span = june.government.id, JUNE - timedelta(days=1), JUNE + timedelta(days=1)
    assert trials.voids_between(*span) == {june.works.id: 2}
    hands.move(days=60)
    hollow.decide(case, fresh[:1], "Masih kosong.", by=june.actor("moderator"))
    db.session.commit()
    assert trials.voids_between(*span) == {june.works.id: 2}


def test_void_answers_are_found_by_index(june: Town) -> None:
    plan = plan_of(trials.void_sums(june.government.id, JUNE, JUNE + timedelta(days=90))).lower()
    assert "ix_hollow_reviews_government_id_decided_at" in plan
    for table in ("void_answers", "complaint_messages", "hollow_reviews"):
        assert f"scan {table}" not in plan
        assert f"seq scan on {table}" not in plan


def test_the_scorecard_shows_volume_and_bounces(june: Town, client: FlaskClient) -> None:
    page = client.get(f"/unit/contoh/{june.works.code}/rapor?bulan=2026-06").text
    shown = page[page.index('aria-labelledby="arus"') : page.index('aria-labelledby="tren"')]
    for term, figure in (
        ("Laporan masuk, tidak dinilai", "7"),
        ("Diusulkan unit ini untuk dipindahkan", "6"),
        ("Dipindahkan dari unit ini", "5 dari 7 laporan"),
        ("Jawaban yang dinyatakan kosong oleh moderator", "2"),
    ):
        assert f"<dt>{term}</dt><dd>{figure}</dd>" in shown


def test_each_kind_of_signal_is_said_in_words(june: Town, client: FlaskClient) -> None:
    row = live(june)
    trends = [
        {"kind": "trend", "part": part, "month": "2026-06", "signal": signal, "side": side}
        for part, signal, side in (("r", "outside", "down"), ("c", "run", "up"))
    ]
    pile = {"kind": "pile", "n": 8, "of": 11}
    found = [{"unit": one["unit"], "signals": [*one["signals"], *trends, pile]} for one in row.detail["attention"]]
    row.detail = row.detail | {"attention": found}
    db.session.commit()
    sign_in(client, june.people["inspector"])
    page = client.get("/meja/rapor/perhatian?kota=contoh&bulan=2026-06").text
    for words in (
        f"Jawaban pertama pada Juni 2026: {SIGNALS['outside']}, di bawah rata-ratanya sendiri.",
        f"Komitmen pada Juni 2026: {SIGNALS['run']}, di atas rata-ratanya sendiri.",
        "Tumpukan: 8 dari 11 laporan lewat tenggat penyelesaian dan belum selesai.",
        "Banyak dipindahkan: 5 laporan dilepas ke unit lain, 7 masuk dalam tiga bulan yang sama.",
        "Jawaban kosong: 2 dinyatakan kosong oleh moderator.",
    ):
        assert words in page
