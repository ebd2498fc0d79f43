"""A unit says "bukan kewenangan"; the moderator decides, once."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.complaints.actions import answering
from forum.complaints.models import Complaint, Transfer
from forum.complaints.queries import cases, verification
from forum.core.db import db
from forum.ledger.queries import acts_on
from tests.conftest import Hands
from tests.factories import Town, assigned, sign_in

CLINIC = "Puskesmas Melati (pkm-melati)"


@pytest.fixture
def moderator(client: FlaskClient, town: Town) -> FlaskClient:
    return sign_in(client, town.people["moderator"])


def proposed(town: Town) -> Complaint:
    complaint = assigned(town)
    answering.propose_transfer(complaint, "Ini urusan puskesmas.", town.clinic, by=town.actor("officer"))
    db.session.commit()
    return complaint


def decide(client: FlaskClient, complaint: Complaint, decision: str, to: str, reason: str) -> TestResponse:
    sent = {"usulan-decision": decision, "usulan-to": to, "usulan-reason": reason}
    return client.post(f"/meja/verifikasi/{complaint.number}/usulan", data=sent)


def decision_on(complaint: Complaint) -> str | None:
    db.session.expire_all()
    return db.session.query(Transfer).filter_by(complaint_id=complaint.id).one().decision


def test_the_proposed_unit_stands_ready(moderator: FlaskClient, town: Town) -> None:
    page = moderator.get(f"/meja/verifikasi/{proposed(town).number}").text
    assert "Ini urusan puskesmas." in page
    assert f'value="{CLINIC}"' in page


def test_agreeing_moves_the_case_and_restarts_the_answer_clock(
    moderator: FlaskClient, town: Town, hands: Hands
) -> None:
    complaint = proposed(town)
    before = complaint.resolve_due_on
    hands.move(days=2)
    assert decide(moderator, complaint, "agree", CLINIC, "Benar, ini puskesmas.").status_code == 303
    assert decision_on(complaint) == "agreed"
    assert (complaint.unit_id, complaint.resolve_due_on) == (town.clinic.id, before)
    assert str(complaint.answer_due_on) == "2026-11-27"


def test_refusing_leaves_it_where_it_is(moderator: FlaskClient, town: Town) -> None:
    complaint = proposed(town)
    assert decide(moderator, complaint, "refuse", "", "Sesuai tugas dinas Anda.").status_code == 303
    assert decision_on(complaint) == "refused"
    assert complaint.unit_id == town.works.id
    assert "refuse_transfer" in [a.verb for a in acts_on(complaint.subject_id)]


@pytest.mark.parametrize(
    ("decision", "to", "reason"),
    [("", CLINIC, "Benar begitu."), ("agree", "", "Benar begitu."), ("agree", "Unit Khayal", "Benar begitu."),
     ("refuse", "", ""), ("lain", CLINIC, "Benar begitu.")],
)  # fmt: skip
def test_half_a_decision_is_refused(moderator: FlaskClient, town: Town, decision: str, to: str, reason: str) -> None:
    complaint = proposed(town)
    assert decide(moderator, complaint, decision, to, reason).status_code == 422
    assert decision_on(complaint) is None


def test_the_second_decision_comes_too_late(client: FlaskClient, town: Town) -> None:
    complaint = proposed(town)
    quick = sign_in(client.application.test_client(), town.people["moderator"])
    slow = sign_in(client.application.test_client(), town.people["second"])
    assert decide(quick, complaint, "refuse", "", "Sesuai tugas dinas Anda.").status_code == 303
    assert decide(slow, complaint, "agree", CLINIC, "Benar, ini puskesmas.").status_code == 409
    assert complaint.unit_id == town.works.id


def test_a_direct_move_settles_an_open_proposal(town: Town) -> None:
    from forum.complaints.actions import verifying

    complaint = cases.lock(proposed(town).id)
    verifying.transfer_to(complaint, town.branch, "Ditangani cabang.", by=town.actor("moderator"))
    db.session.commit()
    assert decision_on(complaint) == "agreed"
    assert verification.count_proposals(town.government.id) == 0
