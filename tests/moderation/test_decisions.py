"""Moderators decide on a closed list of grounds: the decision is kept, counted and told, the words are not."""

from __future__ import annotations

from collections import Counter

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from forum.core.db import db
from forum.ledger.actions import open_subject
from forum.ledger.models import Act, Leaf, Subject
from forum.moderation import actions, queries, rules
from forum.moderation.errors import AlreadyDecided, NoSuchGround
from forum.moderation.models import Decision, DecisionTally
from tests.complaints.counting import plan_of, statements
from tests.conftest import Hands
from tests.factories import Town


def waiting(town: Town) -> Subject:
    subject = open_subject("open_answer")
    actions.put_in_queue(subject, town.government.id, "open_answer")
    db.session.commit()
    return subject


def test_a_new_thing_waits_and_is_neither_hidden_nor_shown(town: Town) -> None:
    subject = waiting(town)
    assert queries.states_of([subject.id]) == {subject.id: "waiting"}
    assert queries.hidden_among([subject.id]) == frozenset()
    assert [s.subject_id for s in queries.waiting(town.government.id, "open_answer").rows] == [subject.id]
    assert queries.count_waiting(town.government.id, "open_answer") == 1
    assert queries.count_waiting(town.other.id, "open_answer") == 0


def test_hiding_keeps_a_statement_of_reasons_and_a_leaf(town: Town) -> None:
    subject = waiting(town)
    decision = actions.hide(subject, "personal_data", "Nomor telepon orang lain.", by=town.actor("moderator"))
    db.session.commit()
    act = db.session.get_one(Act, decision.act_id)
    leaf = db.session.get_one(Leaf, act.leaf_index)
    assert (act.verb, act.reason, act.role, leaf.kind) == ("hide", "personal_data", "moderator", "hide")
    assert queries.hidden_among([subject.id]) == {subject.id}
    assert queries.last_decisions([subject.id])[subject.id].ground == "personal_data"
    assert queries.count_waiting(town.government.id, "open_answer") == 0


def test_what_was_hidden_can_be_shown_again_and_the_first_decision_stays(town: Town) -> None:
    subject = waiting(town)
    actions.hide(subject, "spam", by=town.actor("moderator"))
    shown = actions.show(subject, by=town.actor("second"))
    db.session.commit()
    leaves = db.session.scalars(select(Leaf.kind).where(Leaf.subject_id == subject.id).order_by(Leaf.index)).all()
    assert leaves == ["hide", "unhide"]
    assert shown.ground is None
    assert queries.states_of([subject.id]) == {subject.id: "shown"}
    assert [d.verdict for d in db.session.scalars(select(Decision).order_by(Decision.id))] == ["hide", "show"]


def test_deciding_the_same_twice_changes_nothing(town: Town) -> None:
    subject = waiting(town)
    actions.show(subject, by=town.actor("moderator"))
    with pytest.raises(AlreadyDecided):
        actions.show(subject, by=town.actor("second"))
    actions.hide(subject, "sara", by=town.actor("moderator"))
    with pytest.raises(AlreadyDecided):
        actions.hide(subject, "spam", by=town.actor("second"))


@pytest.mark.parametrize("ground", ["", "criticism", "Spam"])
def test_no_other_ground_hides(town: Town, ground: str) -> None:
    subject = waiting(town)
    with pytest.raises(NoSuchGround):
        actions.hide(subject, ground, by=town.actor("moderator"))
    assert queries.states_of([subject.id]) == {subject.id: "waiting"}


def test_the_database_refuses_to_rewrite_a_decision(town: Town) -> None:
    decision = actions.hide(waiting(town), "spam", by=town.actor("moderator"))
    db.session.commit()
    decision.ground = "sara"
    with pytest.raises(DatabaseError):
        db.session.commit()
    db.session.rollback()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(("show", *rules.GROUNDS)), st.integers(0, 80)),
                      max_size=14))  # fmt: skip
def test_kept_counts_are_what_the_decisions_say(town: Town, hands: Hands, steps: list[tuple[int, str, int]]) -> None:
    before = kept_counts()
    subjects = [waiting(town) for _ in range(3)]
    for index, verdict, days in steps:
        hands.move(days=days)
        try:
            if verdict == "show":
                actions.show(subjects[index], by=town.actor("moderator"))
            else:
                actions.hide(subjects[index], verdict, by=town.actor("moderator"))
            db.session.commit()
        except AlreadyDecided:
            db.session.rollback()
    assert kept_counts() - before == told_by_decisions({s.id for s in subjects})


def kept_counts() -> Counter[tuple[str, str]]:
    kept: Counter[tuple[str, str]] = Counter()
    for tally in db.session.scalars(select(DecisionTally).execution_options(populate_existing=True)):
        kept[tally.outcome, tally.ground] += tally.n
    return kept


def told_by_decisions(subject_ids: set[int]) -> Counter[tuple[str, str]]:
    told: Counter[tuple[str, str]] = Counter()
    last: dict[int, str | None] = {}
    mine = select(Decision).where(Decision.subject_id.in_(subject_ids)).order_by(Decision.id)
    for decision in db.session.scalars(mine):
        lifted = last.get(decision.subject_id) if decision.verdict == "show" else None
        told["lift" if lifted else decision.verdict, lifted or decision.ground or ""] += 1
        last[decision.subject_id] = decision.ground
    return told


def test_the_middle_of_the_days_taken() -> None:
    assert rules.median_days({}) is None
    assert rules.median_days({0: 1, 5: 1, 9: 1}) == 5
    assert rules.median_days({0: 2, 7: 1}) == 0


def test_the_public_list_tells_grounds_and_never_the_note(town: Town, client: FlaskClient, hands: Hands) -> None:
    assert "Tidak ada yang disembunyikan" in client.get("/moderasi?kota=contoh").text
    subject = waiting(town)
    hands.move(days=2)
    actions.hide(subject, "defamation", "KENARI rahasia", by=town.actor("moderator"))
    actions.show(waiting(town), by=town.actor("moderator"))
    db.session.commit()
    page = client.get("/moderasi?kota=contoh").text
    assert "Tuduhan tanpa fakta" in page.split('id="daftar"')[1]
    assert "KENARI" not in page
    assert town.people["moderator"].name not in page
    assert "dari 2 tulisan yang diputuskan" in page
    assert "Suara warga dalam survei" not in client.get("/moderasi?kota=contoh&alasan=spam").text
    assert client.get("/moderasi?kota=contoh&alasan=kritik").status_code == 404
    assert client.get("/moderasi?kota=contoh&hal=xx").status_code == 404
    assert "Suara warga" not in client.get("/moderasi?kota=lain").text


def test_a_full_list_costs_what_a_short_one_costs(town: Town, client: FlaskClient) -> None:
    client.get("/moderasi?kota=contoh")  # the places are kept from here on
    counts = []
    for more in (2, 30):
        for _ in range(more):
            actions.hide(waiting(town), "spam", by=town.actor("moderator"))
        db.session.commit()
        with statements() as sent:
            page = client.get("/moderasi?kota=contoh").text
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 4
    assert page.count('class="case"') == 20


@pytest.mark.parametrize("ground", [None, "spam"])
def test_no_list_reads_every_decision(town: Town, ground: str | None) -> None:
    for _ in range(30):
        actions.hide(waiting(town), "spam", by=town.actor("moderator"))
    db.session.commit()
    plan = plan_of(queries.listing(town.government.id, ground, None)).lower()
    assert "ix_moderation_decisions" in plan
    assert "scan moderation_decisions" not in plan
    assert "temp b-tree" not in plan
    assert "ix_standings_queue" in plan_of(queries.queue(town.government.id, "open_answer", "waiting", None))
