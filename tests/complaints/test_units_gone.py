"""When a unit ends its open cases go to another one, with a line each and without a new clock."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from forum.complaints.actions import units_gone, verifying
from forum.complaints.actions.units_gone import CasesLeft
from forum.complaints.errors import UnitClosed
from forum.complaints.models import Complaint
from forum.complaints.queries import cases, tallies
from forum.core.db import db
from forum.ledger.queries import acts_on
from forum.ledger.rules import Actor
from forum.units.models import Unit
from tests.conftest import Hands
from tests.factories import Town, assigned, resolved, sign_in, submit

ADMIN = Actor("administrator")
REASON = "Digabung dengan Peraturan Daerah Contoh 1/2026."


def test_open_cases_change_hands_without_a_new_clock(town: Town, hands: Hands) -> None:
    complaint = assigned(town)
    due = complaint.due_on
    hands.move(days=2)
    assert units_gone.hand_over(town.works, town.clinic, REASON, by=ADMIN) == 1
    db.session.commit()
    assert (complaint.unit_id, complaint.state, complaint.due_on) == (town.clinic.id, "assigned", due)
    line = acts_on(complaint.subject_id)[-1]
    assert (line.verb, line.role, line.reason) == ("hand_over", "administrator", REASON)
    assert [a.unit_id for a in cases.assignments_of(complaint.id) if a.part == "lead"] == [town.clinic.id]
    kept = {(u.id, s): n for u in (town.works, town.clinic) for s, n in tallies.unit_counts(u.id).items() if n}
    assert kept == tallies.recount_units()


def test_cases_that_wait_for_the_reporter_go_along_and_closed_ones_stay(town: Town) -> None:
    waiting, closed = resolved(town), assigned(town)
    verifying.close(closed, "Diselesaikan bersama.", by=town.actor("moderator"))
    named = submit(town, unit_id=town.works.id).complaint
    assert units_gone.hand_over(town.works, town.clinic, REASON, by=ADMIN) == 2
    db.session.commit()
    assert (waiting.unit_id, waiting.state) == (town.clinic.id, "resolved")
    assert named.unit_id == town.clinic.id
    assert closed.unit_id == town.works.id


def test_a_supporting_unit_is_replaced(town: Town) -> None:
    complaint = assigned(town)
    verifying.add_support(complaint, town.clinic, by=town.actor("moderator"))
    units_gone.hand_over(town.clinic, town.branch, REASON, by=ADMIN)
    db.session.commit()
    now = {(a.unit_id, a.part) for a in cases.assignments_of(complaint.id)}
    assert now == {(town.works.id, "lead"), (town.branch.id, "support")}


def test_nobody_is_left_without_a_unit(town: Town) -> None:
    assigned(town)
    with pytest.raises(CasesLeft):
        units_gone.close_unit(town.works, REASON, None, by=ADMIN)
    with pytest.raises(UnitClosed):
        units_gone.hand_over(town.works, town.works, REASON, by=ADMIN)
    db.session.rollback()
    assert db.session.get_one(Unit, town.works.id).status == "open"


def test_the_page_merges_and_says_how_many(town: Town, client: FlaskClient) -> None:
    complaint_id = assigned(town).id
    sign_in(client, town.people["admin"])
    url = f"/pengaturan/unit/{town.works.id}/penutupan"
    assert "1 laporan yang berjalan" in client.get(url).text
    assert client.post(url, data={"how": "merge", "to": "", "reason": REASON}).status_code == 422
    assert client.post(url, data={"how": "close", "to": "", "reason": REASON}).status_code == 422
    assert client.post(url, data={"how": "merge", "to": "pkm-melati", "reason": "x"}).status_code == 422
    assert client.post(url, data={"how": "merge", "to": "dpu-timur", "reason": REASON}).status_code == 422
    assert client.post(url, data={"how": "merge", "to": "pkm-melati", "reason": REASON}).status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Unit, town.works.id).status == "merged"
    assert db.session.get_one(Complaint, complaint_id).unit_id == town.clinic.id
    assert "Puskesmas Melati" in client.get("/unit/contoh/dpu").text
