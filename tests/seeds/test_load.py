"""A load of cases counts, hashes and finds as real cases do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.commitments.actions import tallying as commitments
from forum.commitments.models import CommitmentTally, PendingCommitments
from forum.complaints.actions import trialing, writing
from forum.complaints.models import AreaTally as Areas
from forum.complaints.models import (
    BoardTally,
    Complaint,
    ComplaintText,
    Message,
    NumberSeries,
    PendingTally,
    Trial,
    TrialTally,
    UnitTally,
)
from forum.complaints.queries import tallies
from forum.core import clock
from forum.core.db import db
from forum.ledger import rules as ledger
from forum.ledger.models import Act, Leaf, Subject
from forum.ratings.actions import rebuilding as survey
from forum.ratings.models import SurveyAnswer, TokenBlock, UsedToken
from forum.scores.actions.computing import compute
from forum.search.queries import matching
from forum.seeds import books, demo, load
from forum.units.models import Government, Unit
from tests.seeds.conftest import OwnSite
from tests.seeds.counters import counted

ANCHOR = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)
CASES = 400
ANSWERS = 600
TRIALS = select(Trial)


def _grow() -> None:
    with clock.at(ANCHOR):
        demo.plant_places(books.read_shared(), ANCHOR)
        db.session.commit()
        load.add(load.Load(complaints=CASES, answers=ANSWERS, units=120, months=14))


@pytest.fixture(scope="module")
def grown(own_site: OwnSite) -> Iterator[Flask]:
    """One load for all tests that leave it as it is."""
    with own_site("grown") as app:
        _grow()
        yield app


@pytest.fixture
def loaded(grown: Flask) -> Iterator[Flask]:
    with grown.app_context():
        yield grown
        db.session.rollback()


def test_as_many_as_asked_with_numbers_without_gaps(loaded: Flask) -> None:
    assert db.session.scalar(select(func.count()).select_from(Complaint)) == CASES
    for series in db.session.scalars(select(NumberSeries)):
        own = select(Complaint.seq).where(
            Complaint.government_id == series.government_id, Complaint.year == series.year
        )
        assert sorted(db.session.scalars(own)) == list(range(1, series.last + 1))


def test_counts_are_what_a_recount_gives(loaded: Flask) -> None:
    board = {(t.government_id, t.state): t.n for t in db.session.scalars(select(BoardTally))}
    units = {(t.unit_id, t.state): t.n for t in db.session.scalars(select(UnitTally))}
    areas = {(t.area_code, t.state): t.n for t in db.session.scalars(select(Areas))}
    assert (board, units, areas) == (tallies.recount_board(), tallies.recount_units(), tallies.recount_areas())


def test_leaves_are_the_ledgers_own(loaded: Flask) -> None:
    rows = db.session.execute(select(Leaf, Subject.ref).join(Subject, Subject.id == Leaf.subject_id)).all()
    assert sorted(leaf.index for leaf, _ in rows) == list(range(len(rows)))
    for leaf, ref in rows:
        entry = ledger.leaf_entry(leaf.kind, ref, leaf.version, leaf.month, leaf.commitment)
        assert leaf.hash == ledger.leaf_hash(entry)


def test_leaves_commit_to_the_words(loaded: Flask) -> None:
    for said, number in db.session.execute(
        select(ComplaintText, Complaint.number).join(Complaint, Complaint.id == ComplaintText.complaint_id)
    ):
        content = {"number": number, "body": said.body, "place": said.place, "happened": said.happened}
        assert db.session.get_one(Leaf, said.leaf_index).commitment == ledger.commitment(said.salt, content)
    for message in db.session.scalars(select(Message)):
        content = {"kind": message.kind, "role": message.role, "body": message.body}
        assert db.session.get_one(Leaf, message.leaf_index).commitment == ledger.commitment(
            message.salt or b"", content
        )


def test_the_last_act_led_to_the_state(loaded: Flask) -> None:
    for complaint in db.session.scalars(select(Complaint)):
        acts = db.session.scalars(select(Act).where(Act.subject_id == complaint.subject_id).order_by(Act.id)).all()
        assert acts[-1].detail["state"] == complaint.state


def test_what_is_public_is_found_and_nothing_else(loaded: Flask) -> None:
    asked = matching("lampu jalan", [])
    assert asked is not None
    found = set(db.session.scalars(asked))
    assert found
    for complaint in db.session.scalars(select(Complaint).where(Complaint.subject_id.in_(found))):
        assert complaint.is_published
        assert not complaint.is_confidential


def test_a_real_case_goes_on_after_a_load(app: Flask) -> None:
    _grow()
    government = db.session.scalars(select(Government)).first()
    assert government is not None
    with clock.at(ANCHOR):
        submitted = writing.submit(government, writing.Story(body="Selokan di depan rumah mampet."), visit="v")
        db.session.commit()
    assert submitted.complaint.id > CASES


def test_survey_counts_are_what_a_recount_gives(loaded: Flask) -> None:
    before = {tally: counted(tally) for tally in survey.TALLIES}
    assert all(before.values())
    assert survey.rebuild() == ANSWERS
    db.session.expire_all()
    assert {tally: counted(tally) for tally in survey.TALLIES} == before


def test_trials_and_their_counts_are_what_the_ledger_says(loaded: Flask) -> None:
    held = {(t.complaint_id, t.part, t.unit_id): (t.due_on, t.month, t.outcome) for t in db.session.scalars(TRIALS)}
    counts = counted(TrialTally), counted(PendingTally)
    assert {outcome for _, _, outcome in held.values()} >= {"met", "late", "pending", "solved", "silent"}
    for government in db.session.scalars(select(Government.id)).all():
        for _done in trialing.rebuild(government):
            db.session.commit()
    assert (counted(TrialTally), counted(PendingTally)) == counts
    db.session.expire_all()
    assert {
        (t.complaint_id, t.part, t.unit_id): (t.due_on, t.month, t.outcome) for t in db.session.scalars(TRIALS)
    } == held


def test_commitment_counts_are_what_a_recount_gives(loaded: Flask) -> None:
    before = counted(CommitmentTally), counted(PendingCommitments)
    assert all(before)
    commitments.rebuild()
    db.session.expire_all()
    assert (counted(CommitmentTally), counted(PendingCommitments)) == before


def test_used_tokens_are_those_of_verified_answers(loaded: Flask) -> None:
    verified = select(func.count()).select_from(SurveyAnswer).where(SurveyAnswer.source == "token")
    used = db.session.scalar(select(func.sum(TokenBlock.used)))
    assert used == db.session.scalar(verified) == db.session.scalar(select(func.count()).select_from(UsedToken))
    assert used


def test_answers_commit_to_their_marks(loaded: Flask) -> None:
    rows = select(SurveyAnswer).options(joinedload(SurveyAnswer.unit), joinedload(SurveyAnswer.service))
    for answer in db.session.scalars(rows.limit(50)):
        content = {"unit": answer.unit.code, "service": answer.service.name, "visited": answer.visited_on.isoformat(),
                   "marks": answer.marks}  # fmt: skip
        assert db.session.get_one(Leaf, answer.leaf_index).commitment == ledger.commitment(answer.salt, content)


def test_so_many_units_as_asked(loaded: Flask) -> None:
    assert db.session.scalar(select(func.count()).select_from(Unit).where(Unit.parent_id.is_not(None))) == 120


def test_a_month_of_a_load_can_be_closed_and_read(loaded: Flask) -> None:
    government = db.session.scalars(select(Government)).first()
    assert government is not None
    with clock.at(ANCHOR):
        computed = compute(government, "2026-09", 1, clock.today(government.zone))
    assert len(computed.rows) >= 25
