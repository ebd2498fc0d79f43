"""At the desk a correction that is refused loses no word and leaves no version behind."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.complaints.actions import reporting
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core.db import db
from forum.scores import jobs
from forum.scores.actions import closing
from forum.scores.models import ScoreMonth
from forum.scores.queries import months as known
from tests.conftest import Hands
from tests.factories import Town, sign_in
from tests.scores.test_months import LATER, a_month_of_work, published

pytestmark = pytest.mark.usefixtures("own_hands")


@pytest.fixture
def june(town: Town, client: FlaskClient, hands: Hands) -> Town:
    """June is published; it is September, and a moderator sits at the desk."""
    a_month_of_work(town)
    published(town)
    hands.set(LATER)
    sign_in(client, town.people["moderator"])
    return town


def disputed(town: Town) -> None:
    late = db.session.scalars(select(Complaint).where(Complaint.state == "resolved")).first()
    assert late is not None
    reporting.dispute(cases.lock(late.id), "Ternyata lampunya mati lagi.")
    db.session.commit()


def post(client: FlaskClient, town: Town, act: str, **fields: str) -> tuple[int, str]:
    answer = client.post(f"/meja/rapor/2026-06/{act}?kota={town.government.slug}", data=fields)
    return answer.status_code, answer.text


def newest(town: Town) -> int:
    db.session.rollback()
    return known.newest_version(town.government.id, "2026-06")


def test_a_blank_reason_is_told_beside_its_field(june: Town, client: FlaskClient) -> None:
    disputed(june)
    assert post(client, june, "koreksi")[0] == 303
    while jobs.close_next():
        pass
    status, page = post(client, june, "penerbitan", version="2", reason="   ")
    assert status == 422
    assert "Meja rapor" in page
    assert 'aria-invalid="true"' in page
    assert re.search(r'<p class="field-error".*?Tulis alasan koreksi: apa yang keliru.*?<textarea', page, re.DOTALL)
    assert newest(june) == 2
    assert post(client, june, "penerbitan", version="2", reason="Satu laporan dibuka kembali.")[0] == 303


def test_a_correction_without_any_change_is_refused_before_a_version_is_made(june: Town, client: FlaskClient) -> None:
    status, page = post(client, june, "koreksi")
    assert status == 409
    assert "Hitung ulang memberi angka yang sama" in page
    assert "Meja rapor" in page
    assert newest(june) == 1
    assert "ditutup, belum diterbitkan" not in client.get(f"/rapor/bulan?kota={june.government.slug}").text


def test_a_version_that_came_out_the_same_goes_and_the_typed_reason_stays(june: Town, client: FlaskClient) -> None:
    """As one that was closed before anybody asked whether anything changed."""
    closing._new_month(june.government, "2026-06", 2, "closing", None)
    db.session.commit()
    while jobs.close_next():
        pass
    status, page = post(client, june, "penerbitan", version="2", reason="Kami kira ada yang keliru.")
    assert status == 409
    assert "Hitung ulang memberi angka yang sama" in page
    assert "Versi yang belum terbit itu dibuang." in page
    assert "Kami kira ada yang keliru." in page
    assert newest(june) == 1


def test_a_version_counted_again_without_any_change_goes(june: Town, client: FlaskClient) -> None:
    closing._new_month(june.government, "2026-06", 2, "closing", None)
    db.session.commit()
    while jobs.close_next():
        pass
    assert post(client, june, "penutupan")[0] == 409
    assert newest(june) == 1


def test_nothing_public_is_ever_dropped(june: Town) -> None:
    assert not closing.drop_correction(june.government, "2026-06")
    assert db.session.scalar(select(ScoreMonth.state).where(ScoreMonth.month == "2026-06", ScoreMonth.version == 1))


def test_no_preview_stands_beside_a_published_month(june: Town, client: FlaskClient) -> None:
    db.session.add(closing._new_month(june.government, "2026-06", known.LIVE, "live", None))
    db.session.commit()
    page = client.get(f"/rapor/bulan?kota={june.government.slug}").text
    assert "diterbitkan dan dikunci" in page
    assert "sementara" not in page
