"""A load of cases counts, hashes and finds as real cases do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.complaints.models import AreaTally as Areas
from forum.complaints.models import BoardTally, Complaint, ComplaintText, Message, NumberSeries, UnitTally
from forum.complaints.queries import tallies
from forum.core import clock
from forum.core.db import db
from forum.ledger import rules as ledger
from forum.ledger.models import Act, Leaf, Subject
from forum.search.queries import matching
from forum.seeds import books, demo, load

ANCHOR = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)
CASES = 400


@pytest.fixture
def loaded(app: Flask) -> Flask:
    with clock.at(ANCHOR):
        demo.plant_places(books.read_shared(), ANCHOR)
        db.session.commit()
        load.add(CASES, 4)
    return app


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


def test_a_real_case_goes_on_after_a_load(loaded: Flask) -> None:
    from forum.complaints.actions import writing
    from forum.units.models import Government

    government = db.session.scalars(select(Government)).first()
    assert government is not None
    with clock.at(ANCHOR):
        submitted = writing.submit(government, writing.Story(body="Selokan di depan rumah mampet."), visit="v")
        db.session.commit()
    assert submitted.complaint.id > CASES
