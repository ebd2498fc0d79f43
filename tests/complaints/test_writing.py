"""A complaint is written, refused with every word kept, and taken in once."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select

from forum import create_app
from forum.complaints.models import Attachment, Complaint, ComplaintText, PublicCopy
from forum.complaints.queries import private
from forum.core.db import db
from forum.core.outbox import Letter
from forum.notifications.models import Contact
from forum.units.models import Area, Service
from tests.factories import LOREM, Town, make_unit, sign_in

KEPT = ("INSTANCE", "DATABASE_URL", "TESTING", "WTF_CSRF_ENABLED", "SECRET_KEY", "ESCROW_KEY")
PATH = "/pengaduan/tulis?kota=contoh"


def typed(**changes: Any) -> dict[str, Any]:
    """What a resident typed."""
    return {"body": LOREM, "village": "Melati", "naming": "hidden", "consent": "y", "once": "kunci-1", **changes}


def picture(colour: str = "red") -> tuple[io.BytesIO, str]:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "JPEG")
    content.seek(0)
    return content, "foto.jpg"


def send(client: FlaskClient, **changes: Any) -> Any:
    answer = client.post(PATH, data=typed(**changes), content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()
    return answer


def count(model: Any = Complaint) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def only() -> Complaint:
    return db.session.scalars(select(Complaint)).one()


def test_the_page_shows_one_form(client: FlaskClient, town: Town) -> None:
    answer = client.get(PATH)
    assert answer.status_code == 200
    assert answer.text.count("<form") >= 1
    assert "2026-11" in answer.text
    assert "Apa yang terjadi?" in answer.text


def test_a_complaint_is_taken_in(client: FlaskClient, town: Town) -> None:
    answer = send(
        client,
        place="Depan pasar",
        happened="tiap malam",
        happened_on="2026-11-16",
        class_="aspiration",
        category=str(town.category.id),
        addressee="Perbaikan lampu jalan",
        name="Siti",
        phone="0812-0000-111",
    )
    assert answer.status_code == 303
    complaint = only()
    assert answer.location == f"/pengaduan/{complaint.number}/tanda-terima"
    assert (complaint.class_, complaint.category_id, complaint.channel) == ("aspiration", town.category.id, "web")
    assert (complaint.village_code, complaint.district_code) == (town.village.code, "99.71.01")
    assert (complaint.service_id, complaint.unit_id) == (town.service.id, town.works.id)
    assert complaint.happened_on is not None
    assert (complaint.is_anonymous, complaint.shown_name) == (False, None)
    kept = db.session.get_one(ComplaintText, complaint.id)
    assert (kept.body, kept.place, kept.happened) == (LOREM, "Depan pasar", "tiap malam")
    assert private.sealed_identity(complaint.id)["name"] == "Siti"


def test_browser_line_ends_do_not_count(client: FlaskClient, town: Town) -> None:
    body = "a\r\n" * 2000 + "b" * 999
    assert send(client, body=body).status_code == 303
    assert db.session.get_one(ComplaintText, only().id).body == body.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("body", "", "Ceritakan dulu"),
        ("body", "terlalu pendek", "20 sampai 5.000"),
        ("body", "x" * 5001, "20 sampai 5.000"),
        ("village", "Atlantis", "tidak menemukan nama itu"),
        ("village", "x" * 121, "paling banyak 120"),
        ("place", "x" * 201, "paling banyak 200"),
        ("happened", "x" * 101, "paling banyak 100"),
        ("happened_on", "2026-11-19", "belum tiba"),
        ("happened_on", "1999-01-01", "terlalu lama"),
        ("happened_on", "kemarin", "tidak dikenali"),
        ("addressee", "Dinas Sihir", "tidak menemukan unit itu"),
        ("class_", "dongeng", "Pilih salah satu"),
        ("category", "999", "Pilih salah satu"),
        ("naming", "", "Pilih salah satu"),
        ("naming", "samaran", "Pilih salah satu"),
        ("name", "x" * 101, "paling banyak 100"),
        ("email", "bukan surel", "belum benar"),
        ("phone", "kosong delapan", "nomor telepon"),
        ("consent", "", "memerlukan persetujuan"),
    ],
)
@pytest.mark.asvs("2.2.1")
def test_bad_input_is_told_beside_the_field_and_changes_nothing(
    client: FlaskClient, town: Town, field: str, value: str, sentence: str
) -> None:
    answer = send(client, **{field: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'role="alert"' in answer.text
    assert count() == 0
    if field != "body":
        assert LOREM in answer.text


def test_without_any_word_on_where_it_is_refused(client: FlaskClient, town: Town) -> None:
    assert send(client, village="").status_code == 422
    assert send(client, village="", place="Depan pasar").status_code == 303


def test_showing_a_name_needs_a_name(client: FlaskClient, town: Town) -> None:
    assert "Tulis nama yang ingin Anda tampilkan" in send(client, naming="public").text
    send(client, naming="public", name="Siti")
    assert (only().shown_name, only().name_to_public, only().name_to_unit) == ("Siti", True, True)


def test_an_anonymous_reporter_is_never_named(client: FlaskClient, town: Town) -> None:
    send(client, naming="anonymous", name="Siti", is_confidential="y")
    complaint = only()
    assert (complaint.is_anonymous, complaint.is_confidential, complaint.shown_name) == (True, True, None)


def test_a_name_that_fits_several_villages_leads_to_a_question(client: FlaskClient, town: Town) -> None:
    db.session.add(Area(code="99.71.02", parent_code="99.71", level="district", name="Barat", folded="barat"))
    db.session.flush()
    db.session.add(Area(code="99.71.02.1001", parent_code="99.71.02", level="village", name="Melati", folded="melati"))
    db.session.commit()
    answer = send(client)
    assert answer.status_code == 422
    assert 'value="99.71.02.1001"' in answer.text
    assert send(client, village_code="99.71.02.1001").status_code == 303
    assert only().village_code == "99.71.02.1001"


@pytest.mark.asvs("2.2.3")
def test_a_village_code_of_another_town_counts_for_nothing(client: FlaskClient, town: Town) -> None:
    assert send(client, village="Melati", village_code="73.71.01.1001").status_code == 303
    assert only().village_code == town.village.code


def test_a_unit_of_another_government_cannot_be_named(client: FlaskClient, town: Town) -> None:
    foreign = make_unit(town.other, None, "asing", "dinas", "Dinas Asing")
    db.session.commit()
    answer = send(client, addressee="Dinas Asing", addressee_code=f"u{foreign.id}")
    assert "tidak menemukan unit itu" in answer.text


def test_a_name_that_fits_several_services_leads_to_a_question(client: FlaskClient, town: Town) -> None:
    db.session.add(Service(unit_id=town.branch.id, name="Perbaikan lampu jalan"))
    db.session.commit()
    answer = send(client, addressee="Perbaikan lampu jalan")
    assert answer.status_code == 422
    assert f'value="s{town.service.id}"' in answer.text
    assert send(client, addressee="Perbaikan lampu jalan", addressee_code=f"s{town.service.id}").status_code == 303


@pytest.mark.asvs("2.3.4")
def test_a_second_sending_leads_to_the_same_receipt(client: FlaskClient, town: Town) -> None:
    first, second = send(client), send(client)
    assert first.location == second.location
    assert count() == 1
    page = client.get(second.location)
    assert page.text.count('id="kode"') == 1


def test_a_photo_is_made_anew_and_kept(client: FlaskClient, town: Town) -> None:
    assert send(client, files=[picture(), picture("blue")]).status_code == 303
    assert count(Attachment) == 2
    assert {a.origin for a in db.session.scalars(select(Attachment))} == {"reporter"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90 not a picture", "Hanya foto"),
        (b"\xff\xd8\xff broken", "rusak"),
        (b"", "kosong"),
        (b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024), "10 MB"),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_refused(
    client: FlaskClient, town: Town, content: bytes, sentence: str
) -> None:
    answer = send(client, files=[(io.BytesIO(content), "foto.jpg")])
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "pilih lagi" in answer.text
    assert LOREM in answer.text
    assert count() == 0


def test_more_than_five_files_are_refused(client: FlaskClient, town: Town) -> None:
    answer = send(client, files=[picture() for _ in range(6)])
    assert answer.status_code == 422
    assert "Paling banyak 5 berkas sekali kirim" in answer.text


def test_first_words_come_over_from_another_page(client: FlaskClient, town: Town) -> None:
    answer = client.post(PATH, data={"awal": "1", "body": "Lampu padam"})
    assert answer.status_code == 200
    assert "Lampu padam</textarea>" in answer.text
    assert "error-summary" not in answer.text


def test_a_link_names_the_unit(client: FlaskClient, town: Town) -> None:
    assert 'value="Dinas Pekerjaan Umum"' in client.get(f"{PATH}&unit=dpu").text
    assert 'value="Perbaikan lampu jalan"' in client.get(f"{PATH}&layanan={town.service.id}").text
    assert client.get(f"{PATH}&unit=tidak-ada&layanan=9999999999999999").status_code == 200


def test_emergency_words_show_numbers_without_blocking(client: FlaskClient, town: Town) -> None:
    words = "Ada kebakaran di belakang pasar Melati sejak tadi pagi."
    shown = client.post(PATH, data={"awal": "1", "body": words}).text
    assert "data-emergency>" in shown
    assert 'href="tel:112"' in shown
    assert "data-emergency hidden>" in client.get(PATH).text
    assert send(client, body=words).status_code == 303


def test_personal_data_is_shown_as_it_will_be_masked(client: FlaskClient, town: Town) -> None:
    answer = client.post(
        "/pengaduan/tulis/tinjauan?kota=contoh", data=typed(body=f"{LOREM} Hubungi 0812-3456-7890 ya.")
    )
    assert answer.status_code == 200
    assert "<mark>[nomor telepon disamarkan]</mark>" in answer.text
    assert "0812-3456-7890</textarea>" not in answer.text.partition("<form")[0]
    assert count() == 0


def test_looking_it_over_asks_for_no_consent_yet(client: FlaskClient, town: Town) -> None:
    answer = client.post("/pengaduan/tulis/tinjauan?kota=contoh", data=typed(consent=""))
    assert "error-summary" not in answer.text
    assert LOREM in answer.text


def test_the_review_and_the_public_copy_agree(client: FlaskClient, town: Town) -> None:
    body = f"{LOREM} Surel saya budi@contoh.example dan NIK 7371010101900001."
    fragment = client.post(
        "/pengaduan/tulis/tinjauan?kota=contoh", data=typed(body=body), headers={"X-Requested-With": "fetch"}
    ).text
    send(client, body=body)
    copy = db.session.scalars(select(PublicCopy.body)).one()
    assert copy in fragment.replace("<mark>", "").replace("</mark>", "")
    assert "<html" not in fragment


def test_a_script_hears_what_is_wrong_field_by_field(client: FlaskClient, town: Town) -> None:
    answer = client.post(PATH, data=typed(body="", email="x"), headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert set(json.loads(answer.data)["errors"]) == {"body", "email"}


def test_an_account_owns_what_it_writes(client: FlaskClient, town: Town) -> None:
    sign_in(client, town.people["resident"])
    send(client, naming="anonymous", email="lain@contoh.example")
    assert private.is_owner(only().id, town.people["resident"].id)
    assert not private.is_owner(only().id, town.people["neighbour"].id)
    assert count(Contact) == 0


def test_an_address_is_asked_first_and_told_nothing(client: FlaskClient, town: Town) -> None:
    send(client, email="kenari-rahasia@contoh.example")
    letter = db.session.scalars(select(Letter)).one()
    assert letter.kind == "confirm_contact"
    assert private.sealed_identity(only().id)["contact_id"] == db.session.scalars(select(Contact.id)).one()


def test_the_address_stands_on_no_page_of_the_case(client: FlaskClient, town: Town) -> None:
    canaries = ("kenari-rahasia@contoh.example", "Kenari Rahasia", "0812-9999-8888")
    answer = send(client, email=canaries[0], name=canaries[1], phone=canaries[2])
    pages = [client.get(answer.location).text, client.get(f"{answer.location}.json").text]
    sign_in(client, town.people["moderator"])
    number = only().number
    pages += [client.get(path).text for path in (f"/pengaduan/{number}", f"/pengaduan/{number}/pelapor")]
    assert not [canary for canary in canaries for page in pages if canary in page]


def test_units_and_services_are_found_by_their_words(client: FlaskClient, town: Town) -> None:
    found = client.get("/pengaduan/tulis/unit?kota=contoh&q=lampu").json
    assert found == [{"code": f"s{town.service.id}", "name": "Perbaikan lampu jalan", "more": "Dinas Pekerjaan Umum"}]
    assert client.get("/pengaduan/tulis/unit?kota=contoh&q=").json == []
    assert client.get("/pengaduan/tulis/unit?kota=contoh&q=%25").json == []


def test_no_page_of_writing_carries_inline_style_or_script(client: FlaskClient, town: Town) -> None:
    page = client.get(PATH).text
    assert " style=" not in page
    assert " onclick=" not in page


@pytest.fixture
def limited(app: Flask, town: Town) -> Iterator[FlaskClient]:
    """A browser on the same house with its limits on."""
    from forum.core.limits import limiter

    strict = create_app({**{key: app.config[key] for key in KEPT}, "RATELIMIT_ENABLED": True})
    limiter.enabled = True
    yield strict.test_client()
    limiter.reset()
    limiter.enabled = False


@pytest.mark.asvs("2.3.2")
def test_the_seventh_in_an_hour_costs_a_proof_of_work(limited: FlaskClient, town: Town) -> None:
    from hashlib import sha256

    from forum.core.proof import BITS, has_zero_bits

    client = limited
    sign_in(client, town.people["resident"])
    for k in range(6):
        assert send(client, once=f"kunci-{k}").status_code == 303
    refused = send(client, once="kunci-7")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert LOREM in refused.text
    told = client.post(PATH, data=typed(once="kunci-7"), headers={"Accept": "application/json"})
    challenge = json.loads(told.data)["challenge"]
    answer = next(n for n in range(10**8) if has_zero_bits(sha256(f"{challenge}:{n}".encode()).digest(), BITS))
    assert send(client, once="kunci-8", challenge=challenge, answer=str(answer)).status_code == 429
    assert send(client, once="kunci-7", challenge=challenge, answer=str(answer)).status_code == 303
    assert count() == 7
