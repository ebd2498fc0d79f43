"""Reply templates: heads keep them, officers use them, placeholders are filled on the server."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from forum.complaints.actions import templating
from forum.complaints.queries import templates
from forum.complaints.rules.placeholders import expand, unknown_in
from forum.core.db import db
from tests.factories import Town, assigned, sign_in

BODY = "Laporan {nomor} kami terima di {unit}. Selesai paling lambat {tenggat}. Salam, {petugas} ({layanan})."


@pytest.fixture
def head(client: FlaskClient, town: Town) -> FlaskClient:
    return sign_in(client, town.people["head"])


def keep(town: Town, title: str = "Terima", body: str = BODY) -> int:
    template = templating.write_template(town.works.id, title, body, by=town.actor("head"))
    db.session.commit()
    return template.id


def titles(unit_id: int) -> list[str]:
    db.session.rollback()
    return [t.title for t in templates.templates_of([unit_id])]


def test_placeholders_are_filled_and_nothing_else_is() -> None:
    assert expand("{nomor} {NOMOR} {asing} {nomor.__class__} {", {"nomor": "A-1"}) == (
        "A-1 A-1 {asing} {nomor.__class__} {"
    )
    assert unknown_in("{nomor} {asing} {asing} {0}") == ["asing", "0"]


def test_a_head_writes_rewrites_and_ends_a_template(head: FlaskClient, town: Town) -> None:
    sent = {"unit": town.works.id, "title": "Terima kasih", "template_body": BODY}
    assert head.post("/meja/unit/templat", data={**sent, "once": "a"}).status_code == 303
    (template,) = templates.templates_of([town.works.id])
    url = f"/meja/unit/templat/{template.id}"
    assert "Terima kasih" in head.get(url).text
    assert head.post(url, data={**sent, "title": "Jadwal", "once": "b"}).status_code == 303
    assert titles(town.works.id) == ["Jadwal"]
    (newer,) = templates.templates_of([town.works.id])
    assert head.post(f"/meja/unit/templat/{newer.id}/penghapusan", data={"once": "c"}).status_code == 303
    assert titles(town.works.id) == []


@pytest.mark.parametrize("wrong", [
    {"template_body": "Halo {nama}, kami proses."}, {"title": "x"}, {"template_body": "pendek"}, {"title": "y" * 81},
    {"template_body": "z" * 3001}, {"unit": "0"}, {"unit": "x"},
])  # fmt: skip
def test_bad_input_is_refused_and_kept(head: FlaskClient, town: Town, wrong: dict[str, str]) -> None:
    sent = {"unit": str(town.works.id), "title": "Judul yang baik", "template_body": "Isi yang cukup panjang.", **wrong}
    response = head.post("/meja/unit/templat", data=sent)
    assert response.status_code == 422
    assert sent["title"] in response.text
    assert titles(town.works.id) == []


def test_two_templates_of_a_unit_have_different_titles(head: FlaskClient, town: Town) -> None:
    keep(town)
    sent = {"unit": town.works.id, "title": "Terima", "template_body": "Isi yang berbeda sama sekali."}
    response = head.post("/meja/unit/templat", data=sent)
    assert response.status_code == 422
    assert "Pakai judul lain" in response.text


def test_officers_read_templates_but_do_not_keep_them(client: FlaskClient, town: Town) -> None:
    template_id = keep(town)
    officer = sign_in(client, town.people["officer"])
    page = officer.get("/meja/unit/templat")
    assert "Terima" in page.text
    assert "penghapusan" not in page.text
    for url in ("templat", f"templat/{template_id}", f"templat/{template_id}/penghapusan"):
        sent = {"unit": town.works.id, "title": "Lain", "template_body": "Isi yang cukup panjang."}
        assert officer.post(f"/meja/unit/{url}", data=sent).status_code == 403
    assert titles(town.works.id) == ["Terima"]


def test_templates_of_other_units_do_not_exist_for_a_head(head: FlaskClient, town: Town) -> None:
    other = templating.write_template(town.clinic.id, "Obat", "Obat tersedia lagi besok.", by=town.actor("nurse"))
    db.session.commit()
    assert head.get(f"/meja/unit/templat/{other.id}").status_code == 404
    assert head.post(f"/meja/unit/templat/{other.id}/penghapusan").status_code == 404
    assert "Obat" not in head.get("/meja/unit/templat").text


def test_the_reply_box_is_filled_without_script(client: FlaskClient, town: Town) -> None:
    template_id, complaint = keep(town), assigned(town, service_id=town.service.id)
    officer = sign_in(client, town.people["officer"])
    page = officer.get(f"/meja/unit/{complaint.number}?templat={template_id}").text
    filled = (
        f"Laporan {complaint.number} kami terima di Dinas Pekerjaan Umum. Selesai paling lambat "
        "Rabu 25 November 2026. Salam, Officer Contoh (Perbaikan lampu jalan)."
    )
    assert page.count(filled) == 2  # in the box, and beside the choice for the script
    assert (
        "Selesai paling lambat"
        not in officer.get(f"/meja/unit/{complaint.number}?templat=999").text.split("<textarea")[1]
    )


def test_the_deadline_is_indonesian_for_an_officer_who_reads_english(client: FlaskClient, town: Town) -> None:
    keep(town, body="Selesai paling lambat {tenggat}.")
    town.people["officer"].language = "en"
    db.session.commit()
    page = sign_in(client, town.people["officer"]).get(f"/meja/unit/{assigned(town).number}").text
    assert "Rabu 25 November 2026" in page
