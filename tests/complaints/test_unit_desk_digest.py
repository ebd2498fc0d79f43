"""The morning letter: at seven in the town's zone, on working days, once, to those who want it and have work."""

from __future__ import annotations

from datetime import UTC, datetime

from forum.complaints.actions import digesting
from forum.core import mail, outbox
from forum.core.db import db
from forum.core.outbox import Address, Letter
from tests.conftest import Hands
from tests.factories import Town, assigned


def letters() -> list[Letter]:
    return [each for each in db.session.query(Letter) if each.kind == "digest"]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Makassar (UTC+8)."""
    return datetime(2026, 11, day - (hour < 8), (hour - 8) % 24, minute, tzinfo=UTC)


def test_goes_out_once_at_seven(town: Town, hands: Hands) -> None:
    assigned(town)
    digesting.queue_digests()  # noon of the 18th: the first morning is tomorrow's
    hands.set(at(19, 6, 59))
    assert digesting.queue_digests() == 0
    hands.set(at(19, 7))
    assert digesting.queue_digests() == 3  # officer, colleague, head
    assert digesting.queue_digests() == 0
    hands.set(at(19, 23))
    assert digesting.queue_digests() == 0
    db.session.commit()
    assert len(letters()) == 3


def test_rests_on_days_off(town: Town, hands: Hands) -> None:
    assigned(town)
    digesting.queue_digests()
    hands.set(at(28, 7))  # Saturday, and the case is late by then
    assert digesting.queue_digests() == 0
    hands.set(at(30, 7))
    assert digesting.queue_digests() == 3


def test_nobody_without_work_or_wish_gets_one(town: Town, hands: Hands) -> None:
    assigned(town)
    town.people["officer"].mail_digest = False
    town.people["colleague"].suspended_at = hands.now
    digesting.queue_digests()
    hands.set(at(19, 7))
    assert digesting.queue_digests() == 1  # the head; the clinic has no case


def test_says_what_is_late_near_and_new(town: Town, hands: Hands) -> None:
    late = assigned(town, "Jalan lama yang rusak parah.")
    hands.set(at(26, 12))
    new = assigned(town, "Jembatan baru yang retak.", is_confidential=True)
    digesting.queue_digests()
    hands.set(at(27, 7))
    digesting.queue_digests()
    content = outbox.read_content(letters()[0])
    assert (content["late"], content["near"], content["new"]) == (1, 0, 1)
    assert content["late_cases"] == [{"number": late.number, "headline": "Jalan lama yang rusak parah", "left": -2}]
    assert content["new_cases"][0]["number"] == new.number
    assert content["new_cases"][0]["headline"] == ""


def test_reads_in_the_language_of_the_reader(town: Town, hands: Hands) -> None:
    complaint = assigned(town)
    digesting.queue_digests()
    hands.set(at(27, 7))
    digesting.queue_digests()
    message = mail.compose(letters()[0], Address("petugas@contoh.example", "id", "http://127.0.0.1:8000/berhenti"))
    plain, html = (part.get_content() for part in message.iter_parts())
    assert message["Subject"] == "Meja unit pagi ini: 1 terlambat, 0 segera jatuh tempo, 0 baru"
    for body in (plain, html):
        assert complaint.number in body
        assert "/meja/unit" in body
        assert "/berhenti" in body
    assert "\n\n\n" not in plain
