"""The official report and the poster: the same figures as the page, tagged, and never a row of one answer."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdf import PdfReader

from forum.core.db import db
from forum.ratings.actions import voices
from forum.ratings.models import Round
from forum.ratings.rules.makeup import FIELDS
from forum.units.models import Service
from tests.core.test_typeset import tags, words
from tests.factories import Town
from tests.ratings.polled import answer, answers, find, hold_round, said
from tests.ratings.test_skm_arithmetic import SEKADAU_TOTALS, sekadau

IKM = "/unit/contoh/dpu/ikm"


@pytest.fixture
def held(town: Town) -> Round:
    made = hold_round(town, population=56)
    made.follow_up = "1. Menambah loket pada jam sibuk."
    db.session.commit()
    answers(town, sekadau())
    return made


def sheets(sent: bytes) -> dict[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(sent))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_the_report_holds_what_is_handed_in(town: Town, held: Round, client: FlaskClient) -> None:
    sent = client.get(f"{IKM}/laporan.pdf?periode=r{held.id}")
    assert sent.mimetype == "application/pdf"
    text = words(sent.data)
    for said_ in ("78,74", "B (baik)", "49 dari 56 pengguna layanan", "Dinas Pekerjaan Umum", "Perbaikan lampu jalan",
                  "Triwulan III 2026", "Menambah loket pada jam sibuk", "78,66", "Krejcie"):  # fmt: skip
        assert said_ in text, said_
    kinds = [kind for kind, _alt in tags(sent.data)]
    assert kinds.count("H1") == 1
    assert kinds.count("Table") >= 2
    assert any(kind == "Figure" and "Penanganan pengaduan" in alt for kind, alt in tags(sent.data))
    assert b"pdfuaid" in PdfReader(io.BytesIO(sent.data)).trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]


def test_the_report_prints_published_words_only(town: Town, held: Round, client: FlaskClient) -> None:
    shown, _waiting = said(town, "Tolong tambah kursi MERPATI, 081234567890."), said(town, "Rahasia KENARI.")
    voices.publish(find(shown.subject.ref), by=town.actor("moderator"))
    db.session.commit()
    text = words(client.get(f"{IKM}/laporan.pdf?periode=r{held.id}").data)
    assert "MERPATI" in text
    assert "081234567890" not in text
    assert "KENARI" not in text


def test_the_workbook_reads_back_as_the_same_figures(town: Town, held: Round, client: FlaskClient) -> None:
    sent = client.get(f"{IKM}/laporan.xlsx?periode=r{held.id}")
    book = sheets(sent.data)
    assert list(book) == ["Rekap", "Unsur", "Layanan", "Susunan responden"]
    recap = {row[0]: row[1] for row in book["Rekap"][2:]}
    assert (recap["IKM"], recap["Mutu"], recap["Responden"]) == (78.74, "B", 49)
    assert (recap["IKM dengan bobot 0,111"], recap["Sampel yang diperlukan"]) == (78.66, 49)
    assert [row[1] for row in book["Unsur"][2:]] == SEKADAU_TOTALS
    assert [row[2] for row in book["Unsur"][2:]] == [49] * 9
    assert max(len(rows) for rows in book.values()) < 40  # no row stands for one respondent


def test_small_groups_are_hidden_in_the_files_too(town: Town, client: FlaskClient) -> None:
    held = hold_round(town)
    for sex, count in (("perempuan", 9), ("laki_laki", 2)):
        for _ in range(count):
            answer(town, make_up={"sex": sex})
    rows = sheets(client.get(f"{IKM}/laporan.xlsx?periode=r{held.id}").data)["Susunan responden"]
    assert [row[2] for row in rows if row[0] == "Jenis kelamin"] == ["tidak ditampilkan"] * 3
    for address in ("laporan.pdf", "poster.pdf"):
        text = words(client.get(f"{IKM}/{address}?periode=r{held.id}").data)
        assert "Perempuan 9" not in text
        assert "tidak ditampilkan" in text


def test_the_poster_is_one_page_with_figure_number_and_period(town: Town, held: Round, client: FlaskClient) -> None:
    sent = client.get(f"{IKM}/poster.pdf?periode=r{held.id}").data
    assert len(PdfReader(io.BytesIO(sent)).pages) == 1
    text = words(sent)
    for said_ in ("78,74", "B (baik)", "49 responden", "Triwulan III 2026", "Perbaikan lampu jalan: 78,74"):
        assert said_ in text, said_


def test_a_government_reports_each_unit(town: Town, held: Round, client: FlaskClient) -> None:
    db.session.add(Service(unit_id=town.clinic.id, name="Poli umum"))
    db.session.commit()
    text = words(client.get(f"/ikm/laporan.pdf?kota=contoh&periode=r{held.id}").data)
    assert "Puskesmas Melati" in text
    assert "belum ada jawaban" in text
    rows = sheets(client.get(f"/ikm/laporan.xlsx?kota=contoh&periode=r{held.id}").data)["Unit"]
    assert [(row[1], row[3], row[4], row[5]) for row in rows[2:]] == [
        ("Dinas Pekerjaan Umum", 78.74, "B", 49), ("Puskesmas Melati", None, None, 0),
    ]  # fmt: skip


def test_a_period_without_answers_still_makes_a_file(town: Town, client: FlaskClient) -> None:
    assert "belum ada jawaban" in words(client.get(f"{IKM}/laporan.pdf").data)
    assert client.get(f"{IKM}/laporan.xlsx").status_code == 200
    assert client.get(f"{IKM}/poster.pdf").status_code == 200
    assert client.get(f"{IKM}/laporan.pdf?periode=r99").status_code == 404


def test_who_holds_the_same_report_is_not_sent_another(town: Town, held: Round, client: FlaskClient) -> None:
    for address in (f"{IKM}/laporan.pdf", f"{IKM}/laporan.xlsx"):
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    answer(town, [1] * 9)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_files_speak_the_language_of_the_reader(town: Town, held: Round, client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["language"] = "en"
    sent = client.get(f"{IKM}/laporan.pdf?periode=r{held.id}").data
    assert PdfReader(io.BytesIO(sent)).trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]


def test_a_full_poster_is_one_page_too(town: Town, client: FlaskClient) -> None:
    held = hold_round(town)
    services = [
        Service(unit_id=town.works.id, name=f"Layanan perizinan bangunan dan reklame ke-{k}") for k in range(12)
    ]
    db.session.add_all(services)
    db.session.commit()
    for k, service in enumerate(services):
        made = {field: groups[k % len(groups)] for field, groups in FIELDS.items()}
        for _ in range(5):
            answer(town, service=service, make_up=made)
    sent = client.get(f"{IKM}/poster.pdf?periode=r{held.id}").data
    assert len(PdfReader(io.BytesIO(sent)).pages) == 1
    text = words(sent)
    assert "Pascasarjana (S2, S3)" in text
    assert "dan 5 layanan lain" in text
    assert "Terima kasih" in text
