"""Answers are imported by their labels: checked whole, recorded each once, the same rows never twice."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core import workbook
from forum.core.db import db
from forum.core.i18n import speaking
from forum.ratings.actions import importing
from forum.ratings.forms.imports import MOST_BYTES, read_lines
from forum.ratings.jobs import import_answers
from forum.ratings.models import OpenAnswer, SurveyAnswer, SurveyImport
from forum.ratings.reading import Known, read
from forum.ratings.rules.elements import ELEMENTS
from tests.factories import Town, sign_in
from tests.ratings.desk import TODAY, as_person, as_stranger, make_service

PATH = "/meja/survei/impor"
HEAD = "tanggal;kode unit;layanan;U1;U2;U3;U4;U5;U6;U7;sarana;U9 Penanganan pengaduan"
HEAD += ";umur;jenis kelamin;pendidikan;pekerjaan;saran"
GOOD = "18/11/2026;dpu;Perbaikan lampu jalan;4;3;3;4;3;3;4;3;3;34;P;S1;PNS;Terima kasih."
WORDS = (
    "2026-11-17;DPU;perbaikan  lampu jalan;Sangat sesuai;baik;Cepat;Gratis;Sesuai;Kompeten;tidak berlaku;Cukup;-;;;;;"
)


@pytest.fixture
def officer(town: Town, client: FlaskClient) -> FlaskClient:
    return sign_in(client, town.people["officer"])


def send(client: FlaskClient, rows: list[str], name: str = "a.csv", **more: Any) -> str:
    """Send a file; the address of what came of it."""
    raw = "\r\n".join([HEAD, *rows]).encode()
    answer = client.post(f"{PATH}?kota=contoh", data={"file": (io.BytesIO(raw), name), **more})
    assert answer.status_code == 303, answer.status_code
    return str(answer.headers["Location"])


def known() -> Known:
    return Known({"dpu": {"perbaikan lampu jalan": 7}}, TODAY)


def lines(*rows: str) -> list[tuple[int, list[str]]]:
    return [(k, row.split(";")) for k, row in enumerate([HEAD, *rows], 1)]


def answers() -> int:
    return db.session.scalar(select(func.count(SurveyAnswer.id))) or 0


def test_digits_and_words_mean_the_same_in_either_language() -> None:
    for code in ("id", "en"):
        with speaking(code):
            made = read(lines(GOOD, WORDS), known())
        assert made.problems == []
        first, second = made.rows
        assert first["marks"] == dict(zip(ELEMENTS, (4, 3, 3, 4, 3, 3, 4, 3, 3), strict=True))
        assert first["make_up"] == {"age": "26_35", "sex": "perempuan", "education": "sarjana", "occupation": "asn"}
        assert (first["day"], first["service"]) == ("2026-11-18", 7)
        assert second["marks"] == dict(zip(ELEMENTS, (4, 3, 3, 4, 3, 3, None, 2, None), strict=True))
        assert second["make_up"] == {}


def test_columns_are_found_by_their_names_in_any_order() -> None:
    head = "Saran;Waktu pelayanan;Biaya/Tarif;persyaratan;Prosedur;U5;u6;U7;sarana;u8 pengaduan;Warna"
    head += ";Layanan;Kode Unit;Tanggal"
    made = read([(1, head.split(";"))], known())
    assert [sentence for _line, sentence in made.problems] == [
        "Kolom “Warna” tidak dikenal.", "Berkas ini berisi judul kolom saja, tanpa satu baris pun.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        (0, "31/02/2026", "bukan tanggal"), (0, "", "bukan tanggal"), (0, "19/11/2026", "masa depan"),
        (0, "01/01/2024", "setahun lalu"), (1, "hilang", "“hilang” tidak ada"), (2, "Lain", "Layanan “Lain” tidak ada"),
        (3, "5", "Persyaratan: “5” bukan nilai"), (3, "bagus sekali", "bukan nilai"), (3, "2,5", "bukan nilai"),
        (3, "0", "TB bila tidak berlaku"), (3, "-2", "“-2” bukan nilai"), (3, "+4", "bukan nilai"),
        (3, "(4)", "bukan nilai"), (3, "4%", "bukan nilai"), (3, ".4", "bukan nilai"), (3, "baik 3", "bukan nilai"),
        (3, "--", "bukan nilai"), (15, "PNS;Baik;lebih", "berisi 19 kolom, judulnya 17"),
        (12, "tua", "Kelompok umur “tua” tidak dikenal"), (12, "999", "tidak dikenal"),
        (13, "x", "Perempuan, Laki-laki"), (16, "x" * 1001, "1.000 karakter"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(column: int, cell: str, sentence: str) -> None:
    cells = GOOD.split(";")
    cells[column] = cell
    made = read(lines(GOOD, ";".join(cells)), known())
    assert [line for line, _said in made.problems] == [3]
    assert sentence in made.problems[0][1]


def test_a_row_that_breaks_off_is_wrong_and_one_without_what_may_be_empty_is_not() -> None:
    cells = GOOD.split(";")
    assert "berisi 11 kolom, judulnya 17" in read(lines(";".join(cells[:11])), known()).problems[0][1]
    assert read(lines(";".join(cells[:12])), known()).problems == []
    assert read(lines(GOOD + ";;"), known()).problems == []


def test_a_row_without_a_single_mark_is_wrong() -> None:
    empty = "18/11/2026;dpu;Perbaikan lampu jalan" + ";TB" * 9 + ";" * 5
    assert "satu pun nilai" in read(lines(empty), known()).problems[0][1]


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ("tanggal;kode unit;layanan;U1", "Kolom “prosedur” harus ada"),
        (HEAD.replace("sarana", "U8"), "Ganti namanya menjadi sarana atau pengaduan"),
        (HEAD + ";warna", "Kolom “warna” tidak dikenal"),
        (HEAD + ";U1", "muncul lebih dari sekali"),
    ],
)
def test_a_wrong_column_is_said(head: str, sentence: str) -> None:
    assert any(sentence in said for _line, said in read([(1, head.split(";")), (2, [])], known()).problems)


def test_a_checked_file_counts_once_confirmed_and_never_twice(town: Town, officer: FlaskClient) -> None:
    where = send(officer, [GOOD, WORDS])
    assert "Tidak ada kesalahan di 2 baris" in officer.get(where).text
    assert answers() == 0
    for _again in range(2):
        assert officer.post(f"{where}/konfirmasi", data={"once": "satu"}).status_code == 303
    import_answers()
    import_answers()
    assert answers() == 2
    made = db.session.scalars(select(SurveyAnswer).order_by(SurveyAnswer.id)).all()
    assert {(a.source, a.channel, a.unit_id) for a in made} == {("paper", "import", town.works.id)}
    assert made[1].visited_on == date(2026, 11, 17)
    assert db.session.scalar(select(func.count(OpenAnswer.id))) == 1
    assert "2 jawaban masuk" in officer.get(where).text
    assert officer.post(f"{where}/konfirmasi").status_code == 409


def test_three_bad_rows_refuse_the_whole_file(town: Town, officer: FlaskClient) -> None:
    where = send(
        officer,
        [GOOD, GOOD.replace("dpu", "hilang"), GOOD, GOOD.replace("18/11", "40/11"), GOOD.replace(";34;", ";tua;")],
    )
    page = officer.get(where).text
    assert re.findall(r"Baris (\d+)", page) == ["3", "5", "6"]
    assert "Ditolak" in page
    assert officer.post(f"{where}/konfirmasi").status_code == 409
    import_answers()
    assert answers() == 0


def test_the_same_rows_are_refused_also_as_a_workbook(town: Town, officer: FlaskClient) -> None:
    first, second = send(officer, [GOOD]), send(officer, [GOOD])
    officer.post(f"{first}/konfirmasi")
    assert officer.post(f"{second}/konfirmasi").status_code == 409
    raw = workbook.xlsx([workbook.Sheet("Jawaban", HEAD.split(";"), [GOOD.split(";")])])
    answer = officer.post(f"{PATH}?kota=contoh", data={"file": (io.BytesIO(raw), "a.xlsx")})
    assert answer.status_code == 409
    assert "sudah pernah diimpor" in answer.text
    import_answers()
    assert answers() == 1


def test_a_workbook_is_read_by_the_same_labels(town: Town, officer: FlaskClient) -> None:
    row: list[Any] = GOOD.split(";")
    row[0], row[3], row[12] = date(2026, 11, 18), 4, 34
    raw = workbook.xlsx([workbook.Sheet("Jawaban", HEAD.split(";"), [row])])
    where = officer.post(f"{PATH}?kota=contoh", data={"file": (io.BytesIO(raw), "a.xlsx")}).headers["Location"]
    officer.post(f"{where}/konfirmasi")
    import_answers()
    made = db.session.scalars(select(SurveyAnswer)).one()
    assert (made.visited_on, made.persyaratan, made.age) == (date(2026, 11, 18), 4, "26_35")


def test_the_file_to_start_from_is_understood(officer: FlaskClient) -> None:
    for kind in ("csv", "xlsx"):
        sent = officer.get(f"{PATH}/contoh.{kind}")
        assert sent.status_code == 200
        rows, problems = read_lines(sent.data)
        assert problems == []
        made = read(rows, Known({"pkm-contoh": {"pemeriksaan umum": 1}}, TODAY))
        assert made.problems == [], kind


@pytest.mark.parametrize(
    ("raw", "sentence"), [(b"\xff\xfe\x00", "bukan XLSX"), (b"PK\x03\x04rusak", "XLSX"), (b"", "kosong")]
)
def test_what_is_no_table_is_refused_in_words(officer: FlaskClient, raw: bytes, sentence: str) -> None:
    answer = officer.post(f"{PATH}?kota=contoh", data={"file": (io.BytesIO(raw), "a.csv")})
    assert sentence in officer.get(answer.headers["Location"]).text


def test_a_file_over_its_limit_is_not_read(app: Flask) -> None:
    assert "5 MB" in read_lines(b"x" * (MOST_BYTES + 1))[1][0][1]


def test_without_a_file_the_form_says_so(officer: FlaskClient) -> None:
    assert officer.post(f"{PATH}?kota=contoh", data={}).status_code == 422


def test_a_unit_out_of_reach_is_refused(app: Flask, town: Town, officer: FlaskClient) -> None:
    make_service(town.clinic)
    row = GOOD.replace("dpu;Perbaikan lampu jalan", "pkm-melati;Pemeriksaan umum")
    assert "bukan tempat Anda bekerja" in officer.get(send(officer, [row])).text
    assert "Tidak ada kesalahan" in (client := as_person(app, town, "nurse")).get(send(client, [row])).text


def test_only_its_sender_and_moderators_reach_an_import(app: Flask, town: Town, officer: FlaskClient) -> None:
    where = send(officer, [GOOD])
    for client in (as_person(app, town, "colleague"), as_stranger(app, town, "moderator")):
        assert client.get(where).status_code == 403
        assert client.post(f"{where}/konfirmasi").status_code == 403
    assert as_person(app, town, "moderator").get(where).status_code == 200


def test_it_goes_on_where_it_stopped(town: Town, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    where = send(officer, [GOOD.replace("kasih", f"kasih {k}") for k in range(5)])
    officer.post(f"{where}/konfirmasi")
    monkeypatch.setattr(importing, "ROWS_AT_ONCE", 2)
    recorded = importing.rate
    calls: list[int] = []

    def fail_once(*given: Any) -> Any:
        calls.append(1)
        if len(calls) == 4:
            raise RuntimeError("gangguan")
        return recorded(*given)

    monkeypatch.setattr(importing, "rate", fail_once)
    import_answers()
    run = db.session.scalars(select(SurveyImport)).one()
    assert (run.state, run.done_rows, answers()) == ("stopped", 2, 2)
    assert "Lanjutkan" in officer.get(where).text
    officer.post(f"{where}/konfirmasi")
    import_answers()
    db.session.refresh(run)
    assert (run.state, run.done_rows, answers()) == ("done", 5, 5)


def test_a_file_sent_again_with_rows_added_is_noticed(town: Town, officer: FlaskClient) -> None:
    rows = [GOOD.replace(";34;", f";{age};") for age in (17, 25, 33, 41, 49, 57)]
    first = send(officer, rows)
    officer.post(f"{first}/konfirmasi")
    import_answers()
    number = first.rsplit("/", 1)[1]
    grown = officer.get(send(officer, [*rows, WORDS, GOOD])).text
    assert "Perhatikan dahulu" in grown
    assert f"6 dari 8 baris sama persis dengan baris impor {number}." in grown
    assert "Masukkan 8 jawaban" in grown
    few = officer.get(send(officer, [*rows[:2], WORDS, GOOD])).text
    assert "sama persis" not in few
