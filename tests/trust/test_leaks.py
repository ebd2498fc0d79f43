"""What must not come out by a side door: logs, counts, caches, a proof used twice, values no database takes."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

import config
from forum.complaints.actions import attaching, verifying
from forum.complaints.actions.identity import Identity
from forum.complaints.queries import cases, tallies
from forum.core import masking, memory, proof
from forum.core.db import db
from forum.core.files import Remade, Upload
from forum.core.uploads import store
from tests.conftest import Hands
from tests.factories import LOREM, Town, assigned, sign_in, submit
from tests.trust.test_canary import photo

SECRET = "kenari-kuning@rahasia.example"


@pytest.mark.asvs("16.2.5")
@pytest.mark.asvs("14.2.1")
def test_an_error_of_the_database_repeats_nothing_that_was_written(app: Flask) -> None:
    with pytest.raises(DatabaseError) as caught:
        db.session.execute(text("select no_such_column from accounts where email = :email"), {"email": SECRET})
    assert "no_such_column" in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.asvs("16.5.1")
def test_a_lost_database_is_logged_without_the_words_of_the_form(
    app: Flask, town: Town, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    db.session.execute(text("alter table accounts rename to accounts_gone"))
    db.session.commit()
    answer = client.post("/masuk", data={"email": SECRET, "password": "sandi yang panjang sekali"})
    assert answer.status_code in (500, 503)
    assert "Traceback" not in answer.text
    assert "accounts" not in answer.text
    assert "accounts" in caplog.text
    assert SECRET not in caplog.text
    assert "sandi yang panjang" not in caplog.text


def test_counts_by_place_do_not_tell_the_place_of_a_confidential_complaint(town: Town) -> None:
    assigned(town, is_confidential=True)
    assert tallies.area_counts([town.village.code]) == {}
    assigned(town)
    assert tallies.area_counts([town.village.code]) == {town.village.code: {"assigned": 1}}
    assert tallies.recount_areas() == {(town.village.code, "assigned"): 1, ("99.71.01", "assigned"): 1}


def test_a_copy_that_was_taken_back_lives_on_in_no_cache(app: Flask, town: Town, client: FlaskClient) -> None:
    complaint = assigned(town)
    made = Remade("image/jpeg", b"bersih", 4, 3, 1, b"kecil")
    (file,) = attaching.attach(store(), complaint, [Upload(photo(), made)], origin="reporter")
    attaching.release(store(), complaint, file, made, {}, True, by=town.actor("moderator"))
    db.session.commit()
    seen = client.get(f"/berkas/{file.ref}?v=1")
    assert seen.status_code == 200
    assert (seen.cache_control.max_age or 0) <= 600
    assert not seen.cache_control.immutable
    attaching.withhold(complaint, file, by=town.actor("moderator"))
    db.session.commit()
    for path in ("", "?v=1", "/kecil", "/kecil?v=1"):
        assert client.get(f"/berkas/{file.ref}{path}").status_code == 404
    officer = sign_in(app.test_client(), town.people["officer"])
    assert officer.get(f"/berkas/{file.ref}").headers["Cache-Control"] == "no-store"


def test_a_proof_pays_for_one_form_only(app: Flask) -> None:
    given = proof.challenge("satu")
    answer = next(str(n) for n in range(1 << 24) if proof.is_solved("satu", given, str(n)))
    assert proof.is_solved("satu", given, answer)
    assert not proof.is_solved("dua", given, answer)


@pytest.mark.asvs("2.4.1")
def test_a_form_without_a_key_cannot_be_paid_for(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "has_zero_bits", lambda *_: True)
    assert proof.is_solved("satu", proof.challenge("satu"), "0")
    assert not proof.is_solved("", proof.challenge(""), "0")


def test_a_text_far_too_long_is_looked_over_at_its_beginning(
    town: Town, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[int] = []
    before = masking.find
    monkeypatch.setattr(masking, "find", lambda said: looked_at.append(len(said)) or before(said))
    client.post("/pengaduan/tulis/tinjauan?kota=contoh", data={"body": "lampu padam " * 20_000, "place": "x" * 90_000})
    assert looked_at
    assert max(looked_at) <= 5_000


ODD = (
    "/pengaduan/%00", "/pengaduan?kota=contoh&hal=WzAsOTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5XQ",
    "/pengaduan?kota=contoh&unit=%00", "/pengaduan?kota=contoh&q=%00%27%22%3Cscript%3E", "/unit/contoh/%00",
    "/pengaduan?kota=contoh&bulan=2026-13", "/berkas/%00", "/berkas/..%2f..%2fsecret.key", "/aset/..%2fsecret.key",
    "/aset/../../secret.key", "/lacak/kode-baru/%00", "/kotak-masuk?sebelum=99999999999999999999999",
    "/pengaturan/impor/99999999999999999999999", "/pengaturan/unit/99999999999999999999999",
    "/meja/unit?q=%00&unit=99999999999999999999999&kategori=99999999", "/meja/verifikasi?q=%00&wilayah=%00",
    "/surat/berhenti/kontak/99999999999999999999999/x", "/peta?kota=contoh&kecamatan=%00", "/tempat?kembali=%00",
    "/wilayah/desa?kota=contoh&q=%00%25_",
)  # fmt: skip


@pytest.mark.asvs("1.5.2")
@pytest.mark.asvs("16.5.1")
@pytest.mark.parametrize("path", ODD)
@pytest.mark.parametrize("who", ["", "admin", "moderator", "officer"])
def test_no_odd_address_breaks_the_house(app: Flask, town: Town, path: str, who: str) -> None:
    client = app.test_client()
    if who:
        sign_in(client, town.people[who])
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = client.get(path)
    assert answer.status_code < 500, answer.text[:500]
    assert b"0" * 64 not in answer.data


def test_odd_keys_and_fields_break_nothing(app: Flask, town: Town, client: FlaskClient) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    number = assigned(town).number
    sign_in(client, town.people["officer"])
    for path in (f"/meja/unit/{number}/catatan", f"/meja/unit/{number}/penanganan", f"/pengaduan/{number}/dukungan"):
        answer = client.post(path, data={"once": "\0", "note": "Catatan\0 biasa saja.", "officer": "9" * 40})
        assert answer.status_code < 500, path


@pytest.mark.parametrize("choice", [{"is_confidential": True}, {}])
def test_a_name_shown_to_everyone_waits_for_the_words(town: Town, client: FlaskClient, choice: dict[str, bool]) -> None:
    """A name is free text: nobody read it yet; and with hidden words it would tell who wrote them."""
    named = {"identity": Identity(name="Siti Kenari"), "name_to_public": True, "name_to_unit": True}
    complaint = submit(town, LOREM, **named, **choice).complaint
    if choice:
        verifying.assign(cases.lock(complaint.id), town.works, by=town.actor("moderator"))
        db.session.commit()
    assert "Siti Kenari" not in client.get(f"/pengaduan/{complaint.number}").text


def test_a_moved_clock_ends_the_hour_of_the_receipt(town: Town, client: FlaskClient, hands: Hands) -> None:
    client.get("/pengaduan/tulis?kota=contoh")
    sent = {"body": LOREM, "village": "Melati", "naming": "hidden", "consent": "y", "once": "sekali"}
    receipt = client.post("/pengaduan/tulis?kota=contoh", data=sent).location
    assert "Kode lacak" in client.get(receipt).text
    other = client.application.test_client()
    assert other.post("/pengaduan/tulis?kota=contoh", data=sent).location == receipt
    assert other.get(receipt).status_code == 302, "a key of another visit opens nothing"
    hands.move(minutes=61)
    assert client.get(receipt).status_code == 302


@pytest.mark.asvs("16.3.1")
def test_every_try_to_get_in_is_logged_without_its_address(
    town: Town, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client.post("/masuk", data={"email": "resident@contoh.example", "password": "bukan sandi yang benar"})
    assert "sign-in refused" in caplog.text
    assert "resident@" not in caplog.text
    assert "bukan sandi" not in caplog.text


@pytest.mark.asvs("13.3.1")
def test_keys_are_made_for_their_owner_alone_and_stay_out_of_the_database(app: Flask, tmp_path: Path) -> None:
    key = config.kept_key(tmp_path / "escrow.key")
    assert (tmp_path / "escrow.key").stat().st_mode & 0o777 == 0o600
    assert len(bytes.fromhex(key)) == 32
    assert config.kept_key(tmp_path / "escrow.key") == key
    assert config.kept_key(tmp_path / "other.key") != key
    assert all(setting.empty == "" for setting in config.SETTINGS if setting.key.endswith("_KEY"))


@pytest.mark.asvs("15.1.2")
def test_every_library_is_named_with_its_version_and_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        pinned = (Path(config.__file__).parent / name).read_text().replace("\\\n", " ").splitlines()
        named = [line for line in pinned if line and not line.lstrip().startswith("#")]
        assert len(named) > 20
        for line in named:
            assert "==" in line.split()[0], line[:80]
            assert "--hash=sha256:" in line, line[:80]


def test_nobody_can_write_the_place_of_a_form_token_into_a_page(client: FlaskClient, town: Town) -> None:
    """Kept pages have their tokens filled in: what marks the place must not be guessable."""
    assert memory.TOKEN != memory.KEY
    assert len(memory.TOKEN) == len(memory.KEY) >= 32
    page = client.get("/pengaduan?kota=contoh&q=@@token-of-this-visitor@@").text
    assert "@@token-of-this-visitor@@" in page
    assert memory.TOKEN not in page
