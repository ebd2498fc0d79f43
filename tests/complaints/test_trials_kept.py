"""Trials are kept as things happen, and whoever reads them reads few rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from forum.complaints import jobs
from forum.complaints.actions import answering, reporting, sweeping, trialing, units_gone, verifying
from forum.complaints.models import Complaint, PendingTally, Trial, TrialTally
from forum.complaints.queries import cases, trials
from forum.complaints.queries.trial_evidence import trial_list
from forum.core import clock
from forum.core.db import db
from forum.core.paging import PAGE, BadCursor, Cursor, Page
from forum.ledger.rules import Actor
from forum.moderation.models import Standing
from forum.units.models import DayOff
from tests.complaints.counting import plan_of, statements
from tests.complaints.trial_counts import check_trials, counted_by_hand, kept_counts, kept_trials
from tests.conftest import Hands
from tests.factories import Town, assigned, resolved, submit

FIRST, LAST = "2026-11", "2027-02"


def outcomes(complaint: Complaint) -> dict[tuple[str, int], str]:
    rows = db.session.scalars(select(Trial).where(Trial.complaint_id == complaint.id))
    return {(row.part, row.unit_id): row.outcome for row in rows}


def test_an_assigned_case_has_two_trials_and_a_verified_one_none(town: Town) -> None:
    waiting, complaint = submit(town).complaint, assigned(town)
    assert outcomes(waiting) == {}
    assert outcomes(complaint) == {("R", town.works.id): "pending", ("K", town.works.id): "pending"}
    rows = db.session.scalars(select(Trial).order_by(Trial.part.desc())).all()
    assert [row.due_on for row in rows] == [complaint.answer_due_on, complaint.resolve_due_on]
    pending = trials.pending_between(town.government.id, date(2026, 11, 1), date(2027, 2, 28))
    assert {(p.part, p.due_on, p.n) for p in pending} == {(row.part, row.due_on, 1) for row in rows}


def test_answers_and_the_reporters_word_move_the_counts(town: Town) -> None:
    for say in (lambda c: reporting.confirm(c, 5, ""), lambda c: reporting.dispute(c, "Masih padam di ujung jalan.")):
        say(resolved(town))
    resolved(town)
    db.session.commit()
    counted = {(t.part, t.outcome): t.n for t in trials.tallies_between(town.government.id, FIRST, LAST)}
    assert counted == {("R", "met"): 3, ("K", "solved"): 1, ("K", "unsolved"): 1, ("K", "silent"): 1}
    assert trials.pending_between(town.government.id, date(2026, 1, 1), date(2028, 1, 1)) == []
    assert trials.tallies_between(town.other.id, FIRST, LAST) == []
    assert trials.tallies_between(town.government.id, FIRST, LAST, town.clinic.id) == []
    check_trials(town.government.id)


def test_a_month_begins_where_the_complaint_lives(town: Town, hands: Hands) -> None:
    hands.set(datetime(2026, 11, 30, 16, 30, tzinfo=UTC))  # half past midnight of 1 December in Makassar
    assigned(town)
    db.session.commit()
    rows = trials.bounces_between([town.works.id], "2026-11", "2026-12")
    assert [(row.month, row.received) for row in rows] == [("2026-12", 1)]


def test_what_is_settled_before_its_deadline_is_known_as_such(town: Town, hands: Hands) -> None:
    complaint = resolved(town)
    today = date(2026, 11, 18)
    assert {(t.part, t.outcome, t.n) for t in trials.settled_ahead(town.government.id, today)} == {
        ("R", "met", 1), ("K", "silent", 1)
    }  # fmt: skip
    assert complaint.answer_due_on is not None
    after = complaint.answer_due_on + timedelta(days=1)
    assert [t.part for t in trials.settled_ahead(town.government.id, after, town.works.id)] == ["K"]
    assert trials.first_month(town.government.id) == "2026-11"
    assert trials.first_month(town.other.id) is None


def test_an_agreed_transfer_takes_the_trial_along_and_is_counted_as_a_bounce(town: Town) -> None:
    complaint = assigned(town)
    answering.propose_transfer(complaint, "Bukan kewenangan kami.", town.clinic, by=town.actor("officer"))
    verifying.decide_transfer(complaint, True, "Setuju.", town.clinic, by=town.actor("moderator"))
    db.session.commit()
    assert outcomes(complaint) == {
        ("R", town.works.id): "transferred", ("K", town.works.id): "transferred",
        ("R", town.clinic.id): "pending", ("K", town.clinic.id): "pending",
    }  # fmt: skip
    bounces = trials.bounces_between([town.works.id, town.clinic.id], FIRST, LAST)
    assert [(b.unit_id, b.received, b.proposed, b.transferred) for b in bounces] == [
        (town.works.id, 1, 1, 1), (town.clinic.id, 1, 0, 0)
    ]  # fmt: skip
    check_trials(town.government.id)


def test_an_ended_unit_hands_its_trials_on(town: Town) -> None:
    complaint = assigned(town)
    units_gone.hand_over(town.works, town.clinic, "Digabung.", by=Actor("administrator"))
    db.session.commit()
    assert outcomes(complaint)["R", town.works.id] == "forwarded"
    assert outcomes(complaint)["R", town.clinic.id] == "pending"
    check_trials(town.government.id)


def test_days_off_move_trials_of_open_and_of_unsettled_closed_cases(town: Town, hands: Hands) -> None:
    still_open, closed = assigned(town), resolved(town)
    reporting.confirm(closed, 4, "")
    db.session.commit()
    before = {row[0]: row[3] for row in kept_trials() if row[1] == "R"}
    db.session.add(DayOff(government_id=town.government.id, day=date(2026, 11, 20), name="Hari Contoh", kind="own"))
    db.session.commit()
    assert sweeping.recompute_open(town.government.id) == (closed.id, 1)
    db.session.commit()
    after = {row[0]: row[3] for row in kept_trials() if row[1] == "R"}
    assert after == {still_open.id: before[still_open.id] + timedelta(days=1),
                     closed.id: before[closed.id] + timedelta(days=1)}  # fmt: skip
    check_trials(town.government.id)


def test_days_off_leave_a_settled_month_alone(town: Town, hands: Hands) -> None:
    closed = resolved(town)
    reporting.confirm(closed, 4, "")
    db.session.commit()
    before = kept_trials()
    hands.move(days=120)
    db.session.add(DayOff(government_id=town.government.id, day=date(2026, 11, 20), name="Hari Contoh", kind="own"))
    assert sweeping.recompute_open(town.government.id) == (0, 0)
    assert kept_trials() == before


def test_an_older_installation_is_filled_once(town: Town, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trialing, "BATCH", 2)
    for _ in range(3):
        resolved(town)
    submit(town)
    rows, counts = kept_trials(), kept_counts()
    for table in (Trial, TrialTally, PendingTally):
        db.session.execute(delete(table))
    db.session.commit()
    jobs.fill_trials()
    assert (kept_trials(), kept_counts()) == (rows, counts)
    with statements() as sent:
        jobs.fill_trials()
    assert len(sent) == 1
    assert (kept_trials(), kept_counts()) == (rows, counts)


def test_the_command_mends_rows_and_counts(town: Town, app: Flask) -> None:
    complaint = resolved(town)
    rows, counts = kept_trials(), kept_counts()
    db.session.execute(delete(Trial).where(Trial.part == "K"))
    db.session.get_one(Trial, (complaint.id, "R", town.works.id)).outcome = "late"
    db.session.execute(delete(TrialTally).where(TrialTally.part == "R"))
    db.session.commit()
    assert app.test_cli_runner().invoke(args=["rebuild-trials"]).exit_code == 0
    db.session.expire_all()
    assert (kept_trials(), kept_counts()) == (rows, counts)
    assert kept_counts() == counted_by_hand()


def test_an_answer_costs_a_handful_of_statements_for_its_trials(town: Town) -> None:
    complaint = cases.lock(assigned(town).id)
    with statements() as sent:
        answering.answer(complaint, "Petugas kami memeriksa lampu itu besok pagi.", by=town.actor("officer"))
    own = [
        s for s in sent if any(t in s for t in ("complaint_trials", "trial_tallies", "pending_tallies", "void_answers"))
    ]
    assert len(own) == 5
    with statements() as sent:
        answering.report_progress(complaint, "Bahan sudah dipesan.", by=town.actor("officer"))
    assert not [s for s in sent if "complaint_trials" in s]


MONTHS = select(TrialTally.n).where(TrialTally.government_id == 1, TrialTally.month.between(FIRST, LAST))
DAYS = select(PendingTally.n).where(PendingTally.government_id == 1, PendingTally.due_on >= date(2026, 11, 1))
CASES = trial_list(1, "R", ["2026-10", "2026-11"], None, None, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("statement", "index"), [(MONTHS, "trial_tallies"), (DAYS, "pending_tallies"), (CASES, "ix_complaint_trials_unit")]
)
def test_every_reading_goes_by_an_index(town: Town, statement: Any, index: str) -> None:
    plan = plan_of(statement)
    assert "SCAN" not in plan
    assert "Seq Scan" not in plan
    assert index in plan


def pieces(town: Town, part: str, *outcomes: str, at: str | None = None) -> Page[trials.Piece]:
    today = clock.today(town.government.zone)
    return trials.trials_of(town.works.id, part, ["2026-11", "2026-12"], outcomes or None, at, today)


def test_the_evidence_names_failures_that_time_made(town: Town, hands: Hands) -> None:
    silent, answered = assigned(town), assigned(town)
    answering.answer(answered, "Petugas kami memeriksa lampu itu besok pagi.", by=town.actor("officer"))
    db.session.commit()
    assert pieces(town, "R").rows == []
    hands.move(days=8)
    assert {(p.number, p.outcome) for p in pieces(town, "R").rows} == {
        (silent.number, "unanswered"), (answered.number, "met")
    }  # fmt: skip
    assert [p.number for p in pieces(town, "R", "unanswered", "late").rows] == [silent.number]
    assert [p.number for p in pieces(town, "R", "met").rows] == [answered.number]
    assert pieces(town, "K").rows == []


def test_the_evidence_has_pages(town: Town, hands: Hands) -> None:
    numbers = [assigned(town).number for _ in range(PAGE + 3)]
    hands.move(days=8)
    first = pieces(town, "R")
    second = pieces(town, "R", at=first.older)
    assert [p.number for p in (*first.rows, *second.rows)] == numbers[::-1]
    assert second.older is None
    assert pieces(town, "R", at=second.newer).rows == first.rows
    with pytest.raises(BadCursor):
        pieces(town, "R", at=Cursor(("x", 1)).pack())


def test_the_evidence_says_no_word_of_confidential_or_hidden_cases(town: Town, hands: Hands) -> None:
    told, secret, hidden = assigned(town), assigned(town, is_confidential=True), assigned(town)
    db.session.add(Standing(subject_id=hidden.subject_id, government_id=town.government.id, kind="complaint",
                            state="hidden", since=clock.now()))  # fmt: skip
    db.session.commit()
    hands.move(days=8)
    headlines = {p.number: p.headline for p in pieces(town, "R").rows}
    assert headlines == {told.number: told.headline, secret.number: "", hidden.number: ""}
    assert told.headline
