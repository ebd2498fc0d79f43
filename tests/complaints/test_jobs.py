"""What the worker does by itself: silence, expiry, reminders and the ladder once each, days off that change."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from forum.complaints import jobs
from forum.complaints.actions import answering, verifying
from forum.complaints.models import Reminder
from forum.complaints.queries import cases
from forum.complaints.queries.figures import unit_figures
from forum.core.db import db
from forum.ledger.queries import acts_on
from forum.notifications.models import Notice
from forum.notifications.queries import notices_of, read_notice
from forum.pages.queries.home import sums_since
from forum.units.actions.days_off import add_day_off
from tests.conftest import Hands
from tests.factories import Town, assigned, day, resolved, submit


def test_silence_is_closed_by_the_system_once(town: Town, hands: Hands) -> None:
    complaint = resolved(town)
    hands.move(days=13)
    jobs.close_what_time_closed()
    assert cases.lock(complaint.id).state == "resolved", "the last day still counts"
    hands.move(days=2)
    jobs.close_what_time_closed()
    jobs.close_what_time_closed()
    assert cases.lock(complaint.id).state == "closed_by_system"
    assert [a.verb for a in acts_on(complaint.subject_id)].count("close_silent") == 1


def test_what_is_not_completed_is_archived_after_one_reminder(town: Town, hands: Hands) -> None:
    complaint = cases.lock(submit(town).complaint.id)
    verifying.ask_completion(complaint, "Di mana tepatnya?", by=town.actor("moderator"))
    db.session.commit()
    hands.move(days=7)
    jobs.remind_and_escalate()
    request = cases.open_request(complaint.id)
    assert request is not None
    assert request.reminded_at is not None
    hands.move(days=8)
    jobs.close_what_time_closed()
    assert cases.lock(complaint.id).state == "archived"


def told(town: Town, who: str) -> list[tuple[str, str | None]]:
    said = [read_notice(n) for n in notices_of(town.people[who].id, limit=50)]
    return [(s["kind"], s.get("step")) for s in reversed(said)]


def test_late_verification_names_no_unit_head(town: Town, hands: Hands) -> None:
    complaint = submit(town, unit_id=town.works.id).complaint
    for _ in range(16):
        hands.move(days=1)
        jobs.remind_and_escalate()
    steps = [act.detail["step"] for act in acts_on(complaint.subject_id) if act.verb == "escalate"]
    assert steps[:2] == ["moderator", "inspector"]
    assert "head" not in steps
    assert told(town, "head") == []
    assert told(town, "moderator").count(("escalated", "moderator")) == 1


def test_the_ladder_tells_each_once(town: Town, hands: Hands) -> None:
    complaint = assigned(town)
    for _ in range(16):
        hands.move(days=1)
        jobs.remind_and_escalate()
        jobs.remind_and_escalate()
    assert told(town, "officer") == [("assigned", None), ("deadline_near", "remind")]
    assert ("escalated", "head") in told(town, "head")
    assert ("escalated", "moderator") in told(town, "moderator")
    assert ("escalated", "inspector") in told(town, "inspector")
    assert db.session.scalar(select(func.count()).select_from(Reminder)) == 4
    assert [a.detail["step"] for a in acts_on(complaint.subject_id) if a.verb == "escalate"] == [
        "head", "moderator", "inspector",
    ]  # fmt: skip


def test_answered_cases_are_left_in_peace(town: Town, hands: Hands) -> None:
    complaint = assigned(town)
    answering.answer(complaint, "Kami periksa Senin pagi.", by=town.actor("officer"))
    db.session.commit()
    before = db.session.scalar(select(func.count()).select_from(Notice))
    hands.move(days=8)
    jobs.remind_and_escalate()
    assert db.session.scalar(select(func.count()).select_from(Notice)) == before


def test_a_new_day_off_moves_open_deadlines(town: Town, app: Flask) -> None:
    complaint, done = assigned(town), resolved(town)
    before = done.answer_due_on
    add_day_off(town.government.id, day("2026-11-20"), "Hari contoh", "libur", by=town.actor("admin", "administrator"))
    db.session.commit()
    jobs.recompute_deadlines()
    moved = cases.lock(complaint.id)
    assert moved.answer_due_on == day("2026-11-26")
    assert [a.verb for a in acts_on(complaint.subject_id)][-1] == "recompute"
    assert cases.lock(done.id).answer_due_on != before, "deadlines of a case awaiting the reporter follow too"
    acts = len(acts_on(complaint.subject_id))
    jobs.recompute_deadlines()
    assert len(acts_on(complaint.subject_id)) == acts, "nothing changed, nothing written"


def test_a_unit_that_never_answers_does_not_look_punctual(town: Town, hands: Hands) -> None:
    for _ in range(3):
        assigned(town)
    answered = assigned(town)
    answering.answer(answered, "Kami periksa Senin pagi.", by=town.actor("officer"))
    db.session.commit()
    assert unit_figures(town.works.id, day("2026-11-18"), "2026-01").share_in_time == 100
    hands.move(days=9)
    figures = unit_figures(town.works.id, day("2026-11-27"), "2026-01")
    assert (figures.in_time, figures.n_due, figures.share_in_time) == (1, 4, 25)
    sums = sums_since(town.government.id, "2026-09", day("2026-11-27"))
    assert (sums.in_time, sums.n_due, sums.share_in_time) == (1, 4, 25)
