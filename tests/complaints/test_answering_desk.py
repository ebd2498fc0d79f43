"""The reply box: answers, progress and "done", what is refused, and that nothing typed is lost."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from forum.complaints.actions import answering, reporting, verifying
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core.db import db
from tests.complaints.test_unit_desk import fresh
from tests.conftest import Hands
from tests.factories import Town, assigned, resolved, sign_in

GOOD = "Tim kami memeriksa lampu itu Senin 23 November 2026."


@pytest.fixture
def officer(client: FlaskClient, town: Town) -> FlaskClient:
    return sign_in(client, town.people["officer"])


def url_of(complaint: Complaint) -> str:
    return f"/meja/unit/{complaint.number}"


def picture() -> tuple[io.BytesIO, str]:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(content, "JPEG")
    content.seek(0)
    return content, "foto.jpg"


def bodies(complaint: Complaint) -> list[str]:
    db.session.rollback()
    return [message.body for message in cases.messages_of(complaint.id)]


def test_an_answer_stops_the_clock_and_names_the_unit(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    response = officer.post(f"{url_of(complaint)}/jawaban", data={"body": GOOD, "last": "0", "once": "a"})
    assert response.status_code == 303
    answered = fresh(complaint.id)
    assert (answered.state, str(answered.answered_on)) == ("in_progress", "2026-11-18")
    (message,) = cases.messages_of(complaint.id)
    assert (message.body, message.unit_id, message.role) == (GOOD, town.works.id, "officer")


@pytest.mark.parametrize("hollow", ["Terima kasih.", "Akan ditindaklanjuti.", " \r\n\r\n ", "x" * 29, ""])
def test_a_hollow_first_answer_is_refused(officer: FlaskClient, town: Town, hollow: str) -> None:
    complaint = assigned(town)
    response = officer.post(f"{url_of(complaint)}/jawaban", data={"body": hollow})
    assert response.status_code == 422
    assert fresh(complaint.id).state == "assigned"
    assert bodies(complaint) == []
    if hollow.strip():
        assert "sebutkan tindakan, tanggal, atau alasan" in response.text
        assert hollow.strip() in response.text


def test_later_answers_may_be_short(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    officer.post(f"{url_of(complaint)}/jawaban", data={"body": GOOD, "last": "0"})
    last = cases.messages_of(complaint.id)[-1].id
    short = "Petugas di jalan."
    assert officer.post(f"{url_of(complaint)}/perkembangan", data={"body": short, "last": last}).status_code == 303
    assert bodies(complaint) == [GOOD, short]


def test_line_ends_of_browsers_do_not_count_twice(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    body = "a\r\n" * 2499 + "ab"
    assert officer.post(f"{url_of(complaint)}/jawaban", data={"body": body, "last": "0"}).status_code == 303
    assert bodies(complaint) == [body.replace("\r\n", "\n")]


def test_too_long_an_answer_is_refused_with_its_words(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    response = officer.post(f"{url_of(complaint)}/jawaban", data={"body": "panjang " * 700})
    assert response.status_code == 422
    assert "5000 karakter" in response.text
    assert "panjang panjang" in response.text


def test_markup_in_an_answer_stays_text(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    body = "<script>alert(1)</script> Kami perbaiki **Senin** depan, tanggal 23."
    officer.post(f"{url_of(complaint)}/jawaban", data={"body": body, "last": "0"})
    page = officer.get(url_of(complaint)).text
    assert "<script>alert" not in page
    assert "<strong>Senin</strong>" in page


@pytest.mark.parametrize("evidence", ["none", "short"])
def test_done_needs_evidence(officer: FlaskClient, town: Town, evidence: str) -> None:
    complaint = assigned(town)
    sent = {"body": GOOD, "last": "0", "ground": "ada" if evidence == "short" else ""}
    response = officer.post(f"{url_of(complaint)}/penyelesaian", data=sent)
    assert response.status_code == 422
    assert "Sertakan bukti" in response.text
    assert GOOD in response.text
    assert fresh(complaint.id).state == "assigned"


def test_done_with_a_written_ground(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    sent = {"body": GOOD, "last": "0", "ground": "Berita acara 12/DPU/2026"}
    assert officer.post(f"{url_of(complaint)}/penyelesaian", data=sent).status_code == 303
    assert fresh(complaint.id).state == "resolved"
    assert bodies(complaint) == [f"{GOOD}\n\n**Dasar tertulis:** Berita acara 12/DPU/2026"]


def test_done_with_a_photo_made_anew(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    sent = {"body": GOOD, "last": "0", "files": [picture()]}
    response = officer.post(f"{url_of(complaint)}/penyelesaian", data=sent, content_type="multipart/form-data")
    assert response.status_code == 303
    (kept,) = cases.attachments_of(complaint.id)
    assert (kept.origin, kept.kind) == ("unit", "image/jpeg")
    assert kept.message_id == cases.messages_of(complaint.id)[0].id


@pytest.mark.parametrize(("content", "sentence"), [
    (b"MZ not a picture", "bukan foto"), (b"", "kosong"), (b"\xff\xd8\xff broken", "rusak"),
])  # fmt: skip
def test_a_file_that_is_not_what_it_claims_is_refused(
    officer: FlaskClient, town: Town, content: bytes, sentence: str
) -> None:
    complaint = assigned(town)
    sent = {"body": GOOD, "last": "0", "files": [(io.BytesIO(content), "foto.jpg")]}
    response = officer.post(f"{url_of(complaint)}/jawaban", data=sent, content_type="multipart/form-data")
    assert response.status_code == 422
    assert sentence in response.text
    assert GOOD in response.text
    assert bodies(complaint) == []


def test_more_files_than_five_are_refused(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    sent = {"body": GOOD, "last": "0", "files": [picture() for _ in range(6)]}
    response = officer.post(f"{url_of(complaint)}/jawaban", data=sent, content_type="multipart/form-data")
    assert response.status_code == 422
    assert "Paling banyak 5 berkas" in response.text


def test_a_double_click_answers_once(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    sent = {"body": GOOD, "last": "0", "once": "same"}
    first = officer.post(f"{url_of(complaint)}/jawaban", data=sent)
    second = officer.post(f"{url_of(complaint)}/jawaban", data=sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert bodies(complaint) == [GOOD]


@pytest.mark.parametrize("act", ["jawaban", "perkembangan", "penyelesaian"])
def test_an_illegal_step_is_refused_and_gives_the_words_back(officer: FlaskClient, town: Town, act: str) -> None:
    complaint = resolved(town)
    last = cases.messages_of(complaint.id)[-1].id
    before = bodies(complaint)
    sent = {"body": GOOD + " Tambahan.", "last": last, "ground": "Berita acara 12/DPU"}
    response = officer.post(f"{url_of(complaint)}/{act}", data=sent)
    assert response.status_code == 409
    assert "keadaan laporan sudah berubah" in response.text
    assert "Tambahan." in response.text
    assert bodies(complaint) == before


def test_progress_comes_after_an_answer(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    assert officer.post(f"{url_of(complaint)}/perkembangan", data={"body": GOOD, "last": "0"}).status_code == 409
    assert bodies(complaint) == []


def test_words_of_a_case_that_was_moved_are_given_back(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    verifying.transfer_to(cases.lock(complaint.id), town.clinic, "Keliru", by=town.actor("moderator"))
    db.session.commit()
    response = officer.post(f"{url_of(complaint)}/jawaban", data={"body": GOOD})
    assert response.status_code == 404
    assert GOOD in response.text


def test_goes_on_to_the_next_case_by_deadline(officer: FlaskClient, town: Town, hands: Hands) -> None:
    first = assigned(town, "Jalan pertama yang rusak.")
    hands.move(days=1)
    taken, third = assigned(town, "Jalan kedua yang rusak."), assigned(town, "Jalan ketiga yang rusak.")
    answering.take(cases.lock(taken.id), town.people["colleague"].id, "Colleague", by=town.actor("officer"))
    db.session.commit()
    response = officer.post(f"{url_of(first)}/jawaban", data={"body": GOOD, "last": "0", "onward": "y"})
    assert response.location == url_of(third)
    page = officer.get(response.location).text
    assert f'href="{url_of(first)}">{first.number}</a>' in page
    done = officer.post(f"{url_of(third)}/jawaban", data={"body": GOOD, "last": "0"})
    assert done.location == url_of(third)


def test_after_the_last_case_comes_the_inbox(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    sent: dict[str, Any] = {"body": GOOD, "last": "0", "onward": "y"}
    assert officer.post(f"{url_of(complaint)}/jawaban", data=sent).location == "/meja/unit"


def test_a_reply_of_the_reporter_is_shown_before_the_answer_goes_out(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    reporting.reply(cases.lock(complaint.id), "Ternyata sudah menyala kembali tadi malam.")
    db.session.commit()
    response = officer.post(f"{url_of(complaint)}/jawaban", data={"body": GOOD, "last": "0"})
    assert response.status_code == 409
    assert "sudah menyala kembali" in response.text
    assert GOOD in response.text


def test_answers_to_a_confidential_case_stay_among_the_parties(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town, is_confidential=True)
    officer.post(f"{url_of(complaint)}/jawaban", data={"body": GOOD, "last": "0"})
    assert [m.audience for m in cases.messages_of(complaint.id)] == ["parties"]


def test_a_head_above_answers_for_the_unit_below(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    answering.forward(cases.lock(complaint.id), town.branch, "Wilayah timur", by=town.actor("officer"))
    db.session.commit()
    head = sign_in(client, town.people["head"])
    assert head.post(f"{url_of(complaint)}/jawaban", data={"body": GOOD, "last": "0"}).status_code == 303
    assert cases.messages_of(complaint.id)[0].unit_id == town.works.id
