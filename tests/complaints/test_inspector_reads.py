"""An inspector reads every case of the own government at the verification desk, and decides nothing there."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from forum.complaints.actions.identity import Identity
from forum.complaints.queries import cases
from forum.core.db import db
from tests.complaints.test_files import file_of
from tests.factories import Town, assigned, sign_in, submit

DESK = "/meja/verifikasi"


@pytest.fixture
def inspector(client: FlaskClient, town: Town) -> FlaskClient:
    return sign_in(client, town.people["inspector"])


def test_an_inspector_reads_what_waits_and_what_was_written(inspector: FlaskClient, town: Town) -> None:
    complaint = submit(town, is_anonymous=True, is_confidential=True).complaint
    assert complaint.number in inspector.get(DESK).text
    page = inspector.get(f"{DESK}/{complaint.number}").text
    assert "Lampu jalan di depan pasar padam" in page
    assert "Anda membaca sebagai inspektorat" in page


def test_no_form_of_a_decision_is_shown_or_taken(inspector: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    file_of(complaint)
    page = inspector.get(f"{DESK}/{complaint.number}").text
    assert f"{DESK}/{complaint.number}/" not in page
    answer = inspector.post(f"{DESK}/{complaint.number}/penutupan", data={"penutupan-reason": "Sudah cukup."})
    assert answer.status_code == 403
    assert cases.find_number(complaint.number).state == "assigned"


def test_the_sealed_identity_stays_sealed(inspector: FlaskClient, town: Town) -> None:
    number = submit(town, identity=Identity(name="Kenari Rahasia", phone="081299988877")).complaint.number
    page = inspector.get(f"{DESK}/{number}").text
    assert "Kenari" not in page
    assert "81299988877" not in page


def test_another_governments_inspector_finds_nothing(client: FlaskClient, town: Town) -> None:
    number = submit(town).complaint.number
    held = town.people["inspector"]
    from forum.accounts.models import Membership
    from forum.units.models import Unit

    root = db.session.query(Unit).filter_by(government_id=town.other.id).one()
    db.session.query(Membership).filter_by(account_id=held.id).update({"unit_id": root.id})
    db.session.commit()
    sign_in(client, held)
    assert client.get(f"{DESK}/{number}").status_code == 404
