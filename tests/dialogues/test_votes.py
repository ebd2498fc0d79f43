"""One answer per voter and statement, changeable until the closing, counted exactly."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from forum.accounts.actions.own import anonymise
from forum.core.db import db
from forum.dialogues.actions import stating, voting
from forum.dialogues.models import Statement, Vote
from forum.dialogues.queries import statements as known
from forum.dialogues.rules.statements import AGREE, DISAGREE, PASS
from forum.dialogues.rules.voices import voter_of_account, voter_of_token
from forum.dialogues.voting_errors import VoteClosed
from forum.ledger.models import Act, Leaf
from tests.conftest import Hands
from tests.dialogues.voting import accepted, make_session, make_token, proposed
from tests.factories import Town
from tests.haste import lives

VOTER = "t1"


def counters(statement_id: int) -> tuple[int, int, int]:
    db.session.expire_all()
    row = db.session.get_one(Statement, statement_id)
    return row.agree, row.disagree, row.passed


def recounted(statement_id: int) -> tuple[int, int, int]:
    values = Counter(db.session.scalars(select(Vote.value).where(Vote.statement_id == statement_id)))
    return values[AGREE], values[DISAGREE], values[PASS]


def test_a_voter_has_one_answer_and_may_change_it_before_the_closing(town: Town) -> None:
    case = accepted(town, make_session(town))
    for value, expected in ((AGREE, (1, 0, 0)), (DISAGREE, (0, 1, 0)), (DISAGREE, (0, 1, 0)), (PASS, (0, 0, 1))):
        voting.vote(case, VOTER, value)
        db.session.commit()
        assert counters(case.statement.id) == expected
    assert len(db.session.scalars(select(Vote)).all()) == 1


def test_an_account_and_a_token_of_the_same_number_are_two_voters(town: Town) -> None:
    case = accepted(town, make_session(town))
    for voter in (voter_of_account(7), voter_of_token(7)):
        voting.vote(case, voter, AGREE)
    db.session.commit()
    assert counters(case.statement.id) == (2, 0, 0)


def test_no_answer_before_it_is_accepted_after_it_is_closed_or_after_the_thread_is(town: Town, hands: Hands) -> None:
    session = make_session(town)
    waiting = proposed(session, "Halte di depan pasar perlu atap.")
    with pytest.raises(VoteClosed):
        voting.vote(waiting, VOTER, AGREE)
    closed = accepted(town, session, "Trotoar Kenanga perlu dilebarkan.")
    voting.vote(closed, VOTER, AGREE)
    stating.close(closed, by=town.actor("moderator"))
    with pytest.raises(VoteClosed):
        voting.vote(closed, VOTER, DISAGREE)
    case = accepted(town, session)
    hands.move(days=7)
    voting.vote(case, VOTER, AGREE)  # the last day counts
    hands.move(days=1)
    with pytest.raises(VoteClosed):
        voting.vote(case, VOTER, DISAGREE)
    db.session.commit()
    assert (counters(closed.statement.id), counters(case.statement.id)) == ((1, 0, 0), (1, 0, 0))


def test_a_cancelled_session_takes_no_votes(town: Town) -> None:
    session = make_session(town)
    case = accepted(town, session)
    session.state = "cancelled"
    db.session.commit()
    with pytest.raises(VoteClosed):
        voting.vote(case, VOTER, AGREE)


def test_a_vote_is_no_public_thing_and_leaves_neither_act_nor_leaf(town: Town) -> None:
    case = accepted(town, make_session(town))
    before = (len(db.session.scalars(select(Act)).all()), len(db.session.scalars(select(Leaf)).all()))
    voting.vote(case, VOTER, AGREE)
    db.session.commit()
    assert (len(db.session.scalars(select(Act)).all()), len(db.session.scalars(select(Leaf)).all())) == before


def test_passing_is_an_answer_and_unseen_is_none(town: Town) -> None:
    session = make_session(town)
    first = accepted(town, session)
    second = accepted(town, session, "Trotoar Kenanga perlu dilebarkan.")
    proposed(session, "Yang ini masih menunggu moderator.")
    voting.vote(first, VOTER, PASS)
    db.session.commit()
    next_one = known.next_unanswered(session.id, VOTER)
    assert next_one is not None
    assert next_one.id == second.statement.id
    assert known.answers_of(VOTER, [first.statement.id, second.statement.id]) == {first.statement.id: PASS}
    voting.vote(second, VOTER, AGREE)
    assert known.next_unanswered(session.id, VOTER) is None


def test_the_next_statement_is_found_by_indexes(town: Town) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("reads SQLite's plan")
    query = known.unanswered(1, VOTER).compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = " ".join(row[3] for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {query}"))
    assert "ix_statements_session_id_state_id" in plan
    assert "SCAN" not in plan


@pytest.mark.parametrize("values", [(AGREE, DISAGREE), (AGREE, AGREE)])
def test_two_answers_of_one_token_at_once_are_one_row_and_counted_once(
    app: Flask, town: Town, values: tuple[int, int]
) -> None:
    session = make_session(town)
    ref = accepted(town, session).statement.subject.ref
    voter = voter_of_token(make_token(session).id)
    db.session.remove()
    start, faults = threading.Barrier(2), []

    def send(value: int) -> None:
        with app.app_context():
            try:
                start.wait(10)
                case = known.find_case(ref)
                assert case is not None
                voting.vote(case, voter, value)
                db.session.commit()
            except Exception as fault:
                faults.append(fault)
                raise
            finally:
                db.session.remove()

    threads = [threading.Thread(target=send, args=(value,)) for value in values]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not faults
    row = db.session.scalars(select(Vote)).one()
    assert row.value in values
    assert counters(row.statement_id) == recounted(row.statement_id)
    assert sum(counters(row.statement_id)) == 1


def test_an_erased_account_leaves_its_answers_to_nobody(town: Town) -> None:
    me = town.people["resident"]
    case = accepted(town, make_session(town), author=voter_of_account(me.id))
    voting.vote(case, voter_of_account(me.id), AGREE)
    anonymise(me)
    db.session.commit()
    row = db.session.scalars(select(Vote)).one()
    db.session.expire_all()
    assert row.voter != voter_of_account(me.id)
    assert db.session.get_one(Statement, case.statement.id).author == row.voter
    assert counters(case.statement.id) == recounted(case.statement.id) == (1, 0, 0)


Ballots = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 1), st.sampled_from((AGREE, DISAGREE, PASS))), max_size=25
)


@settings(max_examples=lives(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ballots=Ballots)
def test_counters_are_what_a_recount_gives(town: Town, ballots: list[tuple[int, int, int]]) -> None:
    run = db.session.query(Statement).count()
    session = make_session(town, code=f"X{run:07d}", number=run + 1)
    cases = [accepted(town, session, f"Pernyataan ke-{k} dari putaran {run}.") for k in range(2)]
    for person, which, value in ballots:
        voting.vote(cases[which], voter_of_account(person), value)
    db.session.commit()
    for case in cases:
        assert counters(case.statement.id) == recounted(case.statement.id)
