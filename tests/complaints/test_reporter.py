"""What the reporter sees and does, by code or by account."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from forum.complaints.actions import verifying
from forum.complaints.actions.identity import Identity, issue_code
from forum.complaints.models import Attachment, Complaint, Confirmation, Message
from forum.complaints.queries import cases, private
from forum.core.db import db
from forum.core.outbox import Letter
from tests.factories import LOREM, Town, assigned, resolved, sign_in, submit


def enter(client: FlaskClient, complaint: Complaint) -> str:
    """Open a case with a code; the path of its page."""
    code = issue_code(cases.lock(complaint.id), "v")
    db.session.commit()
    client.post("/lacak", data={"number": complaint.number, "code": code})
    return f"/pengaduan/{complaint.number}/pelapor"


def state_of(complaint: Complaint) -> str:
    db.session.expire_all()
    return cases.lock(complaint.id).state


def asked(town: Town) -> Complaint:
    complaint = cases.lock(submit(town).complaint.id)
    verifying.ask_completion(complaint, "Di jalan apa lampunya?", by=town.actor("moderator"))
    db.session.commit()
    return complaint


def picture() -> tuple[io.BytesIO, str]:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(content, "PNG")
    content.seek(0)
    return content, "foto.png"


def test_the_page_shows_words_clock_and_history(client: FlaskClient, town: Town) -> None:
    page = client.get(enter(client, resolved(town))).text
    assert LOREM in page
    assert "Lampu sudah diganti dan menyala." in page
    assert "Giliran Anda mengatakan sudah selesai atau belum: tersisa 10 hari kerja" in page
    assert "Dinas Pekerjaan Umum" in page


def test_the_moderators_question_is_answered_with_a_photo(client: FlaskClient, town: Town) -> None:
    complaint = asked(town)
    path = enter(client, complaint)
    assert "Di jalan apa lampunya?" in client.get(path).text
    answer = client.post(
        f"{path}/balasan",
        data={"balas-body": "Jalan Melati", "balas-files": [picture()]},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303
    assert state_of(complaint) == "submitted"
    attachment = db.session.scalars(select(Attachment)).one()
    assert attachment.message_id == db.session.scalars(select(Message.id).where(Message.kind == "completion")).one()
    shown = client.get(f"{path}/berkas/{attachment.ref}")
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert client.get(f"{path}/berkas/{attachment.ref}?kecil").mimetype == "image/jpeg"


def test_a_file_of_another_case_is_not_shown(app: Flask, client: FlaskClient, town: Town) -> None:
    first, second = asked(town), asked(town)
    path = enter(client, first)
    client.post(
        f"{path}/balasan",
        data={"balas-body": "Jalan Melati", "balas-files": [picture()]},
        content_type="multipart/form-data",
    )
    ref = db.session.scalars(select(Attachment.ref)).one()
    other = app.test_client()
    assert other.get(f"{path}/berkas/{ref}").location == "/lacak"
    assert other.get(f"{enter(other, second)}/berkas/{ref}").status_code == 404


def test_yes_with_stars_and_words(client: FlaskClient, town: Town) -> None:
    complaint = resolved(town)
    path = enter(client, complaint)
    assert client.post(f"{path}/konfirmasi", data={"selesai-stars": "4", "selesai-words": "Cepat"}).status_code == 303
    said = db.session.scalars(select(Confirmation)).one()
    assert (state_of(complaint), said.stars, said.words) == ("confirmed", 4, "Cepat")


def test_yes_without_stars(client: FlaskClient, town: Town) -> None:
    complaint = resolved(town)
    client.post(f"{enter(client, complaint)}/konfirmasi")
    assert (state_of(complaint), db.session.scalars(select(Confirmation.stars)).one()) == ("confirmed", None)


def test_no_reopens_with_a_reason(client: FlaskClient, town: Town) -> None:
    complaint = resolved(town)
    path = enter(client, complaint)
    assert client.post(f"{path}/sanggahan", data={"belum-reason": "Masih padam tiap malam"}).status_code == 303
    assert state_of(complaint) == "reopened"
    assert "Masih padam tiap malam" in client.get(path).text


def test_an_archived_case_is_opened_again(client: FlaskClient, town: Town) -> None:
    complaint = cases.lock(submit(town).complaint.id)
    verifying.archive(complaint, "no_substance", "", by=town.actor("moderator"))
    db.session.commit()
    path = enter(client, complaint)
    assert "Tidak ada hal yang dapat diperiksa" in client.get(path).text
    assert client.post(f"{path}/pembukaan", data={"buka-reason": "Ini fotonya, silakan"}).status_code == 303
    assert state_of(complaint) == "submitted"


def test_opening_again_needs_a_reason(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    path = enter(client, complaint)
    client.post(f"{path}/pencabutan")
    answer = client.post(f"{path}/pembukaan", data={"buka-reason": ""})
    assert answer.status_code == 422
    assert "Tulis alasannya" in answer.text
    assert state_of(complaint) == "withdrawn"


def test_withdrawing(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    path = enter(client, complaint)
    assert client.post(f"{path}/pencabutan", data={"cabut-reason": ""}).status_code == 303
    assert state_of(complaint) == "withdrawn"
    assert "Buka kembali laporan ini" in client.get(path).text


def test_a_step_that_is_not_allowed_changes_nothing(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    answer = client.post(f"{enter(client, complaint)}/konfirmasi")
    assert answer.status_code == 409
    assert state_of(complaint) == "assigned"


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("balasan", {"balas-body": ""}),
        ("balasan", {"balas-body": "x" * 5001}),
        ("balasan", {"balas-body": "Ini fotonya", "balas-files": [(io.BytesIO(b"MZ"), "a.jpg")]}),
        ("konfirmasi", {"selesai-stars": "6"}),
        ("konfirmasi", {"selesai-words": "x" * 1001}),
        ("sanggahan", {"belum-reason": "tidak"}),
        ("pencabutan", {"cabut-reason": "x" * 1001}),
        ("kontak", {"kabar-email": "bukan"}),
    ],
)
def test_bad_input_is_told_and_changes_nothing(
    client: FlaskClient, town: Town, act: str, typed: dict[str, Any]
) -> None:
    complaint = resolved(town)
    answer = client.post(f"{enter(client, complaint)}/{act}", data=typed, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "field-error" in answer.text
    assert state_of(complaint) == "resolved"


def test_the_same_form_twice_acts_once(client: FlaskClient, town: Town) -> None:
    path = enter(client, assigned(town))
    for _ in range(2):
        answer = client.post(f"{path}/balasan", data={"balas-body": "Masih padam", "once": "sama"})
        assert answer.location == path
    assert len(db.session.scalars(select(Message).where(Message.kind == "reply")).all()) == 1


def test_strangers_reach_no_act(client: FlaskClient, town: Town) -> None:
    complaint = resolved(town)
    for act in ("balasan", "konfirmasi", "sanggahan", "pembukaan", "pencabutan", "kontak", "kode"):
        assert client.post(f"/pengaduan/{complaint.number}/pelapor/{act}").location == "/lacak"
        assert client.post(f"/pengaduan/CTH-2026-999999/pelapor/{act}").location == "/lacak"
    assert state_of(complaint) == "resolved"


def test_an_address_may_be_added_later(client: FlaskClient, town: Town) -> None:
    complaint = submit(town, identity=Identity(name="Siti")).complaint
    path = enter(client, complaint)
    client.post(f"{path}/kontak", data={"kabar-email": "siti@contoh.example"})
    kept = private.sealed_identity(complaint.id)
    assert kept["contact_id"]
    assert kept["name"] == "Siti"
    assert db.session.scalars(select(Letter.kind)).all() == ["confirm_contact"]
    assert "siti@contoh.example" not in client.get(path).text


def test_an_account_lists_and_opens_its_own(client: FlaskClient, town: Town) -> None:
    mine = submit(town, identity=Identity(account_id=town.people["resident"].id)).complaint
    other = submit(town, identity=Identity(account_id=town.people["neighbour"].id)).complaint
    sign_in(client, town.people["resident"])
    page = client.get("/pengaduan-saya").text
    assert mine.number in page
    assert other.number not in page
    assert client.get(f"/pengaduan/{mine.number}/pelapor").status_code == 200
    assert client.get(f"/pengaduan/{other.number}/pelapor").location == "/lacak"


def test_only_the_owning_account_gets_a_new_code(client: FlaskClient, town: Town) -> None:
    mine = submit(town, identity=Identity(account_id=town.people["resident"].id)).complaint
    path = enter(client, mine)
    assert client.post(f"{path}/kode").status_code == 403
    sign_in(client, town.people["resident"])
    assert client.post(f"{path}/kode").location == f"/pengaduan/{mine.number}/tanda-terima"


def test_a_visitor_signs_in_for_their_list(client: FlaskClient, town: Town) -> None:
    assert client.get("/pengaduan-saya").status_code == 302


def test_the_page_is_kept_nowhere(client: FlaskClient, town: Town) -> None:
    answer = client.get(enter(client, submit(town).complaint))
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'content="noindex"' in answer.text
