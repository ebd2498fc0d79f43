"""The masked copy: a moderator may hide words, and never change them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core import masking
from forum.core.db import db
from forum.core.masked_copy import hides_only
from forum.core.text import tidy
from forum.search.queries import matching
from tests.factories import Town, assigned, sign_in, submit

SAID = "Pak Budi Santoso di loket minta uang. Telepon saya 0812-3456-7890, terima kasih."


@pytest.fixture
def moderator(client: FlaskClient, town: Town) -> FlaskClient:
    return sign_in(client, town.people["moderator"])


def mask(client: FlaskClient, complaint: Complaint, body: str, **more: str) -> TestResponse:
    sent = {"penyamaran-body": body, "penyamaran-place": ""} | {f"penyamaran-{k}": v for k, v in more.items()}
    return client.post(f"/meja/verifikasi/{complaint.number}/penyamaran", data=sent)


@pytest.mark.parametrize(
    ("copy", "allowed"),
    [
        (SAID, True),
        (SAID.replace("Budi Santoso", "B.S."), True),
        (SAID.replace("0812-3456-7890,", "[nomor telepon disamarkan],"), True),
        (SAID.replace("di loket minta uang.", "[disamarkan]."), True),
        (SAID.replace("minta uang", "memberi senyum"), False),
        (SAID.replace("minta uang", "[disamarkan] dengan senyum"), False),
        (SAID.replace(", terima kasih", ""), False),
        (SAID + " Tidak benar.", False),
        (SAID.replace("uang", "[disamarkan]palsu"), False),
        ("", False),
    ],
)
def test_hiding_is_allowed_and_saying_is_not(copy: str, allowed: bool) -> None:
    assert hides_only(SAID, copy) is allowed


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="ab 081234567NIKPakBudi.,@\n", max_size=80))
def test_the_automatic_copy_is_always_allowed(said: str) -> None:
    said = tidy(said)
    assert hides_only(said, masking.mask(said))


def test_the_page_marks_what_is_hidden(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town, SAID).complaint
    page = moderator.get(f"/meja/verifikasi/{complaint.number}").text
    assert '<mark title="[nomor telepon disamarkan]">0812-3456-7890</mark>' in page
    assert "belum diperiksa" in page


def test_a_new_copy_replaces_what_others_read(moderator: FlaskClient, town: Town) -> None:
    complaint = assigned(town, SAID)
    hidden = masking.mask(SAID).replace("minta uang", "[disamarkan]")
    assert mask(moderator, complaint, hidden.replace("\n", "\r\n")).status_code == 303
    db.session.expire_all()
    copy = cases.public_copy(complaint.id)
    assert copy is not None
    assert (copy.version, copy.body, copy.by_id) == (2, hidden, town.people["moderator"].id)
    assert cases.text_of(complaint.id).body == SAID
    found = matching("uang", [f"g{town.government.id}"])
    assert found is not None
    assert db.session.scalars(found).all() == []


def test_changed_words_come_back_with_the_reason(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town, SAID).complaint
    answer = mask(moderator, complaint, "Semua baik-baik saja di loket itu.")
    assert answer.status_code == 422
    assert "Kata pelapor tidak boleh diubah" in answer.text
    assert "Semua baik-baik saja di loket itu." in answer.text
    copy = cases.public_copy(complaint.id)
    assert copy is not None
    assert copy.version == 1


def test_personal_data_left_standing_needs_a_yes(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town, SAID).complaint
    answer = mask(moderator, complaint, SAID)
    assert answer.status_code == 422
    assert "Masih ada yang tampak seperti data pribadi" in answer.text
    assert mask(moderator, complaint, SAID, stands="y").status_code == 303


def test_the_landmark_is_held_to_the_same_rule(moderator: FlaskClient, town: Town) -> None:
    complaint = submit(town, SAID, place="Depan rumah Pak Budi Santoso").complaint
    body = masking.mask(SAID)
    assert mask(moderator, complaint, body, place="Depan kantor camat").status_code == 422
    assert mask(moderator, complaint, body, place="Depan rumah [disamarkan]").status_code == 303


@pytest.mark.parametrize("body", ["", "a" * 12_001])
def test_the_copy_has_limits(moderator: FlaskClient, town: Town, body: str) -> None:
    complaint = submit(town, SAID).complaint
    assert mask(moderator, complaint, body).status_code == 422
