"""The life of a commitment: whose turn it is, which date it may have, what stays visible."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from forum.commitments import rules
from forum.commitments.actions import keeping, making
from forum.commitments.actions.making import Promise
from forum.commitments.errors import (
    AcceptTooLate,
    ConsentNeeded,
    DateNotAhead,
    DatePassed,
    NothingSaid,
    NotYetDue,
    StepRefused,
    UnitClosed,
)
from forum.commitments.models import Commitment
from forum.commitments.queries import cases, scoring, tallies
from forum.core import clock
from forum.core.db import db
from forum.ledger.models import Act, Leaf
from forum.ledger.queries import acts_on
from forum.ledger.rules import commitment as committed
from tests.commitments.promises import INDICATOR, WHAT, accepted, agreed, claimed, drafted, head, promise, worded
from tests.conftest import Hands
from tests.factories import Town

# Written anew from the brief, not from the code: who may do what, from which states, and where it leads.
TABLE = {
    ("revise", "officer"): {"drafted": "drafted"},
    ("revise", "moderator"): {"drafted": "drafted"},
    ("send_back", "moderator"): {"drafted": "drafted"},
    ("drop", "officer"): {"drafted": "withdrawn"},
    ("word", "moderator"): {"drafted": "worded"},
    ("accept", "head"): {"worded": "accepted"},
    ("decline", "head"): {"worded": "declined"},
    ("amend", "moderator"): {"worded": "worded", "accepted": "accepted"},
    ("progress", "officer"): {"accepted": "accepted", "claimed": "claimed"},
    ("claim", "officer"): {"accepted": "claimed"},
    ("keep", "moderator"): {"claimed": "kept"},
    ("part", "moderator"): {"claimed": "partly"},
    ("return", "moderator"): {"claimed": "accepted"},
    ("break", "moderator"): {"accepted": "broken", "claimed": "broken"},
    ("withdraw", "moderator"): dict.fromkeys(("drafted", "worded", "accepted", "claimed"), "withdrawn"),
}


@pytest.mark.parametrize("role", ["officer", "head", "moderator", "inspector", "resident", "system"])
@pytest.mark.parametrize("act", sorted(rules.LIFE))
def test_each_act_by_each_role_from_each_state(act: str, role: str) -> None:
    expected = TABLE.get((act, role), {})
    for state in rules.STATES:
        assert rules.may_follow(act, role, state) == (state in expected), (act, role, state)
        if state in expected:
            assert rules.next_state(act, state) == expected[state]


@pytest.mark.parametrize(
    ("due", "is_ahead"),
    [("2026-11-17", False), ("2026-11-18", False), ("2026-11-19", True), ("2028-11-18", True), ("2028-11-19", False),
     ("2028-12-01", False)],
)  # fmt: skip
def test_due_dates_lie_ahead_and_within_24_months(due: str, is_ahead: bool) -> None:
    assert rules.is_date_ahead(date.fromisoformat(due), date(2026, 11, 18)) == is_ahead


def test_from_an_answer_to_kept(town: Town, hands: Hands) -> None:
    commitment = drafted(town)
    assert (commitment.state, commitment.origin, commitment.is_published) == ("drafted", "answer", False)
    making.word(commitment, by=town.actor("moderator"))
    assert commitment.is_published
    making.accept(commitment, by=head(town))
    hands.move(days=10)
    keeping.progress(commitment, "Enam lampu sudah diganti.", by=town.actor("officer"))
    keeping.claim(commitment, "Dua belas lampu menyala, lihat foto.", by=town.actor("officer"))
    keeping.settle(commitment, "keep", "Foto tiap titik cocok dengan daftar.", by=town.actor("moderator"))
    db.session.commit()
    assert commitment.state == "kept"
    verbs = [act.verb for act in acts_on(commitment.subject_id)]
    assert verbs == ["propose", "word", "accept", "progress", "claim", "keep"]
    assert all(act.leaf_index is not None for act in acts_on(commitment.subject_id))


def test_what_a_moderator_wrote_down_waits_for_the_head_at_once(town: Town) -> None:
    commitment = worded(town)
    assert (commitment.state, commitment.origin, commitment.is_published) == ("worded", "forum", True)
    making.decline(commitment, "Anggarannya belum ada tahun ini.", by=head(town))
    db.session.commit()
    assert (commitment.state, commitment.accepted_on) == ("declined", None)


@pytest.mark.parametrize("days", [-1, 0, 800])
def test_a_date_that_is_not_ahead_is_refused(town: Town, days: int) -> None:
    with pytest.raises(DateNotAhead):
        making.propose(town.government, town.works, promise(days), by=town.actor("moderator"))


@pytest.mark.parametrize(("what", "indicator"), [("", INDICATOR), (WHAT, "  \n "), ("\x00", INDICATOR)])
def test_words_and_indicator_are_required(town: Town, what: str, indicator: str) -> None:
    with pytest.raises(NothingSaid):
        making.propose(town.government, town.works, Promise(what, indicator, promise().due_on),
                       by=town.actor("moderator"))  # fmt: skip


def test_a_closed_unit_the_root_and_another_town_promise_nothing(town: Town) -> None:
    town.clinic.status = "closed"
    for government, unit in ((town.government, town.clinic), (town.government, town.root), (town.other, town.works)):
        with pytest.raises(UnitClosed):
            making.propose(government, unit, promise(), by=town.actor("moderator"))


def test_the_head_does_not_agree_to_a_day_that_is_gone(town: Town, hands: Hands) -> None:
    commitment = worded(town, days=5)
    db.session.commit()
    hands.move(days=6)
    commitment = cases.lock(commitment.id)
    with pytest.raises(AcceptTooLate):
        making.accept(commitment, by=head(town))
    db.session.rollback()
    commitment = cases.lock(commitment.id)
    making.amend(commitment, promise(9), "Tanggalnya sudah lewat sebelum disanggupi.", by=town.actor("moderator"))
    making.accept(commitment, by=head(town))
    assert commitment.state == "accepted"


def test_a_moved_date_stays_visible_and_a_passed_one_is_not_moved(town: Town, hands: Hands) -> None:
    commitment = accepted(town, days=5)
    was = commitment.due_on
    making.amend(commitment, promise(15), "Kiriman lampu terlambat.", by=town.actor("moderator"))
    assert [w.due_on for w in cases.wordings_of(commitment.id)] == [was, commitment.due_on]
    assert acts_on(commitment.subject_id)[-1].detail["was"] == was.isoformat()
    hands.move(days=16)
    with pytest.raises(DatePassed):
        making.amend(commitment, promise(30), "Sekali lagi.", by=town.actor("moderator"))
    with pytest.raises(StepRefused):
        making.amend(commitment, Promise(WHAT, INDICATOR, commitment.due_on), "Saya.", by=town.actor("officer"))


def test_nothing_is_broken_before_its_day_is_over(town: Town, hands: Hands) -> None:
    commitment = accepted(town, days=3)
    for _day in range(4):
        with pytest.raises(NotYetDue):
            keeping.settle_broken(commitment, "Belum ada bukti.", by=town.actor("moderator"))
        hands.move(days=1)
    keeping.settle_broken(commitment, "Belum ada bukti.", by=town.actor("moderator"))
    assert commitment.state == "broken"


WHY = "Digabung dengan proyek lain."


def test_what_a_forum_heard_only_a_forum_lets_go(town: Town) -> None:
    commitment = accepted(town)
    with pytest.raises(ConsentNeeded):
        keeping.withdraw(commitment, None, WHY, by=town.actor("moderator"))
    assert commitment.state == "accepted"
    keeping.withdraw(commitment, agreed(), WHY, by=town.actor("moderator"))
    told = acts_on(commitment.subject_id)[-1].detail
    assert (told["consent"], told["decided"]) == ("Forum dialog bulanan, 12 November 2026", "Tidak dituntut lagi.")


def born_and_accepted(town: Town, days: int = 5) -> Commitment:
    commitment = drafted(town, days)
    making.word(commitment, by=town.actor("moderator"))
    making.accept(commitment, by=head(town))
    return commitment


def test_what_an_answer_promised_is_taken_back_with_a_reason_until_its_day_is_over(town: Town, hands: Hands) -> None:
    made = [born_and_accepted(town).id for _turn in range(2)]
    first, second = (cases.lock(each) for each in made)
    hands.move(days=5)
    keeping.withdraw(first, None, WHY, by=town.actor("moderator"))
    assert first.state == "withdrawn"
    hands.move(days=1)
    with pytest.raises(ConsentNeeded):
        keeping.withdraw(second, None, WHY, by=town.actor("moderator"))
    keeping.withdraw(second, agreed(), WHY, by=town.actor("moderator"))
    assert second.state == "withdrawn"


def test_taking_back_after_the_day_does_not_raise_the_share(town: Town, hands: Hands) -> None:
    late, in_time = accepted(town, days=5), accepted(town, days=5)
    hands.move(days=5)
    keeping.withdraw(in_time, agreed(), WHY, by=town.actor("moderator"))
    hands.move(days=1)
    now, months = clock.today("Asia/Makassar"), ["2026-11"]
    before = tallies.government_share(town.government.id, months, now)
    keeping.withdraw(late, agreed(), WHY, by=town.actor("moderator"))
    after = tallies.government_share(town.government.id, months, now)
    assert before == after == rules.Share(kept=0, n=1, left_out=1)
    assert [each.id for each in scoring.trials_of(town.works.id, months, "broken").rows] == [late.id]
    assert [each.id for each in scoring.trials_of(town.works.id, months, "withdrawn").rows] == [in_time.id]


def test_a_draft_is_dropped_without_asking_anybody(town: Town) -> None:
    commitment = drafted(town)
    keeping.withdraw(commitment, None, WHY, by=town.actor("moderator"))
    assert commitment.state == "withdrawn"


def test_evidence_given_back_counts_from_the_next_day_it_comes(town: Town, hands: Hands) -> None:
    commitment = claimed(town, days=4)
    keeping.give_back(commitment, "Fotonya tidak menunjukkan titik ketiga.", by=town.actor("moderator"))
    assert (commitment.state, commitment.claimed_on) == ("accepted", None)
    hands.move(days=6)
    keeping.claim(commitment, "Ini foto semua titiknya, lengkap.", by=town.actor("officer"))
    keeping.settle(commitment, "keep", "Lengkap, tetapi terlambat.", by=town.actor("moderator"))
    assert rules.outcome(commitment.state, commitment.due_on, commitment.accepted_on, commitment.claimed_on) == (
        "kept_late"
    )


def test_every_version_and_every_word_has_a_leaf_that_opens(town: Town) -> None:
    commitment = claimed(town)
    for wording in cases.wordings_of(commitment.id):
        leaf = db.session.get_one(Leaf, wording.leaf_index)
        told = {"what": wording.what, "indicator": wording.indicator, "due_on": wording.due_on.isoformat(),
                "version": wording.version}  # fmt: skip
        assert (leaf.kind, leaf.commitment) == ("commitment", committed(wording.salt, told))
    kinds = db.session.scalars(select(Leaf.kind).where(Leaf.subject_id == commitment.subject_id)).all()
    assert set(kinds) == {"commitment"}


@pytest.mark.parametrize("table", ["commitment_wordings", "commitment_notes"])
def test_the_database_refuses_to_rewrite_what_was_promised_or_said(app: Flask, town: Town, table: str) -> None:
    claimed(town)
    db.session.commit()
    for statement in (f"update {table} set id = id + 0", f"delete from {table}"):
        with pytest.raises(DatabaseError):
            db.session.execute(text(statement))
        db.session.rollback()


def test_numbers_of_persons_are_masked_in_what_everyone_reads(town: Town) -> None:
    commitment = accepted(town, what="Menghubungi pelapor di 0812-3456-7890 lalu memperbaiki lampunya.")
    keeping.progress(commitment, "Sudah ditelepon ke 0812-3456-7890 tadi pagi.", by=town.actor("officer"))
    shown = commitment.what + "".join(h.html or "" for h in cases.happenings(commitment))
    assert "3456" not in shown


def test_the_history_of_the_complaint_tells_of_it_from_the_wording_on(town: Town) -> None:
    commitment = drafted(town)
    told = select(Act).where(Act.subject_id == commitment.origin_subject_id, Act.verb == "commitment")
    assert db.session.scalars(told).all() == []
    making.word(commitment, by=town.actor("moderator"))
    making.accept(commitment, by=head(town))
    db.session.commit()
    assert [act.detail["step"] for act in db.session.scalars(told.order_by(Act.id))] == ["worded", "accepted"]
