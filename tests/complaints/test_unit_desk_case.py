"""A case at the desk: what the unit may see, hand over, forward, propose and note."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from forum.complaints.actions import answering, attaching, reporting, verifying
from forum.complaints.actions.identity import Identity
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core.db import db
from forum.core.files import Remade, Upload
from forum.core.uploads import store
from forum.notifications.queries import notices_of, read_notice
from tests.complaints.test_unit_desk import fresh
from tests.factories import Town, assigned, sign_in, submit

PRIVATE = "Nama saya Sitti Canary, telepon 0812-3456-7890. Jalan berlubang di depan rumah."


@pytest.fixture
def officer(client: FlaskClient, town: Town) -> FlaskClient:
    return sign_in(client, town.people["officer"])


def upload() -> Upload:
    return Upload(b"original", Remade("image/jpeg", b"clean", 10, 10, 1, b"thumb"))


def attach(complaint: Complaint) -> str:
    (kept,) = attaching.attach(store(), complaint, [upload()], origin="reporter")
    db.session.commit()
    return kept.ref


def test_the_unit_reads_the_masked_copy_of_an_anonymous_complaint(officer: FlaskClient, town: Town) -> None:
    identity = Identity(name="Sitti Canary", phone="0812-3456-7890")
    complaint = assigned(town, PRIVATE, is_anonymous=True, identity=identity, place="Rumah 0812-3456-7890",
                         point=(119.4, -5.1))  # fmt: skip
    ref = attach(complaint)
    page = officer.get(f"/meja/unit/{complaint.number}").text
    assert "0812-3456-7890" not in page
    assert "Sitti Canary" not in page
    assert "119.4" not in page
    assert ref not in page
    assert "1 lampiran belum dirilis" in page
    assert "berlubang di depan rumah" in page


def test_the_unit_reads_the_words_of_others_as_written(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town, PRIVATE)
    ref = attach(complaint)
    page = officer.get(f"/meja/unit/{complaint.number}").text
    assert "0812-3456-7890" in page
    assert f"/berkas/{ref}" in page


def test_files_of_a_confidential_complaint_wait_for_release(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town, PRIVATE, is_confidential=True)
    ref = attach(complaint)
    assert ref not in officer.get(f"/meja/unit/{complaint.number}").text


def test_an_anonymous_reply_is_masked_and_dated_by_the_day(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town, is_anonymous=True)
    reporting.reply(cases.lock(complaint.id), "Hubungi saya di 0812-3456-7890 ya.")
    db.session.commit()
    page = officer.get(f"/meja/unit/{complaint.number}").text
    assert "Hubungi saya di" in page
    assert "0812-3456-7890" not in page
    reply = page[page.index("Pelapor menambahkan keterangan") :][:300]
    assert "WITA" not in reply


def test_an_unnamed_reporter_has_no_name_at_the_desk(officer: FlaskClient, town: Town) -> None:
    hidden = assigned(town, "Jalan rusak parah di sini.", identity=Identity(name="Sitti Canary"))
    assert "Sitti Canary" not in officer.get(f"/meja/unit/{hidden.number}").text
    shown = assigned(town, "Jalan rusak parah di situ.", identity=Identity(name="Sitti Terang"), name_to_unit=True)
    assert "Sitti Terang" in officer.get(f"/meja/unit/{shown.number}").text


def test_the_timeline_names_staff_and_units(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    page = officer.get(f"/meja/unit/{complaint.number}").text
    assert "Moderator Contoh" in page
    assert "Diverifikasi dan didisposisikan" in page
    assert "tersisa 5 hari kerja" in page


def test_an_officer_takes_hands_over_and_puts_back(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    url, mine = f"/meja/unit/{complaint.number}/penanganan", town.people["officer"].id
    assert officer.post(url, data={"officer": mine, "once": "a"}).status_code == 303
    assert fresh(complaint.id).officer_id == mine
    officer.post(url, data={"officer": town.people["colleague"].id, "once": "b"})
    assert fresh(complaint.id).officer_id == town.people["colleague"].id
    newest = notices_of(town.people["colleague"].id)[0]
    assert read_notice(newest)["kind"] == "handed_over"
    refused = officer.post(url, data={"officer": mine, "once": "c"})
    assert refused.status_code == 409
    assert "sudah dipegang rekan" in refused.text
    assert fresh(complaint.id).officer_id == town.people["colleague"].id


def test_the_head_moves_any_case(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    answering.take(cases.lock(complaint.id), town.people["colleague"].id, "Colleague", by=town.actor("officer"))
    db.session.commit()
    head = sign_in(client, town.people["head"])
    head.post(f"/meja/unit/{complaint.number}/penanganan", data={"officer": "", "once": "a"})
    assert fresh(complaint.id).officer_id is None


def test_a_case_goes_only_to_staff_who_may_answer_it(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    for stranger in (town.people["nurse"].id, town.people["resident"].id, "x"):
        response = officer.post(f"/meja/unit/{complaint.number}/penanganan", data={"officer": stranger})
        assert response.status_code == 422
    assert fresh(complaint.id).officer_id is None


def test_forwards_to_a_unit_below_with_a_reason(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    due = complaint.due_on
    sent = {"below": town.branch.id, "forward_reason": "Ruas jalan ini milik UPTD Timur."}
    assert officer.post(f"/meja/unit/{complaint.number}/penerusan", data=sent).status_code == 303
    moved = fresh(complaint.id)
    assert (moved.unit_id, moved.due_on) == (town.branch.id, due)


@pytest.mark.parametrize("wrong", ["", "x", "clinic", "root"])
def test_forwarding_elsewhere_or_without_reason_keeps_what_was_typed(
    officer: FlaskClient, town: Town, wrong: str
) -> None:
    complaint = assigned(town)
    target = str({"clinic": town.clinic.id, "root": town.root.id}.get(wrong, wrong))
    sent = {"below": target, "forward_reason": "Alasan yang sudah saya ketik panjang."}
    response = officer.post(f"/meja/unit/{complaint.number}/penerusan", data=sent)
    assert response.status_code == 422
    assert "Alasan yang sudah saya ketik panjang." in response.text
    sent = {"below": str(town.branch.id), "forward_reason": "pendek"}
    assert officer.post(f"/meja/unit/{complaint.number}/penerusan", data=sent).status_code == 422
    assert fresh(complaint.id).unit_id == town.works.id


def test_proposes_a_transfer_once(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    url = f"/meja/unit/{complaint.number}/usulan-pemindahan"
    sent = {"target": "Puskesmas Melati (pkm-melati)", "transfer_reason": "Ini urusan layanan kesehatan."}
    assert officer.post(url, data={**sent, "once": "a"}).status_code == 303
    held = cases.open_transfer(complaint.id)
    assert held is not None
    assert held.to_unit_id == town.clinic.id
    again = officer.post(url, data={**sent, "once": "b"})
    assert again.status_code == 409
    assert "menunggu keputusan moderator" in again.text


@pytest.mark.parametrize(("target", "named"), [("puskesmas melati", True), ("pkm-melati", True), ("", False)])
def test_a_transfer_may_name_the_unit_in_several_ways_or_not(
    officer: FlaskClient, town: Town, target: str, named: bool
) -> None:
    complaint = assigned(town)
    sent = {"target": target, "transfer_reason": "Ini urusan layanan kesehatan."}
    assert officer.post(f"/meja/unit/{complaint.number}/usulan-pemindahan", data=sent).status_code == 303
    held = cases.open_transfer(complaint.id)
    assert held is not None
    assert held.to_unit_id == (town.clinic.id if named else None)


def test_an_unknown_target_is_refused_beside_its_field(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    sent = {"target": "Dinas Angin", "transfer_reason": "Ini urusan yang lain sama sekali."}
    response = officer.post(f"/meja/unit/{complaint.number}/usulan-pemindahan", data=sent)
    assert response.status_code == 422
    assert "Unit itu tidak ada" in response.text
    assert "Dinas Angin" in response.text
    assert cases.open_transfer(complaint.id) is None


def test_notes_stay_among_staff(officer: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    url = f"/meja/unit/{complaint.number}"
    assert officer.post(f"{url}/catatan", data={"note": "Alat berat dipinjam dari <b>branch</b>."}).status_code == 303
    page = officer.get(url).text
    assert "Alat berat dipinjam dari &lt;b&gt;branch&lt;/b&gt;." in page
    assert officer.post(f"{url}/catatan", data={"note": " \r\n "}).status_code == 422
    assert officer.post(f"{url}/catatan", data={"note": "x" * 2001}).status_code == 422
    assert len(cases.notes_on(complaint.id)) == 1


def test_a_supporting_unit_reads_and_notes_but_does_not_answer(client: FlaskClient, town: Town) -> None:
    complaint = cases.lock(submit(town, PRIVATE).complaint.id)
    verifying.assign(complaint, town.works, [town.clinic], by=town.actor("moderator"))
    db.session.commit()
    nurse, url = sign_in(client, town.people["nurse"]), f"/meja/unit/{complaint.number}"
    page = nurse.get(url).text
    assert "Unit Anda mendukung laporan ini" in page
    assert "0812-3456-7890" not in page
    assert "/jawaban" not in page
    assert nurse.post(f"{url}/catatan", data={"note": "Obat sudah kami kirim."}).status_code == 303
    assert cases.notes_on(complaint.id)[0].unit_id == town.clinic.id
    assert nurse.post(f"{url}/jawaban", data={"body": "Jawaban yang bukan hak unit pendukung."}).status_code == 404
    assert cases.messages_of(complaint.id) == []
