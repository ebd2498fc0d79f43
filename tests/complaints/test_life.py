"""One complaint through its whole life, and the counts and deadlines beside it."""

from __future__ import annotations

import pytest

from forum.complaints.actions import answering, reporting, sweeping, verifying
from forum.complaints.errors import StepRefused
from forum.complaints.queries import cases, private, tallies
from forum.core.db import db
from forum.ledger.queries import acts_on
from forum.notifications.queries import notices_of
from tests.conftest import Hands
from tests.factories import Town, assigned, day, resolved, submit


def test_a_complaint_gets_number_code_words_and_leaf(town: Town) -> None:
    submitted = submit(town)
    complaint = submitted.complaint
    assert complaint.number == "CTH-2026-000001"
    assert private.find_by_code(complaint.number, submitted.code.lower()) is complaint
    assert cases.text_of(complaint.id).leaf_index == 0
    assert complaint.verify_due_on == day("2026-11-23")
    assert not complaint.is_published


def test_clocks_run_from_assignment(town: Town) -> None:
    complaint = assigned(town)
    assert (complaint.answer_due_on, complaint.resolve_due_on) == (day("2026-11-25"), day("2026-12-08"))
    assert complaint.due_on == day("2026-11-25")


def test_a_whole_life(town: Town, hands: Hands) -> None:
    complaint = assigned(town)
    hands.move(days=9)
    answering.answer(complaint, "Kami periksa besok.", by=town.actor("officer"))
    answering.resolve(complaint, "Sudah diganti.", by=town.actor("officer"))
    db.session.commit()
    reporting.dispute(complaint, "Masih padam di ujung jalan.")
    assert (complaint.state, complaint.answer_due_on) == ("reopened", day("2026-12-04"))
    answering.resolve(complaint, "Kabel diganti.", by=town.actor("officer"))
    reporting.confirm(complaint, 5, "Terima kasih")
    db.session.commit()
    assert complaint.state == "confirmed"
    verbs = [act.verb for act in acts_on(complaint.subject_id)]
    assert verbs == ["submit", "assign", "answer", "resolve", "dispute", "resolve", "confirm"]
    assert tallies.board_counts(town.government.id) == {
        "submitted": 0, "assigned": 0, "in_progress": 0, "resolved": 0, "reopened": 0, "confirmed": 1,
    }  # fmt: skip


def test_silence_closes_and_is_no_success(town: Town, hands: Hands) -> None:
    complaint = resolved(town)
    assert not sweeping.close_silent(complaint)
    hands.move(days=20)
    assert sweeping.close_silent(complaint)
    assert complaint.state == "closed_by_system"


@pytest.mark.asvs("2.3.1")
def test_an_illegal_step_changes_nothing(town: Town) -> None:
    complaint = submit(town).complaint
    with pytest.raises(StepRefused):
        answering.answer(complaint, "Belum waktunya", by=town.actor("officer"))
    db.session.rollback()
    assert complaint.state == "submitted"
    assert [a.verb for a in acts_on(complaint.subject_id)] == ["submit"]


def test_counts_equal_a_recount(town: Town) -> None:
    for step in range(6):
        complaint = assigned(town, f"Laporan ke-{step} tentang jalan rusak.")
        if step % 2:
            answering.answer(complaint, "Dijadwalkan Senin.", by=town.actor("officer"))
        if step % 3 == 0:
            verifying.close(complaint, "Diselesaikan bersama.", by=town.actor("moderator"))
    db.session.commit()
    kept = {(town.government.id, s): n for s, n in tallies.board_counts(town.government.id).items() if n}
    assert kept == tallies.recount_board()
    assert {
        (town.works.id, s): n for s, n in tallies.unit_counts(town.works.id).items() if n
    } == tallies.recount_units()


def test_a_case_never_assigned_is_verified_anew_after_reopening(town: Town, hands: Hands) -> None:
    complaint = cases.lock(submit(town, unit_id=town.works.id).complaint.id)
    verifying.archive(complaint, "no_substance", "", by=town.actor("moderator"))
    db.session.commit()
    hands.move(days=30)
    complaint = cases.lock(complaint.id)
    reporting.reopen_by_reporter(complaint, "Ini buktinya: lampu masih padam.")
    db.session.commit()
    assert (complaint.state, complaint.verify_due_on) == ("submitted", day("2026-12-23"))
    assert complaint.due_on == complaint.verify_due_on
    assert [m.audience for m in cases.messages_of(complaint.id)] == ["parties"]
    assert not notices_of(town.people["officer"].id), "a unit the reporter only named hears nothing yet"
