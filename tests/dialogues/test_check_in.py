"""Being there: a code opens the hall to one phone, an account counts once, the moderator writes down the rest."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from forum.accounts.actions import own
from forum.core.db import db
from forum.dialogues.actions import attending, registering
from forum.dialogues.actions import sessions as session_acts
from forum.dialogues.errors import AlreadyThere, CodeUsed, HallClosed, TooManyTokens, UnknownCode
from forum.dialogues.models import Attendance, HallToken, Session
from forum.dialogues.queries import registrations, sessions
from forum.dialogues.rules import codes
from tests.conftest import Hands
from tests.dialogues.conftest import make_session
from tests.factories import Town


def some_codes(session_: Session, town: Town, count: int = 3) -> list[str]:
    first, last = attending.make_tokens(sessions.lock(session_.id), count, by=town.actor("moderator"))
    db.session.commit()
    return [attending.code_of(session_.id, serial) for serial in range(first, last + 1)]


@given(st.binary(min_size=5, max_size=5))
def test_a_code_is_read_as_the_hand_writes_it(raw: bytes) -> None:
    code = codes.written(raw)
    typed = codes.grouped(code).lower().replace("0", "o").replace("1", "l").replace("-", " - ")
    assert codes.tidy(typed) == code


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDEFGHJ", "ABCDEFG!", "ABCDEFGU", "\x00" * 8, "A" * 400])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert codes.tidy(typed) is None


def test_codes_differ_and_are_not_kept(opened: Session, town: Town) -> None:
    made = some_codes(opened, town, 200)
    assert len(set(made)) == 200
    kept = {each.token_hash for each in db.session.query(HallToken)}
    assert not kept & set(made)
    assert [attending.code_of(opened.id, serial) for serial in (1, 2)] == made[:2], "a sheet can be printed again"


def test_a_code_opens_one_phone(opened: Session, town: Town) -> None:
    code, *_others = some_codes(opened, town)
    phone = attending.check_in_token(sessions.hold_seats(opened.id), code.lower(), "user")
    assert attending.check_in_token(sessions.hold_seats(opened.id), code, "user", phone) == phone, "sent twice"
    with pytest.raises(CodeUsed):
        attending.check_in_token(sessions.hold_seats(opened.id), code, "user", "telepon-lain")
    token = attending.find_token(opened, phone)
    assert token is not None
    assert (token.serial, opened.attended) == (1, 1)
    assert attending.find_token(opened, "telepon-lain") is None
    assert registrations.attended_by_kind(opened.id) == {"user": 1}


def test_one_phone_uses_one_code(opened: Session, town: Town) -> None:
    first, second, _third = some_codes(opened, town)
    phone = attending.check_in_token(opened, first, "user")
    attending.check_in_token(opened, second, "media", phone)
    assert registrations.tokens_used(opened.id) == (3, 1)


def test_a_code_of_another_hall_is_unknown(opened: Session, town: Town) -> None:
    other = make_session(town, days=0.05)
    code, *_others = some_codes(other, town)
    for typed in (code, "00000000", "apa ini"):
        with pytest.raises(UnknownCode):
            attending.check_in_token(opened, typed, "user")


def test_the_same_phone_has_another_voice_in_each_session(opened: Session, town: Town) -> None:
    other = make_session(town, days=0.05)
    phone = attending.check_in_token(opened, some_codes(opened, town)[0], "user")
    attending.check_in_token(other, some_codes(other, town)[0], "user", phone)
    mine = [attending.find_token(each, phone) for each in (opened, other)]
    assert all(token is not None for token in mine)
    assert mine[0] is not mine[1]
    assert mine[0].device_hash != mine[1].device_hash  # type: ignore[union-attr]


def test_the_door_opens_two_hours_before_and_closes_with_the_meeting(town: Town, hands: Hands) -> None:
    session_ = make_session(town, days=2)
    code, *_others = some_codes(session_, town)
    with pytest.raises(HallClosed):
        attending.check_in_token(session_, code, "user")
    hands.set(session_.starts_at - timedelta(hours=2))
    attending.check_in_account(session_, town.people["resident"].id, "user")
    session_acts.begin(session_, by=town.actor("moderator"))
    session_acts.end(session_, by=town.actor("moderator"))
    with pytest.raises(HallClosed):
        attending.check_in_token(session_, code, "user")
    with pytest.raises(HallClosed):
        attending.check_in_account(session_, town.people["neighbour"].id, "user")
    attending.write_down(session_, "media", 4, by=town.actor("moderator"))
    assert session_.attended == 5, "the paper list is typed in afterwards"


def test_an_account_is_there_once(opened: Session, town: Town) -> None:
    resident = town.people["resident"].id
    assert attending.check_in_account(opened, resident, "user")
    assert not attending.check_in_account(opened, resident, "civil")
    assert opened.attended == 1


def test_a_registered_person_is_ticked_off_once(town: Town, hands: Hands) -> None:
    session_ = make_session(town, days=1)
    held = registering.register(session_, "academic", account_id=town.people["resident"].id).registration
    assert [(each.name, each.is_there) for each in registrations.listed(session_.id)] == [("Resident Contoh", False)]
    hands.move(days=1)
    attending.arrive(session_, held, by=town.actor("moderator"))
    assert [each.is_there for each in registrations.listed(session_.id)] == [True]
    with pytest.raises(AlreadyThere):
        attending.arrive(session_, held, by=town.actor("moderator"))
    assert not attending.check_in_account(session_, town.people["resident"].id, "user")
    assert registrations.attended_by_kind(session_.id) == {"academic": 1}


def test_who_came_by_phone_is_not_ticked_off_again(town: Town, hands: Hands) -> None:
    session_ = make_session(town, days=1)
    held = registering.register(session_, "user", account_id=town.people["resident"].id).registration
    hands.move(days=1)
    attending.check_in_account(session_, town.people["resident"].id, "user")
    with pytest.raises(AlreadyThere):
        attending.arrive(session_, held, by=town.actor("moderator"))


def test_what_was_written_down_by_mistake_is_taken_back(opened: Session, town: Town) -> None:
    attending.write_down(opened, "agency", 12, by=town.actor("moderator"))
    attending.write_down(opened, "agency", 3, by=town.actor("moderator"))
    attending.strike(opened, registrations.written_down(opened.id)[0], by=town.actor("moderator"))
    db.session.commit()
    assert (opened.attended, registrations.attended_by_kind(opened.id)) == (3, {"agency": 3})


def test_counts_and_rows_agree(opened: Session, town: Town) -> None:
    for code in some_codes(opened, town, 5)[:4]:
        attending.check_in_token(opened, code, "user")
    attending.write_down(opened, "civil", 7, by=town.actor("moderator"))
    db.session.commit()
    assert opened.attended == sum(registrations.attended_by_kind(opened.id).values()) == 11


def test_no_more_codes_than_a_hall_holds(opened: Session, town: Town) -> None:
    some_codes(opened, town, 990)
    for count in (11, 0, -1):
        with pytest.raises(TooManyTokens):
            attending.make_tokens(opened, count, by=town.actor("moderator"))
    assert len(some_codes(opened, town, 10)) == 10


def test_an_erased_account_leaves_the_number(opened: Session, town: Town) -> None:
    attending.check_in_account(opened, town.people["resident"].id, "user")
    own.anonymise(town.people["resident"])
    db.session.commit()
    assert registrations.attended_by_kind(opened.id) == {"user": 1}
    assert db.session.query(Attendance).one().account_id is None


def test_one_code_on_two_phones_at_once(app: Flask, opened: Session, town: Town) -> None:
    code, *_others = some_codes(opened, town)
    session_id = opened.id
    db.session.commit()
    start, outcomes = threading.Barrier(2), []

    def one() -> None:
        with app.app_context():
            try:
                start.wait(5)
                attending.check_in_token(sessions.hold_seats(session_id), code, "user")
                db.session.commit()
                outcomes.append("in")
            except CodeUsed:
                outcomes.append("used")
            finally:
                db.session.remove()

    phones = [threading.Thread(target=one) for _phone in range(2)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    assert sorted(outcomes) == ["in", "used"]
    db.session.expire_all()
    assert opened.attended == 1
