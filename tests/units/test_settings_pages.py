"""Administrators keep units, services, the government, holidays and imports; nobody else does."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from forum.accounts.models import Account
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.units import queries, sheets
from forum.units.actions import days_off, importing
from forum.units.actions.services import ServiceDetails, open_service
from forum.units.jobs import run_imports
from forum.units.models import ImportRun, Service, Unit
from tests.factories import Town, make_account, sign_in

NEW = {"name": "UPTD Jalan Barat", "code": "dpu-barat", "kind": "uptd", "parent": "dpu"}
ADMIN = Actor("administrator")


@pytest.fixture
def admin(town: Town, client: FlaskClient) -> FlaskClient:
    return sign_in(client, town.people["admin"])


@pytest.fixture
def stranger(town: Town) -> Account:
    """The administrator of another government."""
    return make_account("stranger", "administrator", queries.find_root(town.other.id), town.other)


def addresses(town: Town) -> list[tuple[str, str, dict[str, Any]]]:
    run, _plan = importing.ask(town.government.id, "units", b"kode,nama\na,A\n", by=ADMIN)
    db.session.commit()
    works, service = town.works.id, town.service.id
    return [
        ("GET", f"/pengaturan/unit/{works}", {}),
        ("POST", f"/pengaturan/unit/{works}", NEW | {"code": "dpu"}),
        ("POST", f"/pengaturan/unit/{works}/pemindahan", {"to": "pkm-melati"}),
        ("POST", f"/pengaturan/unit/{works}/pembukaan", {}),
        ("POST", f"/pengaturan/unit/{works}/layanan/baru", {"name": "Izin"}),
        ("GET", f"/pengaturan/layanan/{service}", {}),
        ("POST", f"/pengaturan/layanan/{service}", {"name": "Izin"}),
        ("POST", f"/pengaturan/layanan/{service}/pemindahan", {"to": "pkm-melati"}),
        ("POST", f"/pengaturan/layanan/{service}/penggabungan", {"into": service}),
        ("POST", f"/pengaturan/layanan/{service}/penutupan", {}),
        ("POST", f"/pengaturan/layanan/{service}/pembukaan", {}),
        ("GET", f"/pengaturan/impor/{run.id}", {}),
        ("POST", f"/pengaturan/impor/{run.id}/konfirmasi", {}),
        ("GET", "/pengaturan/unit?kota=contoh", {}),
        ("POST", "/pengaturan/unit/baru?kota=contoh", NEW),
        ("POST", "/pengaturan/daerah?kota=contoh", {"name": "X", "emergency": "112"}),
        ("POST", "/pengaturan/hari-libur?kota=contoh", {"day": "2026-11-27", "name": "X", "kind": "daerah"}),
        ("POST", "/pengaturan/hari-libur/2026-11-27/penghapusan?kota=contoh", {}),
        ("POST", "/pengaturan/hari-libur/2027/pernyataan-lengkap?kota=contoh", {}),
        ("POST", "/pengaturan/impor?kota=contoh", {"kind": "units"}),
        ("GET", f"/pengaturan/unit/{works}/penutupan", {}),
        ("POST", f"/pengaturan/unit/{works}/penutupan", {"how": "merge", "to": "pkm-melati", "reason": "x" * 20}),
        ("GET", "/pengaturan/tenggat?kota=contoh", {}),
    ]  # fmt: skip


@pytest.mark.asvs("8.2.2")
def test_another_governments_administrator_reaches_nothing(town: Town, client: FlaskClient, stranger: Account) -> None:
    asked = addresses(town)
    sign_in(client, stranger)
    before = queries.changes_of(town.government.id)
    for method, url, sent in asked:
        assert client.open(url, method=method, data=sent).status_code == 403, (method, url)
    assert queries.changes_of(town.government.id) == before


@pytest.mark.parametrize("who", ["officer", "head", "moderator", "inspector", "resident"])
def test_other_roles_reach_nothing(town: Town, client: FlaskClient, who: str) -> None:
    asked = addresses(town)
    sign_in(client, town.people[who])
    assert {client.open(url, method=method, data=sent).status_code for method, url, sent in asked} == {403}


def test_what_is_not_there_is_404(admin: FlaskClient) -> None:
    for url in (
        "/pengaturan/unit/999",
        "/pengaturan/layanan/999",
        "/pengaturan/impor/999",
        "/pengaturan/unit/999/penutupan",
    ):
        assert admin.get(url).status_code == 404


def test_a_unit_is_created_once_however_often_it_is_sent(town: Town, admin: FlaskClient) -> None:
    first = admin.post("/pengaturan/unit/baru", data=NEW | {"once": "k1", "lat": "-5,1477", "lon": "119.43"})
    again = admin.post("/pengaturan/unit/baru", data=NEW | {"once": "k1", "lat": "-5,1477", "lon": "119.43"})
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    unit = queries.find_unit(town.government.id, "dpu-barat")
    assert unit is not None
    assert (unit.parent_id, unit.lat, unit.lon) == (town.works.id, -5.1477, 119.43)


@pytest.mark.parametrize(("field", "value", "words"), [
    ("name", "", "perlu diisi"), ("code", "DPU Barat", "huruf kecil"), ("code", "dpu", "sudah dipakai"),
    ("kind", "kapal", "Pilih salah satu"), ("parent", "tidak-ada", "Pilih salah satu"), ("lat", "utara", "Tulis angka"),
    ("lat", "95", "di luar bumi"), ("email", "siapa", "surel"), ("website", "javascript:x", "https://"),
    ("area_code", "00.00", "tidak ada"), ("name", "x" * 161, "Paling banyak 160"),
])  # fmt: skip
def test_bad_input_is_said_beside_its_field_and_kept(
    admin: FlaskClient, town: Town, field: str, value: str, words: str
) -> None:
    answer = admin.post("/pengaturan/unit/baru", data=NEW | {"does": "Merawat jalan di barat.", field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert "Merawat jalan di barat." in answer.text
    assert queries.find_unit(town.government.id, "dpu-barat") is None


def test_a_unit_is_edited_and_moved(town: Town, admin: FlaskClient) -> None:
    url = f"/pengaturan/unit/{town.branch.id}"
    assert "UPTD Jalan Timur" in admin.get(url).text
    assert admin.post(url, data=NEW | {"code": "dpu-timur", "hours": "Senin–Jumat"}).status_code == 303
    assert admin.post(f"{url}/pemindahan", data={"to": "pkm-melati"}).status_code == 303
    db.session.expire_all()
    branch = db.session.get_one(Unit, town.branch.id)
    assert (branch.name, branch.hours, branch.parent_id) == ("UPTD Jalan Barat", "Senin–Jumat", town.clinic.id)
    below_itself = admin.post(f"/pengaturan/unit/{town.clinic.id}/pemindahan", data={"to": "dpu-timur"})
    assert below_itself.status_code == 422


def test_a_service_lives_and_ends(town: Town, admin: FlaskClient) -> None:
    other = open_service(town.works, ServiceDetails("Izin galian"), by=ADMIN)
    db.session.commit()
    url = f"/pengaturan/layanan/{town.service.id}"
    assert admin.get(url).status_code == 200
    taken = admin.post(url, data={"name": "Izin galian", "cost": "Gratis sekali"})
    assert (taken.status_code, "sudah mempunyai layanan" in taken.text, "Gratis sekali" in taken.text) == (
        422,
        True,
        True,
    )
    assert admin.post(url, data={"name": "Lampu jalan", "requirements": "Foto\nAlamat"}).status_code == 303
    assert admin.post(f"{url}/penggabungan", data={"into": other.id}).status_code == 303
    assert admin.post(f"{url}/penutupan").status_code == 409
    assert admin.post(f"{url}/pembukaan").status_code == 303
    assert admin.post(f"{url}/pemindahan", data={"to": "pkm-melati"}).status_code == 303
    db.session.expire_all()
    service = db.session.get_one(Service, town.service.id)
    assert (service.name, service.status, service.into_id, service.unit_id) == (
        "Lampu jalan", "open", None, town.clinic.id,
    )  # fmt: skip


def test_the_government_says_how_it_is_reached(town: Town, admin: FlaskClient) -> None:
    sent = {"name": "Kota Contoh Raya", "emergency": "112", "phone": "0411-1"}
    assert admin.post("/pengaturan/daerah", data=sent).status_code == 303
    assert "Kota Contoh Raya" in admin.get("/pengaturan/daerah").text
    assert admin.post("/pengaturan/daerah", data=sent | {"emergency": "panggil"}).status_code == 422
    db.session.expire_all()
    assert db.session.get_one(Unit, town.root.id).phone == "0411-1"


def test_days_off_are_added_and_removed(town: Town, admin: FlaskClient) -> None:
    sent = {"day": "2026-11-27", "name": "Hari jadi kota", "kind": "daerah"}
    assert admin.post("/pengaturan/hari-libur", data=sent).status_code == 303
    assert "Hari jadi kota" in admin.get("/pengaturan/hari-libur?tahun=2026").text
    assert "sudah tercatat" in admin.post("/pengaturan/hari-libur", data=sent).text
    assert admin.post("/pengaturan/hari-libur", data=sent | {"day": "31-31"}).status_code == 422
    assert admin.post("/pengaturan/hari-libur/2026-11-27/penghapusan").status_code == 303
    assert admin.post("/pengaturan/hari-libur/2026-11-27/penghapusan").status_code == 404
    assert queries.find_day_off(town.government.id, date(2026, 11, 27)) is None


def test_a_national_day_is_not_removed_by_a_town(town: Town, admin: FlaskClient) -> None:
    days_off.seed_days_off([2026])
    db.session.commit()
    assert admin.post("/pengaturan/hari-libur/2026-12-25/penghapusan").status_code == 404
    assert admin.get("/pengaturan/hari-libur?tahun=2026").text.count("penghapusan") == 0


def test_a_year_is_declared_complete(town: Town, admin: FlaskClient) -> None:
    assert "belum dinyatakan lengkap" in admin.get("/pengaturan/hari-libur?tahun=2027").text
    assert admin.post("/pengaturan/hari-libur/2027/pernyataan-lengkap").status_code == 303
    assert "belum dinyatakan lengkap" not in admin.get("/pengaturan/hari-libur?tahun=2027").text


def upload(client: FlaskClient, raw: bytes, kind: str = "units") -> Any:
    sent = {"kind": kind, "file": (io.BytesIO(raw), "unit.csv")}
    return client.post("/pengaturan/impor", data=sent, content_type="multipart/form-data")


def test_an_import_is_looked_at_confirmed_and_written(town: Town, admin: FlaskClient) -> None:
    led = upload(admin, "kode,nama,jenis\nbpbd,BPBD Contoh,badan\n".encode("utf-8-sig")).location
    page = admin.get(led).text
    assert "BPBD Contoh" in page
    assert queries.find_unit(town.government.id, "bpbd") is None
    assert admin.post(f"{led}/konfirmasi").status_code == 303
    assert admin.get(led).headers["Refresh"] == "3"
    run_imports()
    assert "1 baris masuk" in admin.get(led).text
    assert queries.find_unit(town.government.id, "bpbd") is not None
    assert admin.post(f"{led}/konfirmasi").status_code == 409


def test_an_import_with_problems_names_its_rows_and_cannot_be_confirmed(town: Town, admin: FlaskClient) -> None:
    led = upload(admin, b"kode,nama,jenis\na,A,dinas\nb,B,kapal\n").location
    page = admin.get(led).text
    assert "Baris 3" in page
    assert "konfirmasi" not in page
    assert admin.post(f"{led}/konfirmasi").status_code == 409
    run_imports()
    assert queries.find_unit(town.government.id, "a") is None


def test_an_upload_without_or_with_too_much_is_refused(
    town: Town, admin: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_BYTES", 100)
    assert admin.post("/pengaturan/impor", data={"kind": "units"}).status_code == 422
    led = upload(admin, b"kode,nama\n" + b"a,A\n" * 600).location
    assert "2 MB" in admin.get(led).text
    db.session.expire_all()
    assert len(db.session.query(ImportRun).one().source) == 101


@pytest.mark.parametrize("kind", ["units", "services"])
def test_the_example_can_be_sent_back(town: Town, admin: FlaskClient, kind: str) -> None:
    sheet = admin.get(f"/pengaturan/impor/contoh/{kind}.csv")
    assert sheet.mimetype == "text/csv"
    made = importing.plan(sheet.data, kind, town.government.id)
    assert [words for _line, words in made.problems if "Kolom" in words] == []
    assert made.sheet.rows
    assert admin.get("/pengaturan/impor/contoh/kapal.csv").status_code == 404


def test_every_settings_page_opens(town: Town, admin: FlaskClient) -> None:
    for url in ("/pengaturan/unit", "/pengaturan/unit?q=jalan&status=open", "/pengaturan/unit/baru",
                "/pengaturan/daerah", f"/pengaturan/unit/{town.works.id}/layanan/baru", "/pengaturan/hari-libur",
                "/pengaturan/impor", "/pengaturan/tenggat", f"/pengaturan/unit/{town.works.id}/penutupan"):  # fmt: skip
        assert admin.get(url).status_code == 200, url
