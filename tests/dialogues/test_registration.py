"""One person, one seat; over capacity one waits in order; an address counts once its owner confirmed it."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from forum.accounts.actions import own
from forum.core import clock, mail, outbox
from forum.core.db import db
from forum.core.outbox import Letter
from forum.dialogues import jobs
from forum.dialogues.actions import registering, telling
from forum.dialogues.actions import sessions as session_acts
from forum.dialogues.errors import RegistrationClosed, SeatsTaken
from forum.dialogues.models import Registration, Session
from forum.dialogues.queries import registrations, sessions
from forum.notifications import actions as notifications
from forum.notifications import queries as notices
from tests.conftest import Hands
from tests.dialogues.conftest import make_session
from tests.factories import Town


def sign_up(session_: Session, town: Town, who: str, kind: str = "user") -> registering.Outcome:
    outcome = registering.register(sessions.hold_seats(session_.id), kind, account_id=town.people[who].id)
    db.session.commit()
    return outcome


def heard(town: Town, who: str) -> list[str]:
    return [notices.read_notice(each)["step"] for each in reversed(notices.notices_of(town.people[who].id))]


def letters(kind: str = "session") -> list[str]:
    return [outbox.read_content(each).get("step", "") for each in db.session.query(Letter).filter_by(kind=kind)]


def test_four_times_the_same_person_is_one_seat(session_: Session, town: Town) -> None:
    news = [sign_up(session_, town, "resident").is_new for _try in range(4)]
    assert news == [True, False, False, False]
    assert session_.registered == 1
    assert heard(town, "resident") == ["registered"]


def test_over_capacity_one_waits_and_moves_up_in_order(town: Town) -> None:
    session_ = make_session(town, capacity=1)
    first, second, third = (sign_up(session_, town, who) for who in ("resident", "neighbour", "nurse"))
    assert [each.registration.state for each in (first, second, third)] == ["registered", "waiting", "waiting"]
    assert registrations.place_in_line(third.registration) == 2
    registering.cancel(sessions.hold_seats(session_.id), first.registration)
    db.session.commit()
    assert (second.registration.state, third.registration.state) == ("registered", "waiting")
    assert (session_.registered, session_.waiting) == (1, 1)
    assert heard(town, "neighbour") == ["waiting", "moved_up"]


def test_who_cancelled_stands_at_the_end_again(town: Town, hands: Hands) -> None:
    session_ = make_session(town, capacity=1)
    sign_up(session_, town, "nurse")
    early = sign_up(session_, town, "resident").registration
    hands.move(minutes=1)
    late = sign_up(session_, town, "neighbour").registration
    hands.move(minutes=1)
    registering.cancel(sessions.hold_seats(session_.id), early)
    sign_up(session_, town, "resident")
    assert registrations.first_waiting(session_.id) is late


def test_more_seats_move_people_up(town: Town) -> None:
    session_ = make_session(town, capacity=1)
    sign_up(session_, town, "resident")
    waiting = sign_up(session_, town, "neighbour").registration
    session_acts.edit(sessions.lock(session_.id), "Temu Warga", "", 5, (), by=town.actor("moderator"))
    db.session.commit()
    assert (waiting.state, session_.registered, session_.waiting) == ("registered", 2, 0)


def test_fewer_seats_take_nobodys_seat(town: Town) -> None:
    session_ = make_session(town, capacity=2)
    sign_up(session_, town, "resident")
    sign_up(session_, town, "neighbour")
    with pytest.raises(SeatsTaken):
        session_acts.edit(sessions.lock(session_.id), "Temu Warga", "", 1, (), by=town.actor("moderator"))
    db.session.rollback()
    assert (session_.registered, session_.capacity) == (2, 2)
    assert sign_up(session_, town, "nurse").registration.state == "waiting"


def test_an_address_holds_no_seat_before_its_owner_agrees(town: Town) -> None:
    session_ = make_session(town, capacity=1)
    contact = notifications.make_contact("warga@contoh.example", "id")
    for _try in range(3):
        registering.register_by_mail(sessions.hold_seats(session_.id), "civil", contact)
    db.session.commit()
    assert (session_.registered, session_.waiting) == (0, 0)
    assert letters("confirm_contact") == [""]
    assert letters() == []
    assert sign_up(session_, town, "resident").registration.state == "registered"
    notifications.confirm(contact)
    db.session.commit()
    held = registrations.find_registration(session_.id, contact_id=contact.id)
    assert held is not None
    assert (held.state, session_.waiting) == ("waiting", 1)
    assert sorted(letters()) == ["registered", "waiting"]


def test_a_confirmation_that_comes_too_late_takes_no_seat(session_: Session, hands: Hands) -> None:
    contact = notifications.make_contact("warga@contoh.example", "id")
    registering.register_by_mail(sessions.hold_seats(session_.id), "user", contact)
    hands.move(days=11)
    notifications.confirm(contact)
    assert db.session.query(Registration).one().state == "cancelled"


def test_a_confirmed_address_gets_one_letter_with_its_own_way_back(session_: Session) -> None:
    contact = notifications.make_contact("warga@contoh.example", "id")
    notifications.confirm(contact)
    for _try in range(4):
        registering.register_by_mail(sessions.hold_seats(session_.id), "user", contact)
    db.session.commit()
    letter = db.session.query(Letter).filter_by(kind="session").one()
    address = outbox.open_reference(letter.recipient)
    assert address is not None
    body = mail.compose(letter, address).get_body(("plain",)).get_content()
    held = db.session.query(Registration).one()
    assert telling.manage_path(held.id) in body
    assert str(held.id) in body
    assert "12.00 sampai 14.00 WITA" in body


def test_the_online_link_goes_to_those_with_a_seat(town: Town) -> None:
    session_ = make_session(town, capacity=1)
    session_.link, session_.mode = "https://temu.example/rahasia", "hybrid"
    db.session.commit()
    sign_up(session_, town, "resident")
    sign_up(session_, town, "neighbour")
    said = {outbox.read_content(each)["step"]: outbox.read_content(each)["link"] for each in db.session.query(Letter)}
    assert said == {"registered": "https://temu.example/rahasia", "waiting": ""}


def test_nobody_registers_for_what_began_or_was_cancelled(session_: Session, town: Town, hands: Hands) -> None:
    session_acts.cancel(sessions.lock(session_.id), "Banjir besar.", by=town.actor("moderator"))
    with pytest.raises(RegistrationClosed):
        sign_up(session_, town, "resident")
    other = make_session(town, days=1)
    hands.move(days=1)
    with pytest.raises(RegistrationClosed):
        sign_up(other, town, "resident")


def test_reminders_come_three_days_and_one_day_before_once(session_: Session, town: Town, hands: Hands) -> None:
    sign_up(session_, town, "resident")
    for before in (4, 3, 2.9, 1.5, 1, 0.5):
        hands.set(session_.starts_at - timedelta(days=before))
        jobs.remind_people()
        jobs.remind_people()
    assert heard(town, "resident") == ["registered", "reminder", "reminder"]


def test_who_registers_late_is_reminded_of_what_is_still_ahead(town: Town, hands: Hands) -> None:
    session_ = make_session(town, days=2)
    sign_up(session_, town, "resident")
    jobs.remind_people()
    assert heard(town, "resident") == ["registered"]
    hands.set(session_.starts_at - timedelta(hours=20))
    jobs.remind_people()
    assert heard(town, "resident") == ["registered", "reminder"]


def test_a_moved_meeting_is_reminded_of_anew(session_: Session, town: Town, hands: Hands) -> None:
    sign_up(session_, town, "resident")
    hands.set(session_.starts_at - timedelta(days=1))
    jobs.remind_people()
    later = timedelta(days=10)
    plan = session_acts.Plan(session_.starts_at + later, session_.ends_at + later, "hall", session_.place)
    session_acts.move(sessions.lock(session_.id), plan, "Gedung bocor.", by=town.actor("moderator"))
    db.session.commit()
    hands.set(session_.starts_at - timedelta(days=3))
    jobs.remind_people()
    assert heard(town, "resident") == ["registered", "reminder", "moved", "reminder"]


def test_an_erased_account_leaves_its_seat_and_its_trace(town: Town) -> None:
    session_ = make_session(town, capacity=1)
    sign_up(session_, town, "resident")
    waiting = sign_up(session_, town, "neighbour").registration
    own.anonymise(town.people["resident"])
    db.session.commit()
    assert (waiting.state, session_.registered) == ("registered", 1)
    assert registrations.registrations_of_account(town.people["resident"].id) == []


def test_two_at_once_for_the_last_seat(app: Flask, town: Town) -> None:
    session_ = make_session(town, capacity=1)
    ids = [town.people[who].id for who in ("resident", "neighbour")]
    session_id = session_.id
    db.session.commit()
    start, failures = threading.Barrier(2), []

    def one(account_id: int) -> None:
        with app.app_context():
            try:
                start.wait(5)
                registering.register(sessions.hold_seats(session_id), "user", account_id=account_id)
                db.session.commit()
            except Exception as error:  # noqa: BLE001 - whatever it was, the test must hear of it
                failures.append(error)
            finally:
                db.session.remove()

    workers = [threading.Thread(target=one, args=(each,)) for each in ids]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    db.session.expire_all()
    states = sorted(each.state for each in registrations.people_of(session_id))
    assert states == ["registered", "waiting"]
    assert (session_.registered, session_.waiting) == (1, 1)


def test_the_database_holds_one_row_per_person(session_: Session, town: Town) -> None:
    sign_up(session_, town, "resident")
    again = Registration(session_id=session_.id, account_id=town.people["resident"].id, kind="user", state="waiting",
                         at=clock.now())  # fmt: skip
    db.session.add(again)
    with pytest.raises(Exception, match=r"(?i)unique"):
        db.session.flush()
    db.session.rollback()
    assert db.session.execute(text("select count(*) from dialogue_registrations")).scalar() == 1
