"""A CSV of units or services is checked whole, then written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.core.db import db
from forum.core.sheets import plain_cell, read_sheet, write_sheet
from forum.ledger.rules import Actor
from forum.units import queries
from forum.units.actions import importing
from forum.units.jobs import run_imports
from forum.units.models import Unit
from tests.factories import Town

ADMIN = Actor("administrator")
GOOD = "kode,nama,jenis,induk\npkm-a,Puskesmas A,puskesmas,dinkes\ndinkes,Dinas Kesehatan,dinas,\n"


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Unit)) or 0


def sentences(raw: str, town: Town, kind: str = "units") -> list[tuple[int, str]]:
    return importing.plan(raw.encode(), kind, town.government.id).problems


def test_children_may_stand_before_their_parents(town: Town) -> None:
    made = importing.plan(GOOD.encode(), "units", town.government.id)
    assert (made.new, made.changed, made.problems) == (2, 0, [])
    importing.apply(made, town.government.id, by=ADMIN)
    db.session.commit()
    child, parent = (queries.find_unit(town.government.id, code) for code in ("pkm-a", "dinkes"))
    assert child is not None
    assert parent is not None
    assert child.path == f"{parent.path}{child.id}/"
    assert parent.parent_id == town.root.id


@pytest.mark.parametrize("raw", [
    "\ufeff" + GOOD, GOOD.replace(",", ";"), GOOD.replace("\n", "\r\n"), GOOD.replace(",", "\t"), GOOD + "\n\n",
])  # fmt: skip
def test_files_of_every_spreadsheet_are_read(town: Town, raw: str) -> None:
    assert importing.plan(raw.encode(), "units", town.government.id).new == 2


def test_a_known_code_changes_the_unit_and_absent_columns_stay(town: Town) -> None:
    town.clinic.phone = "0411-7"
    made = importing.plan(b"kode,nama,induk\npkm-melati,Puskesmas Mawar,dpu\n", "units", town.government.id)
    importing.apply(made, town.government.id, by=ADMIN)
    db.session.commit()
    assert (made.new, made.changed) == (0, 1)
    assert (town.clinic.name, town.clinic.phone, town.clinic.kind) == ("Puskesmas Mawar", "0411-7", "puskesmas")
    assert town.clinic.is_within(town.works.path)


@pytest.mark.parametrize(("raw", "line", "words"), [
    ("", 0, "kosong"),
    ("kode,nama\n", 0, "judul kolom saja"),
    ("kode,nama,warna\na,A,biru\n", 1, "“warna” tidak dikenal"),
    ("nama\nA\n", 1, "“kode” harus ada"),
    ("kode,nama,nama\na,A,B\n", 1, "lebih dari sekali"),
    ("kode,nama\na,\n", 2, "“nama” kosong"),
    ("kode,nama\na b,A\n", 2, "Kode hanya boleh"),
    ("kode,nama,jenis\na,A,kapal\n", 2, "“kapal” tidak dikenal"),
    ("kode,nama\na,A\nb,B\nA,C\n", 4, "sudah ada di baris 2"),
    ("kode,nama,induk\na,A,tidakada\n", 2, "“tidakada” tidak ada"),
    ("kode,nama,induk\na,A,b\nb,B,a\n", 2, "berputar: a → b → a"),
    ("kode,nama,induk\ndpu,Dinas,dpu-timur\n", 2, "berputar"),
    ("kode,nama,wilayah\na,A,12.34\n", 2, "“12.34” tidak ada"),
    ("kode,nama,lintang,bujur\na,A,utara,1\n", 2, "ditulis dengan angka"),
    ("kode,nama,lintang,bujur\na,A,nan,1\n", 2, "ditulis dengan angka"),
    ("kode,nama,lintang\na,A,1\n", 2, "diisi keduanya"),
    ("kode,nama,lintang,bujur\na,A,91,1\n", 2, "di luar bumi"),
    ("kode,nama,laman\na,A,javascript:alert(1)\n", 2, "diawali https://"),
    ("kode,nama,surel\na,A,siapa\n", 2, "surel belum benar"),
    ("kode,nama\na,A,lebih\n", 2, "lebih banyak kolom"),
    ("kode,nama\na," + "x" * 161 + "\n", 2, "lebih dari 160"),
])  # fmt: skip
def test_every_problem_names_its_line(town: Town, raw: str, line: int, words: str) -> None:
    problems = sentences(raw, town)
    assert any(at == line and words in sentence for at, sentence in problems), problems


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"kode,nama\n\x00,A\n"])
def test_what_is_no_text_is_refused(town: Town, raw: bytes) -> None:
    assert "UTF-8" in importing.plan(raw, "units", town.government.id).problems[0][1]


def test_too_many_rows_are_refused(town: Town) -> None:
    raw = "kode,nama\n" + "".join(f"u{k},Unit\n" for k in range(5_001))
    assert "5.000" in sentences(raw, town)[0][1]


def test_services_need_their_unit_and_stand_once(town: Town) -> None:
    raw = "unit,nama,waktu\ndpu,Perbaikan lampu jalan,3 hari\ndpu,Izin galian,\ndpu,Izin galian,\nxx,Y,\n"
    assert [line for line, _words in sentences(raw, town, "services")] == [4, 5]
    made = importing.plan("\n".join(raw.split("\n")[:3]).encode(), "services", town.government.id)
    importing.apply(made, town.government.id, by=ADMIN)
    db.session.commit()
    assert {s.name: s.time for s in queries.open_services(town.works.id)} == {
        "Perbaikan lampu jalan": "3 hari", "Izin galian": "",
    }  # fmt: skip


def test_one_bad_row_keeps_all_out(town: Town) -> None:
    before = count()
    made = importing.plan((GOOD + "x,\n").encode(), "units", town.government.id)
    with pytest.raises(ValueError, match="problems"):
        importing.apply(made, town.government.id, by=ADMIN)
    assert count() == before


def test_the_worker_writes_what_was_confirmed_and_nothing_else(town: Town) -> None:
    before = count()
    waiting, _plan = importing.ask(town.government.id, "units", GOOD.encode(), by=ADMIN)
    asleep, _plan = importing.ask(town.government.id, "units", b"kode,nama\nz,Z\n", by=ADMIN)
    importing.confirm(waiting)
    db.session.commit()
    run_imports()
    assert (waiting.state, waiting.done_rows, asleep.state, count()) == ("done", 2, "dry", before + 2)


def test_what_no_longer_fits_is_refused_whole(town: Town) -> None:
    raw = "kode,nama,induk\nbaru,Unit Baru,\nanak,Anak,pkm-melati\n"
    run, _plan = importing.ask(town.government.id, "units", raw.encode(), by=ADMIN)
    importing.confirm(run)
    town.clinic.status = "closed"
    db.session.commit()
    before = count()
    run_imports()
    assert (run.state, count()) == ("refused", before)
    assert run.problems[0][0] == 3


def test_the_command_writes_or_says_why_not(app: Flask, town: Town, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(GOOD)
    bad.write_text("kode,nama,jenis\na,A,kapal\n")
    run = app.test_cli_runner().invoke
    before = count()
    assert (
        "2 new, 0 known (dry run)"
        in run(args=["import-units", str(good), "--government", "contoh", "--dry-run"]).output
    )
    assert count() == before
    refused = run(args=["import-units", str(bad), "--government", "contoh"])
    assert refused.exit_code == 1
    assert "2: Jenis" in refused.output
    assert "2 new" in run(args=["import-units", str(good), "--government", "contoh"]).output
    assert count() == before + 2


@pytest.mark.parametrize("cell", ["=1+1", "+62411", "-5", "@x", "\tx", "\rx"])
@pytest.mark.asvs("1.2.10")
def test_no_cell_of_ours_begins_a_formula(cell: str) -> None:
    assert plain_cell(cell) == f"'{cell}"


def test_what_we_write_we_read_back() -> None:
    rows = [["-5,1477", 'Jalan "A", 1', "baris\ndua", "'kutip"]]
    again = read_sheet(write_sheet(["a", "b", "c", "d"], rows).encode())
    assert again[1][1] == ["-5,1477", 'Jalan "A", 1', "baris\ndua", "'kutip"]
