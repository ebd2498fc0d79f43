"""A session is moved or cancelled with a reason that everybody hears, begun near its hour, and ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forum.core import clock, mail
from forum.core.clock import local_date
from forum.core.db import db
from forum.core.i18n import say_weekday
from forum.core.outbox import Address, Letter
from forum.dialogues import jobs
from forum.dialogues.actions import sessions as session_acts
from forum.dialogues.errors import (
    NothingChanged,
    PlanRefused,
    ReasonMissing,
    SessionNotPlanned,
    SessionNotRunning,
    TooEarlyToBegin,
)
from forum.dialogues.models import Series, Session
from forum.dialogues.queries import sessions as known
from forum.dialogues.rules.calendar import Plan
from forum.ledger.queries import acts_on
from forum.notifications import actions as notifications
from forum.notifications import queries as notices
from tests.conftest import Hands
from tests.dialogues.conftest import HALL, make_session, session_plan
from tests.factories import Town, day


def plan(session_: Session, days: float = 0, hours: float = 0, **where: str) -> Plan:
    """The session's own plan, later by some days or at another place."""
    step = timedelta(days=days, hours=hours)
    given = {"mode": session_.mode, "place": session_.place, "link": session_.link, **where}
    return Plan(session_.starts_at + step, session_.ends_at + step, **given)


def heard(town: Town, who: str) -> list[str]:
    return [notices.read_notice(each)["step"] for each in notices.notices_of(town.people[who].id)]


def test_numbers_run_through_a_year_of_a_government(town: Town) -> None:
    made = [make_session(town, days) for days in (10, 20, 60)]
    assert [(each.year, each.number) for each in made] == [(2026, 1), (2026, 2), (2027, 1)]


def test_a_move_is_told_with_its_reason(session_: Session, town: Town) -> None:
    notifications.follow(session_.subject_id, account_id=town.people["resident"].id)
    before = session_.starts_at
    session_acts.move(known.lock(session_.id), plan(session_, days=2), "Gedung bocor.", by=town.actor("moderator"))
    db.session.commit()
    assert session_.starts_at == before + timedelta(days=2)
    assert session_.sequence == 1
    change = known.changes_of(session_.id)[0]
    assert (change.kind, change.was["starts_at"], change.reason) == ("moved", before.isoformat(), "Gedung bocor.")
    assert heard(town, "resident") == ["moved"]
    assert acts_on(session_.subject_id)[-1].reason == "Gedung bocor."


def test_the_letter_of_a_move_says_when_and_where_it_was_to_be(session_: Session, town: Town) -> None:
    notifications.follow(session_.subject_id, account_id=town.people["resident"].id)
    was = say_weekday(local_date(session_.starts_at, "Asia/Makassar"))
    moved = plan(session_, days=2, place="Kantor lurah")
    session_acts.move(known.lock(session_.id), moved, "Gedung bocor.", by=town.actor("moderator"))
    session_acts.move(known.lock(session_.id), plan(session_, place=HALL), "Sudah kering.", by=town.actor("moderator"))
    db.session.commit()
    first, second = (words_of(each) for each in db.session.query(Letter).filter_by(kind="session"))
    if "Sudah kering." in first:
        first, second = second, first
    assert f"Semula: {was}" in first
    assert f"Semula: {HALL}." in first
    assert "Semula: Kantor lurah." in second
    assert was not in second


def words_of(letter: Letter) -> str:
    part = mail.compose(letter, Address("warga@contoh.example", "id")).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_threads_keep_their_distance_to_a_moved_meeting(session_: Session, town: Town) -> None:
    assert (session_.discuss_from, session_.discuss_until) == (day("2026-11-14"), day("2026-12-05"))
    session_acts.move(known.lock(session_.id), plan(session_, days=3), "Banjir.", by=town.actor("moderator"))
    assert (session_.discuss_from, session_.discuss_until) == (day("2026-11-17"), day("2026-12-08"))


def test_another_place_at_the_same_time_is_a_change_of_place(session_: Session, town: Town) -> None:
    session_acts.move(known.lock(session_.id), plan(session_, place="Aula Timur"), "Lebih luas.",
                      by=town.actor("moderator"))  # fmt: skip
    assert (session_.place, known.changes_of(session_.id)[0].kind) == ("Aula Timur", "place")


@pytest.mark.parametrize(
    ("starts", "ends", "fault"),
    [(5, 5, "ends-first"), (5, 4.9, "ends-first"), (-1, -0.9, "past"), (5, 5.6, "too-long"), (600, 600.1, "too-far")],
)
def test_impossible_times_are_refused(town: Town, starts: float, ends: float, fault: str) -> None:
    now = clock.now()
    given = Plan(now + timedelta(days=starts), now + timedelta(days=ends), "hall", HALL)
    with pytest.raises(PlanRefused) as refused:
        session_acts.plan_by_hand(town.root, session_plan(town, plan=given), by=town.actor("moderator"))
    assert refused.value.fault == fault


def test_a_move_needs_a_reason_and_a_difference(session_: Session, town: Town) -> None:
    with pytest.raises(ReasonMissing):
        session_acts.move(session_, plan(session_, days=1), " \n ", by=town.actor("moderator"))
    with pytest.raises(NothingChanged):
        session_acts.move(session_, plan(session_), "Tidak ada.", by=town.actor("moderator"))
    with pytest.raises(PlanRefused):
        session_acts.move(session_, plan(session_, days=-20), "Kemarin.", by=town.actor("moderator"))
    assert session_.sequence == 0


def test_what_is_cancelled_stays_so(session_: Session, town: Town) -> None:
    notifications.follow(session_.subject_id, account_id=town.people["resident"].id)
    session_acts.cancel(known.lock(session_.id), "Tidak ada pembicara.", by=town.actor("moderator"))
    db.session.commit()
    assert (session_.state, session_.sequence, heard(town, "resident")) == ("cancelled", 1, ["cancelled"])
    for act in (
        lambda: session_acts.cancel(session_, "Lagi.", by=town.actor("moderator")),
        lambda: session_acts.move(session_, plan(session_, days=1), "Lagi.", by=town.actor("moderator")),
        lambda: session_acts.begin(session_, by=town.actor("moderator")),
        lambda: session_acts.edit(session_, "A", "B", 5, (), by=town.actor("moderator")),
    ):
        with pytest.raises(SessionNotPlanned):
            act()


def test_it_begins_near_its_hour(session_: Session, town: Town, hands: Hands) -> None:
    with pytest.raises(TooEarlyToBegin):
        session_acts.begin(session_, by=town.actor("moderator"))
    with pytest.raises(SessionNotRunning):
        session_acts.end(session_, by=town.actor("moderator"))
    hands.set(session_.starts_at - timedelta(hours=1))
    session_acts.begin(known.lock(session_.id), by=town.actor("moderator"))
    session_acts.end(known.lock(session_.id), by=town.actor("moderator"))
    assert session_.state == "ended"


def test_the_worker_ends_what_everybody_forgot(opened: Session, town: Town, hands: Hands) -> None:
    never_begun = make_session(town, days=0.5)
    hands.set(opened.ends_at + timedelta(hours=11))
    jobs.end_forgotten_sessions()
    assert (opened.state, never_begun.state) == ("running", "planned")
    hands.set(never_begun.ends_at + timedelta(hours=12))
    jobs.end_forgotten_sessions()
    assert (opened.state, never_begun.state) == ("ended", "ended")
    assert acts_on(opened.subject_id)[-1].role == "system"


def test_the_job_makes_sessions_once(series: Series) -> None:
    jobs.make_sessions_ahead()
    jobs.make_sessions_ahead()
    assert db.session.query(Session).filter_by(series_id=series.id).count() == 2
