"""Staff enter what people tell them; the case belongs to the reporter."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.complaints.models import Complaint
from forum.complaints.queries import private
from forum.core.db import db
from forum.ledger.queries import acts_on
from tests.factories import LOREM, Town, sign_in

PATH = "/loket/tulis"


def told(**changes: Any) -> dict[str, Any]:
    return {"channel": "phone", "body": LOREM, "village": "Melati", "naming": "hidden", "name": "Siti",
            "consent": "y", "once": "k", **changes}  # fmt: skip


@pytest.mark.parametrize("who", ["officer", "head", "moderator"])
def test_the_case_is_the_reporters_and_the_act_the_officers(client: FlaskClient, town: Town, who: str) -> None:
    sign_in(client, town.people[who])
    assert client.get(PATH).status_code == 200
    receipt = client.post(PATH, data=told())
    assert receipt.status_code == 303
    complaint = db.session.scalars(select(Complaint)).one()
    assert complaint.channel == "phone"
    assert not private.is_owner(complaint.id, town.people[who].id)
    assert private.sealed_identity(complaint.id)["name"] == "Siti"
    submitted = acts_on(complaint.subject_id)[0]
    assert (submitted.verb, submitted.by_id) == ("submit", town.people[who].id)
    assert 'id="kode"' in client.get(receipt.location).text


def test_a_double_click_makes_one(client: FlaskClient, town: Town) -> None:
    sign_in(client, town.people["officer"])
    assert client.post(PATH, data=told()).location == client.post(PATH, data=told()).location
    assert len(db.session.scalars(select(Complaint)).all()) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"channel": ""}, {"channel": "web"}, {"body": "pendek"}, {"consent": ""}, {"naming": "public", "name": ""},
     {"village": "Atlantis"}, {"email": "x"}, {"phone": "abc"}],
)  # fmt: skip
def test_bad_input_keeps_every_word(client: FlaskClient, town: Town, wrong: dict[str, str]) -> None:
    sign_in(client, town.people["officer"])
    answer = client.post(PATH, data=told(**wrong))
    assert answer.status_code == 422
    assert "field-error" in answer.text
    assert (wrong.get("body") or LOREM) in answer.text
    assert db.session.scalars(select(Complaint)).all() == []


@pytest.mark.parametrize("who", ["resident", "inspector", "admin", "pembina"])
def test_others_have_no_counter(client: FlaskClient, town: Town, who: str) -> None:
    sign_in(client, town.people[who])
    assert client.get(PATH).status_code == 403
    assert client.post(PATH, data=told()).status_code == 403


def test_not_for_another_government(client: FlaskClient, town: Town) -> None:
    sign_in(client, town.people["officer"])
    assert client.post(f"{PATH}?kota=lain", data=told()).status_code == 403
