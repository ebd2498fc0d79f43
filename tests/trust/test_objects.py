"""Two units, two residents, two governments: every id of one tried as the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from forum.accounts.actions import staffing
from forum.accounts.models import Account, Membership
from forum.accounts.queries import hash_token
from forum.complaints.actions import answering, attaching, verifying, writing
from forum.complaints.actions.identity import Identity
from forum.complaints.actions.templating import write_template
from forum.complaints.models import Attachment, Category, Complaint, ReplyTemplate
from forum.complaints.queries import cases
from forum.core import once
from forum.core.db import db
from forum.core.files import Remade, Upload
from forum.core.uploads import store
from forum.units.actions import importing
from forum.units.here import shelf
from forum.units.models import ImportRun, Service, Unit
from tests.factories import Town, make_account, make_unit, sign_in, submit

CSV = b"kode,nama\nbaru,Unit Baru\n"


@dataclass
class World:
    """What there is to reach for: a case of the works department, and everything of the other government."""

    town: Town
    case: Complaint
    file: Attachment
    template: ReplyTemplate
    duplicate: Complaint
    unit: Unit
    service: Service
    run: ImportRun
    people: dict[str, Account]


@pytest.fixture
def world(app: Flask, town: Town) -> Iterator[World]:
    """Neighbours who want each other's things."""
    shelf.forget()
    author = Identity(name="Warga Contoh", account_id=town.people["resident"].id)
    case = cases.lock(submit(town, identity=author, is_anonymous=True).complaint.id)
    made = Remade("image/jpeg", b"bersih", 4, 3, 1, b"kecil")
    (file,) = attaching.attach(store(), case, [Upload(b"asli", made)], origin="reporter")
    verifying.assign(case, town.works, by=town.actor("moderator"))
    answering.note(case, "Catatan yang hanya staf baca.", by=town.actor("officer"))
    template = write_template(town.works.id, "Salam", "Yth. pelapor, terima kasih.", by=town.actor("officer"))
    duplicate = submit(town).complaint
    root = db.session.query(Unit).filter_by(government_id=town.other.id).one()
    far = make_unit(town.other, root, "dpu", "dinas", "Dinas Lain")
    service = Service(unit_id=far.id, name="Layanan lain")
    db.session.add(service)
    people = {
        "far_admin": make_account("far_admin", "administrator", root, town.other),
        "far_moderator": make_account("far_moderator", "moderator", root, town.other),
        "far_officer": make_account("far_officer", "officer", far, town.other),
        "far_head": make_account("far_head", "head", far, town.other),
    }
    run, _plan = importing.ask(town.government.id, "units", CSV, by=town.actor("admin", "administrator"))
    db.session.commit()
    yield World(town, case, file, template, duplicate, far, service, run, people | town.people)
    shelf.forget()


def browser(app: Flask, world: World, who: str) -> FlaskClient:
    client = app.test_client()
    return sign_in(client, world.people[who]) if who != "visitor" else client


def everything() -> dict[str, list[Any]]:
    """All rows but those a refused request may leave: uses of sessions."""
    db.session.rollback()
    tables = [t.name for t in db.metadata.sorted_tables if t.name != "account_sessions"]
    return {t: sorted(map(repr, db.session.execute(text(f'select * from "{t}"')))) for t in tables}


STRANGERS = (
    "visitor",
    "neighbour",
    "nurse",
    "far_officer",
    "far_head",
    "far_moderator",
    "far_admin",
    "inspector",
    "admin",
)
UNIT_ACTS: dict[str, dict[str, str]] = {
    "jawaban": {"body": "Petugas memeriksa lampu itu besok pagi jam delapan.", "last": "0"},
    "perkembangan": {"body": "Petugas sudah memeriksa lampu itu.", "last": "0"},
    "penyelesaian": {"body": "Lampu itu sudah menyala kembali.", "last": "0"},
    "penanganan": {"officer": "1"},
    "penerusan": {"below": "3", "forward_reason": "Wilayah kerja UPTD Timur."},
    "usulan-pemindahan": {"transfer_reason": "Bukan kewenangan dinas ini."},
    "catatan": {"note": "Catatan dari orang lain."},
}
DECISIONS: dict[str, dict[str, str]] = {
    "arsip": {"arsip-ground": "spam"},
    "penutupan": {"penutupan-reason": "Ditutup saja oleh orang lain."},
    "catatan": {"catatan-body": "Catatan moderator lain."},
    "klasifikasi": {"klasifikasi-class_": "aspiration"},
    "penyamaran": {"penyamaran-body": "[disamarkan]"},
    "pemindahan": {"pemindahan-to": "pkm-melati", "pemindahan-reason": "Dipindahkan oleh orang lain."},
}
REPORTER_ACTS: dict[str, dict[str, str]] = {
    "balasan": {"balas-body": "Tambahan dari orang lain."},
    "konfirmasi": {"selesai-stars": "5"},
    "sanggahan": {"belum-reason": "Belum selesai menurut orang lain."},
    "pembukaan": {"buka-reason": "Dibuka oleh orang lain saja."},
    "pencabutan": {"cabut-reason": "Dicabut oleh orang lain."},
    "kontak": {"kabar-email": "jahat@contoh.example"},
    "kode": {},
}


@pytest.mark.asvs("8.2.2")
@pytest.mark.asvs("8.3.1")
@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_acts_on_no_case(app: Flask, world: World, who: str) -> None:
    number, client = world.case.number, browser(app, world, who)
    file = f"/meja/verifikasi/{number}/lampiran/{world.file.ref}"
    tried = [(f"/meja/unit/{number}/{act}", sent) for act, sent in UNIT_ACTS.items()]
    tried += [(f"/meja/verifikasi/{number}/{act}", sent) for act, sent in DECISIONS.items()]
    tried += [(f"/pengaduan/{number}/pelapor/{act}", sent) for act, sent in REPORTER_ACTS.items()]
    tried += [(f"{file}/rilis", {"rilis-audience": "public"}), (f"{file}/penarikan", {})]
    before = everything()
    for path, sent in tried:
        answer = client.post(path, data=sent)
        is_led_away = answer.status_code in (302, 303) and answer.location.startswith(("/masuk", "/lacak"))
        assert is_led_away or answer.status_code in (401, 403, 404), (
            path,
            answer.status_code,
            answer.headers.get("Location"),
        )
    assert everything() == before


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("who", [*STRANGERS, "resident", "officer", "head"])
def test_a_stranger_opens_nothing_of_a_case(app: Flask, world: World, who: str) -> None:
    """The resident wrote it; the unit handles it: both see their own side, not the other's and not the file whole."""
    number, client = world.case.number, browser(app, world, who)
    pages = {
        f"/meja/unit/{number}": ("officer", "head"),
        f"/meja/verifikasi/{number}": ("inspector",),
        f"/pengaduan/{number}/pelapor": ("resident",),
        f"/pengaduan/{number}/tanda-terima": ("resident",),
        f"/pengaduan/{number}/tanda-terima.json": ("resident",),
        f"/pengaduan/{number}/pelapor/berkas/{world.file.ref}": ("resident",),
        f"/pengaduan/{world.duplicate.number}/pelapor/berkas/{world.file.ref}": (),
        f"/berkas/{world.file.ref}": ("inspector",),
        f"/berkas/{world.file.ref}/kecil": ("inspector",),
        f"/meja/verifikasi/{number}/lampiran/{world.file.ref}": (),
        f"/meja/verifikasi/{number}/lampiran/{world.file.ref}/halaman/0": (),
        f"/meja/verifikasi/{world.duplicate.number}/lampiran/{world.file.ref}": (),
    }
    for path, allowed in pages.items():
        status = client.get(path).status_code
        if who not in allowed:
            assert status in (302, 403, 404), (who, path, status)
        elif who != "inspector" or path.startswith("/berkas"):
            assert status == 200, (who, path, status)


SETTINGS = (
    ("/pengaturan/unit/{unit}", {"name": "Diambil alih", "code": "dpu", "kind": "dinas"}),
    ("/pengaturan/unit/{unit}/pemindahan", {"to": "root"}),
    ("/pengaturan/unit/{unit}/pembukaan", {}),
    ("/pengaturan/unit/{unit}/penutupan", {"how": "close", "reason": "Ditutup oleh orang lain."}),
    ("/pengaturan/unit/{unit}/layanan/baru", {"name": "Layanan sisipan"}),
    ("/pengaturan/layanan/{service}", {"name": "Diambil alih"}),
    ("/pengaturan/layanan/{service}/pemindahan", {"to": "dpu"}),
    ("/pengaturan/layanan/{service}/penggabungan", {"into": "1"}),
    ("/pengaturan/layanan/{service}/penutupan", {}),
    ("/pengaturan/orang/{person}/peran", {"role": "officer", "unit": "{unit}"}),
    ("/pengaturan/orang/{person}/peran/{membership}/akhir", {}),
    ("/pengaturan/orang/{person}/penangguhan", {"reason": "Ditangguhkan oleh orang lain."}),
    ("/pengaturan/orang/{person}/pemulihan", {}),
    ("/pengaturan/orang/{person}/faktor-kedua/atur-ulang", {}),
    ("/pengaturan/daerah?kota=lain", {"name": "Diambil alih"}),
    ("/pengaturan/hari-libur?kota=lain", {"day": "2026-12-31", "name": "Libur sisipan", "kind": "regional"}),
    ("/pengaturan/tenggat?kota=lain", {"class_": "complaint"}),
    ("/pengaturan/impor?kota=lain", {"kind": "units"}),
)


@pytest.mark.asvs("8.2.2")
def test_an_administrator_changes_nothing_of_another_government(app: Flask, world: World) -> None:
    far = world.people["far_officer"]
    membership = db.session.query(Membership).filter_by(account_id=far.id).one()
    ids = {"unit": world.unit.id, "service": world.service.id, "person": far.ref, "membership": membership.id}
    client = browser(app, world, "admin")
    before = everything()
    for path, sent in SETTINGS:
        answer = client.post(path.format(**ids), data={k: v.format(**ids) for k, v in sent.items()})
        assert answer.status_code in (403, 404), (path, answer.status_code)
    assert client.get(f"/pengaturan/orang/{far.ref}").status_code == 404
    assert "far_officer@" not in client.get("/pengaturan/orang?q=far&kota=lain").text
    assert everything() == before


@pytest.mark.asvs("8.2.2")
def test_an_import_and_an_invitation_belong_to_their_government(app: Flask, world: World) -> None:
    token = staffing.invite("calon@contoh.example", "id", "officer", world.town.works, by=world.people["admin"].id)
    db.session.commit()
    client = browser(app, world, "far_admin")
    assert client.get(f"/pengaturan/impor/{world.run.id}").status_code == 403
    assert client.post(f"/pengaturan/impor/{world.run.id}/konfirmasi").status_code == 403
    assert client.post(f"/pengaturan/orang/undangan/{hash_token(token)}/batal").status_code in (404, 409, 410)
    assert "calon@" not in client.get("/pengaturan/orang").text
    db.session.rollback()
    assert db.session.get_one(ImportRun, world.run.id).state == "dry"
    assert staffing.invited(token)[0]["email"] == "calon@contoh.example"


@pytest.mark.asvs("8.2.3")
@pytest.mark.asvs("15.3.3")
def test_ids_of_another_government_in_a_form_are_no_choice(app: Flask, world: World) -> None:
    """The case is one's own; what it names is not."""
    moderator, officer = browser(app, world, "moderator"), browser(app, world, "officer")
    waiting, case = world.duplicate.number, world.case.number
    far = submit_to(world)
    tried = [
        (moderator, f"/meja/verifikasi/{waiting}/disposisi", {"disposisi-lead": "Dinas Lain"}),
        (moderator, f"/meja/verifikasi/{waiting}/disposisi", {"disposisi-suggested": str(world.unit.id)}),
        (moderator, f"/meja/verifikasi/{waiting}/penggabungan", {"penggabungan-into": far}),
        (moderator, f"/meja/verifikasi/{waiting}/klasifikasi", {"klasifikasi-service": "Layanan lain · Dinas Lain"}),
        (moderator, f"/meja/verifikasi/{case}/pemindahan",
         {"pemindahan-to": "Dinas Lain", "pemindahan-reason": "Ke pemerintah daerah lain."}),
        (moderator, f"/meja/verifikasi/{case}/pendukung", {"pendukung-unit": "Dinas Lain"}),
        (officer, f"/meja/unit/{case}/penerusan",
         {"below": str(world.unit.id), "forward_reason": "Ke pemerintah daerah lain."}),
        (officer, f"/meja/unit/{case}/penerusan", {"below": str(world.town.clinic.id), "forward_reason": "Samping."}),
        (officer, f"/meja/unit/{case}/penanganan", {"officer": str(world.people["far_officer"].id)}),
        (officer, f"/meja/unit/{case}/penanganan", {"officer": str(world.people["nurse"].id)}),
        (officer, f"/meja/unit/{case}/usulan-pemindahan",
         {"transfer_reason": "Bukan kewenangan dinas ini.", "target": "Dinas Lain"}),
    ]  # fmt: skip
    before = everything()
    for client, path, sent in tried:
        assert client.post(path, data=sent).status_code == 422, (path, sent)
    assert everything() == before


def submit_to(world: World) -> str:
    complaint = writing.submit(world.town.other, writing.Story(body="Di kota lain."), visit="lain").complaint
    db.session.commit()
    return complaint.number


@pytest.mark.asvs("15.3.3")
def test_fields_that_no_form_has_change_nothing(app: Flask, world: World) -> None:
    client = app.test_client()
    client.get("/pengaduan/tulis?kota=contoh")
    sent = {
        "body": "Sampah menumpuk di depan pasar sejak tiga hari.", "village": "Melati", "naming": "hidden",
        "consent": "y", "state": "confirmed", "verified_on": "2026-01-01", "government_id": str(world.town.other.id),
        "channel": "counter", "is_published": "1", "number": "LAI-2026-000001", "account_id": "1",
    }  # fmt: skip
    assert client.post("/pengaduan/tulis?kota=contoh", data=sent).status_code == 303
    made = db.session.query(Complaint).order_by(Complaint.id.desc()).first()
    assert made is not None
    assert (made.state, made.verified_on, made.channel) == ("submitted", None, "web")
    assert made.government_id == world.town.government.id
    resident = browser(app, world, "resident")
    resident.post("/akun", data={"name": "Warga Contoh", "language": "id", "role": "administrator", "is_demo": "1",
                                 "email": "lain@contoh.example", "government_id": "2"})  # fmt: skip
    db.session.expire_all()
    own = db.session.get_one(Account, world.people["resident"].id)
    assert (own.email, own.is_demo, own.government_id) == ("resident@contoh.example", False, world.town.government.id)


@pytest.mark.asvs("8.2.2")
def test_one_unit_keeps_its_templates_to_itself(app: Flask, world: World) -> None:
    for who in ("far_head", "nurse", "officer", "moderator"):
        client = browser(app, world, who)
        path = f"/meja/unit/templat/{world.template.id}"
        assert client.get(path).status_code in (403, 404)
        assert client.post(path, data={"title": "Lain", "template_body": "Lain sama sekali."}).status_code in (403, 404)
        assert client.post(f"{path}/penghapusan").status_code in (403, 404)
    head = browser(app, world, "head")
    taken = {"unit": str(world.unit.id), "title": "Sisipan", "template_body": "Untuk dinas lain."}
    assert head.post("/meja/unit/templat", data=taken).status_code == 422
    assert db.session.query(ReplyTemplate).count() == 1


@pytest.mark.asvs("8.2.2")
def test_one_resident_ends_no_session_of_another(app: Flask, world: World) -> None:
    mine, other = browser(app, world, "resident"), browser(app, world, "neighbour")
    with mine.session_transaction() as session:
        mark = hash_token(session["_user_id"])
    other.post(f"/akun/sesi/{mark[:12]}/akhir")
    other.post(f"/akun/sesi/{mark}/akhir")
    other.post("/akun/sesi/lain/akhir")
    assert mine.get("/akun").status_code == 200


@pytest.mark.asvs("2.3.4")
def test_the_key_of_a_form_discloses_no_receipt_and_steals_no_act(app: Flask, world: World) -> None:
    writer, thief = app.test_client(), browser(app, world, "officer")
    writer.get("/pengaduan/tulis?kota=contoh")
    sent = {"body": "Air keran mati sejak kemarin sore.", "village": "Melati", "naming": "anonymous", "consent": "y",
            "once": "kunci-warga"}  # fmt: skip
    receipt = writer.post("/pengaduan/tulis?kota=contoh", data=sent).location
    assert "Kode lacak" in writer.get(receipt).text
    led = thief.post(f"/meja/unit/{world.case.number}/catatan", data={"note": "Catatan biasa.", "once": "kunci-warga"})
    assert thief.get(led.location).location == "/lacak"
    assert once.outcome_of("kunci-warga") == receipt


@pytest.mark.asvs("5.3.2")
@pytest.mark.parametrize("name", ["../secret.key", "..", "a" * 31, "A" * 32, "a" * 32 + "\n", "/etc/passwd"])
def test_a_store_opens_its_own_names_only(app: Flask, name: str) -> None:
    (Path(app.config["INSTANCE"]) / "secret.key").write_text("rahasia")
    with pytest.raises(FileNotFoundError):
        store().get_clean(name)
    with pytest.raises(FileNotFoundError):
        store().get_sealed(name)


def test_a_head_has_no_act_that_makes_a_case_vanish(app: Flask, world: World) -> None:
    client = browser(app, world, "head")
    for act in ("arsip", "penggabungan", "penutupan", "penyamaran"):
        assert client.post(f"/meja/verifikasi/{world.case.number}/{act}").status_code == 403
    for method in ("delete", "put", "patch"):
        assert getattr(client, method)(f"/meja/unit/{world.case.number}").status_code == 405
    assert app.test_client().get(f"/pengaduan/{world.case.number}").status_code == 200
    assert db.session.query(Category).count() == 1
