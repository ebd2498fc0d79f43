"""Duplicates at the verification desk: found, carried, and taken apart again."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.complaints.actions import supporting
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core.db import db
from tests.factories import LOREM, Town, assigned, resolved, sign_in, submit


@pytest.fixture
def moderator(client: FlaskClient, town: Town) -> FlaskClient:
    return sign_in(client, town.people["moderator"])


def merge(client: FlaskClient, complaint: Complaint, into: str) -> TestResponse:
    return client.post(f"/meja/verifikasi/{complaint.number}/penggabungan", data={"penggabungan-into": into})


def similar(client: FlaskClient, complaint: Complaint) -> list[str]:
    page = client.get(f"/meja/verifikasi/{complaint.number}").text
    part = page.split('id="serupa-judul"')[1].split("</section>")[0]
    return [piece.split("<")[0] for piece in part.split('class="number">')[1:]]


def test_similar_cases_of_the_area_are_shown_verified_or_not(moderator: FlaskClient, town: Town) -> None:
    verified, waits = assigned(town), submit(town, "Lampu jalan depan pasar padam lagi malam ini.").complaint
    submit(town, village_code=town.far_village.code)
    submit(town, "Antrean puskesmas panjang sekali tiap Senin.")
    closed = assigned(town)
    moderator.post(f"/meja/verifikasi/{closed.number}/penutupan", data={"penutupan-reason": "Sudah selesai."})
    complaint = submit(town).complaint
    assert similar(moderator, complaint) == [verified.number, waits.number]


def test_supporters_go_along_and_come_back(moderator: FlaskClient, town: Town) -> None:
    complaint, into = assigned(town), assigned(town, "Lampu depan pasar mati total.")
    supporting.support(cases.lock(complaint.id), account_id=town.people["neighbour"].id)
    db.session.commit()
    assert merge(moderator, complaint, into.number.lower()).status_code == 303
    db.session.expire_all()
    assert (complaint.state, into.support_count) == ("merged", 1)
    assert complaint.number in moderator.get(f"/meja/verifikasi/{into.number}").text
    page = moderator.get(f"/meja/verifikasi/{complaint.number}").text
    assert into.number in page
    address = f"/meja/verifikasi/{complaint.number}/pemisahan"
    assert moderator.post(address, data={"pemisahan-reason": ""}).status_code == 422
    assert moderator.post(address, data={"pemisahan-reason": "Ternyata tiang yang lain."}).status_code == 303
    db.session.expire_all()
    assert (complaint.state, into.support_count) == ("assigned", 0)


def test_only_a_running_case_of_the_same_government_carries(moderator: FlaskClient, town: Town) -> None:
    complaint, done = submit(town).complaint, resolved(town)
    assert merge(moderator, complaint, "XYZ-2026-000001").status_code == 422
    assert merge(moderator, complaint, "").status_code == 422
    assert merge(moderator, complaint, complaint.number).status_code == 422
    moderator.post(f"/meja/verifikasi/{done.number}/penutupan", data={"penutupan-reason": "Sudah selesai."})
    assert merge(moderator, complaint, done.number).status_code == 422
    db.session.expire_all()
    assert complaint.state == "submitted"


def test_one_that_carries_others_is_not_merged_itself(moderator: FlaskClient, town: Town) -> None:
    first, second, third = (submit(town, f"{LOREM} Nomor {n}.").complaint for n in range(3))
    assert merge(moderator, first, second.number).status_code == 303
    assert merge(moderator, second, third.number).status_code == 422
    db.session.expire_all()
    assert second.state == "submitted"
