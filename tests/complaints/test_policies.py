"""Time limits come in versions; what is or was in force is never rewritten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from forum.complaints.actions import policies as changing
from forum.complaints.actions.policies import AlreadyInForce, PolicyDays, TooEarly
from forum.complaints.models import ClockPolicy
from forum.complaints.queries import calendar, policies
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.units import queries as units
from tests.conftest import Hands
from tests.factories import Town, make_account, sign_in, submit

ADMIN = Actor("administrator")
TODAY = date(2026, 11, 18)
DAYS = PolicyDays(3, 5, 14, 10, 10, 5, 1, 1, 3, 5, 10)
BASIS = "Peraturan Wali Kota Contoh 7/2026"
FORM = {
    "class_": "complaint", "valid_from": "2026-12-01", "legal_basis": BASIS, "verify_days": 2, "answer_days": 4,
    "resolve_days": 10, "silence_days": 10, "completion_days": 10, "reopen_days": 5, "remind_before": 1,
    "head_after": 1, "moderator_after": 3, "inspector_after": 5, "ombudsman_after": 10,
}  # fmt: skip


def introduce(town: Town, on: date, today: date = TODAY) -> ClockPolicy:
    return changing.introduce(town.government.id, "complaint", on, DAYS, BASIS, today, by=ADMIN)


def test_a_new_version_ends_the_one_before(town: Town) -> None:
    first, second = introduce(town, TODAY), introduce(town, date(2026, 12, 1))
    db.session.commit()
    assert (first.valid_to, second.valid_to) == (date(2026, 11, 30), None)
    assert calendar.policy_for(town.government.id, "complaint", date(2026, 11, 30)) is first
    assert calendar.policy_for(town.government.id, "complaint", date(2026, 12, 1)) is second
    assert units.calendar_versions()[town.government.id] == 2


def test_the_past_is_not_rewritten(town: Town) -> None:
    introduce(town, date(2026, 12, 1))
    for on in (TODAY - timedelta(days=1), date(2026, 11, 20), date(2026, 12, 1)):
        with pytest.raises(TooEarly):
            introduce(town, on)


def test_the_common_policy_stays_as_it_is(town: Town) -> None:
    common = ClockPolicy(class_="complaint", valid_from=date(2025, 1, 1), legal_basis=BASIS)
    db.session.add(common)
    own = introduce(town, TODAY)
    db.session.commit()
    assert common.valid_to is None
    assert calendar.policy_for(town.government.id, "complaint", TODAY) is own
    assert calendar.policy_for(town.other.id, "complaint", TODAY) is common


def test_a_complaint_follows_the_version_of_its_day(town: Town, hands: Hands) -> None:
    changing.introduce(town.government.id, "complaint", date(2026, 11, 23),
                       PolicyDays(1, 5, 14, 10, 10, 5, 1, 1, 3, 5, 10), BASIS, TODAY, by=ADMIN)  # fmt: skip
    db.session.commit()
    before = submit(town).complaint
    hands.move(days=5)
    after = submit(town).complaint
    assert (before.verify_due_on, after.verify_due_on) == (date(2026, 11, 23), date(2026, 11, 24))


def test_only_what_does_not_hold_yet_is_taken_back(town: Town) -> None:
    first, second = introduce(town, TODAY), introduce(town, date(2026, 12, 1))
    changing.take_back(second, town.government.id, TODAY, by=ADMIN)
    assert first.valid_to is None
    assert policies.newest_own(town.government.id, "complaint") is first
    with pytest.raises(AlreadyInForce):
        changing.take_back(first, town.government.id, TODAY, by=ADMIN)


def test_the_page_takes_a_new_version_and_takes_it_back(town: Town, client: FlaskClient) -> None:
    sign_in(client, town.people["admin"])
    assert client.post("/pengaturan/tenggat", data=FORM | {"once": "k"}).status_code == 303
    assert client.post("/pengaturan/tenggat", data=FORM | {"once": "k"}).status_code == 303
    policy = policies.newest_own(town.government.id, "complaint")
    assert policy is not None
    assert policy.answer_days == 4
    page = client.get("/pengaturan/tenggat").text
    assert BASIS in page
    assert "4 hari kerja" in page
    assert client.post(f"/pengaturan/tenggat/{policy.id}/pembatalan").status_code == 303
    assert client.post(f"/pengaturan/tenggat/{policy.id}/pembatalan").status_code == 404


@pytest.mark.parametrize(("field", "value"), [
    ("answer_days", 0), ("resolve_days", 251), ("verify_days", "tiga"), ("legal_basis", "pendek"), ("legal_basis", ""),
    ("valid_from", "2026-11-17"), ("valid_from", "besok"), ("class_", "kapal"),
])  # fmt: skip
def test_bad_limits_are_refused_and_kept(town: Town, client: FlaskClient, field: str, value: object) -> None:
    sign_in(client, town.people["admin"])
    answer = client.post("/pengaturan/tenggat", data=FORM | {field: value})
    assert answer.status_code == 422
    assert policies.newest_own(town.government.id, "complaint") is None


@pytest.mark.asvs("8.2.2")
def test_another_governments_administrator_takes_nothing_back(town: Town, client: FlaskClient) -> None:
    policy_id = introduce(town, date(2026, 12, 1)).id
    db.session.commit()
    stranger = make_account("stranger", "administrator", units.find_root(town.other.id), town.other)
    sign_in(client, stranger)
    assert client.post(f"/pengaturan/tenggat/{policy_id}/pembatalan").status_code == 403
    assert policies.find_policy(policy_id) is not None
