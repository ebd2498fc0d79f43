"""A complaint's public page: what shows, when, and what never does."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.complaints.actions import answering, merging, reporting, sweeping, verifying
from forum.complaints.actions.identity import Identity
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.core.db import db
from tests.complaints.counting import statements
from tests.conftest import Hands
from tests.factories import Town, assigned, resolved, sign_in, submit


def page_of(client: FlaskClient, complaint: Complaint) -> str:
    answer = client.get(f"/pengaduan/{complaint.number}")
    assert answer.status_code == 200
    return answer.text


def test_an_unknown_number_is_not_found(client: FlaskClient, town: Town) -> None:
    assert client.get("/pengaduan/CTH-2026-999999").status_code == 404
    assert client.get("/pengaduan/%00").status_code == 404


def test_before_verification_number_date_unit_and_clock(client: FlaskClient, town: Town) -> None:
    complaint = submit(town, "Kenari bernyanyi di pasar lama.", unit_id=town.works.id, place="Gang Buntu",
                       category_id=town.category.id, channel="phone").complaint  # fmt: skip
    page = page_of(client, complaint)
    for shown in (complaint.number, "18 November 2026", "Dinas Pekerjaan Umum", "tersisa 3 hari kerja"):
        assert shown in page
    main = page.split("<main")[1].split("</main>")[0]
    for hidden in ("Kenari", "Gang Buntu", "Melati", "Lampu jalan", "lewat telepon", "dukungan"):
        assert hidden not in main
    assert "noindex" in page


def test_a_chosen_name_shows_only_beside_words_that_show(client: FlaskClient, town: Town) -> None:
    named: dict[str, Any] = {"name_to_public": True, "identity": Identity(name="Kenari Contoh")}
    waiting = submit(town, **named).complaint
    archived = cases.lock(submit(town, **named).complaint.id)
    verifying.archive(archived, "spam", "", by=town.actor("moderator"))
    sealed, shown = assigned(town, is_confidential=True, **named), assigned(town, **named)
    db.session.commit()
    for complaint in (waiting, archived, sealed):
        assert "Kenari Contoh" not in page_of(client, complaint)
    assert page_of(client, shown).count("Kenari Contoh") >= 2


def test_what_stopped_before_verification_says_why_it_shows_nothing(client: FlaskClient, town: Town) -> None:
    complaint = cases.lock(submit(town).complaint.id)
    verifying.archive(complaint, "spam", "", by=town.actor("moderator"))
    db.session.commit()
    page = page_of(client, complaint)
    assert "berhenti sebelum diverifikasi" in page
    assert "Iklan atau kiriman berulang" in page
    assert "minta laporan ini dibuka kembali" in page


def test_the_page_stands_in_its_own_place(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town)
    assert "<span>Pilih daerah</span>" not in page_of(client, complaint)
    client.post("/tempat/lain")
    assert "<span>Kota Contoh</span>" in page_of(client, complaint)
    assert "<span>Kota Lain</span>" in client.get("/tentang").text


def test_once_verified_the_masked_words_show(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town, "Lampu padam di gang kami. Telepon saya 0812-3456-7890 kapan saja.")
    page = page_of(client, complaint)
    assert "Lampu padam di gang kami" in page
    assert "7890" not in page
    assert "oleh moderator Kota Contoh" in page
    assert "tersisa 5 hari kerja, sampai Rabu 25 November 2026" in page


def test_a_confidential_complaint_tells_its_course_without_words(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town, "Kenari bernyanyi di pasar.", is_confidential=True, place="Gang Buntu")
    complaint = cases.lock(complaint.id)
    answering.answer(complaint, "Kenari itu sudah kami periksa.", by=town.actor("officer"))
    verifying.close(complaint, "Kenari sudah pulang.", by=town.actor("moderator"))
    db.session.commit()
    page = page_of(client, complaint)
    assert "Jawaban resmi Dinas Pekerjaan Umum" in page
    assert "Ditutup moderator" in page
    for hidden in ("Kenari", "Gang Buntu", "Melati"):
        assert hidden not in page


def test_an_anonymous_reporter_shows_by_village_and_day_alone(client: FlaskClient, town: Town, hands: Hands) -> None:
    complaint = assigned(town, is_anonymous=True, place="Rumah nomor tujuh", identity=Identity(name="Kenari Contoh"))
    hands.move(days=2)
    reporting.reply(cases.lock(complaint.id), "Masih padam sampai malam tadi.")
    db.session.commit()
    page = page_of(client, complaint)
    assert "Dilaporkan secara anonim, 18 November 2026" in page
    assert "Melati, Timur" in page
    assert "Rumah nomor tujuh" not in page
    assert "Kenari" not in page
    reply = page.split("Pelapor menambahkan keterangan")[1].split("</li>")[0]
    assert '<time datetime="2026-11-20">' in reply
    assert "T0" not in reply
    assert "WITA" not in reply


def test_only_a_reporter_who_chose_it_is_named(client: FlaskClient, town: Town) -> None:
    named = assigned(town, identity=Identity(name="Sari Contoh"), name_to_public=True)
    to_unit = assigned(town, identity=Identity(name="Kenari Contoh"), name_to_unit=True)
    assert "Dilaporkan oleh Sari Contoh" in page_of(client, named)
    assert "Kenari" not in page_of(client, to_unit)


def test_staff_show_by_role_and_unit_never_by_name(client: FlaskClient, town: Town) -> None:
    complaint = resolved(town)
    page = page_of(client, complaint)
    assert "Jawaban resmi Dinas Pekerjaan Umum" in page
    assert "oleh petugas Dinas Pekerjaan Umum" in page
    assert 'class="card official"' in page
    for who in ("Officer", "Moderator Contoh", "Head"):
        assert who not in page
    official = page.split("Jawaban resmi")[1].split("</article>")[0]
    assert "2026-11-18T04:00:00" in official


def test_how_long_it_took_and_who_was_late(client: FlaskClient, town: Town, hands: Hands) -> None:
    complaint = assigned(town)
    hands.move(days=9)
    answering.answer(cases.lock(complaint.id), "Kami periksa besok pagi.", by=town.actor("officer"))
    db.session.commit()
    answer = page_of(client, complaint).split("Jawaban resmi")[1].split("</article>")[0]
    assert "7 hari kerja" in answer
    assert "terlambat" in answer


def test_overdue_is_said_with_its_deadline(client: FlaskClient, town: Town, hands: Hands) -> None:
    complaint = assigned(town)
    hands.move(days=9)
    page = page_of(client, complaint)
    assert "Terlambat 2 hari kerja" in page
    assert "tenggatnya Rabu 25 November 2026" in page


def test_after_the_ladder_the_ombudsman_is_named(client: FlaskClient, town: Town, hands: Hands) -> None:
    complaint = assigned(town)
    assert "Ombudsman" not in page_of(client, complaint)
    hands.move(days=40)
    sweeping.escalate(cases.lock(complaint.id))
    db.session.commit()
    assert "Ombudsman Republik Indonesia" in page_of(client, complaint)


def test_a_merge_links_both_ways(client: FlaskClient, town: Town) -> None:
    kept, duplicate = assigned(town), assigned(town)
    merging.merge(cases.lock(duplicate.id), cases.lock(kept.id), by=town.actor("moderator"))
    db.session.commit()
    assert f'href="/pengaduan/{kept.number}"' in page_of(client, duplicate)
    assert f'href="/pengaduan/{duplicate.number}"' in page_of(client, kept)


def test_a_referral_names_agency_and_reference(client: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    verifying.refer(cases.lock(complaint.id), "PLN", "G-77", "123", "", by=town.actor("moderator"))
    db.session.commit()
    page = page_of(client, complaint)
    assert "Diteruskan ke instansi luar: PLN" in page
    assert "G-77" in page


def test_the_reporters_verdict_shows_with_stars(client: FlaskClient, town: Town) -> None:
    complaint = resolved(town)
    assert "Menunggu jawaban pelapor" in page_of(client, complaint)
    reporting.confirm(cases.lock(complaint.id), 4, "Terima kasih.")
    db.session.commit()
    page = page_of(client, complaint)
    assert "4 dari 5 bintang" in page
    assert "Terima kasih." in page


def test_what_parties_said_among_themselves_stays_there(client: FlaskClient, town: Town) -> None:
    complaint = submit(town).complaint
    verifying.ask_completion(cases.lock(complaint.id), "Di gang mana, Kenari?", by=town.actor("moderator"))
    db.session.commit()
    reporting.complete(cases.lock(complaint.id), "Gang Kenari nomor tiga.")
    verifying.assign(cases.lock(complaint.id), town.works, by=town.actor("moderator"))
    answering.note(complaint, "Catatan Kenari", by=town.actor("officer"))
    db.session.commit()
    assert "Kenari" not in page_of(client, complaint)


def test_no_markup_of_writers_reaches_the_page(client: FlaskClient, town: Town) -> None:
    complaint = assigned(town, "<img src=x onerror=alert(1)> lampu padam di gang sempit", place="<b>pasar</b>")
    officer = town.actor("officer")
    answering.answer(cases.lock(complaint.id), "<script>alert(2)</script> **baik**", by=officer)
    db.session.commit()
    page = page_of(client, complaint)
    for raw in ("<img src=x", "<script>alert", "<b>pasar"):
        assert raw not in page
    assert "<strong>baik</strong>" in page


def test_four_statements_signed_in_eight_at_any_length(client: FlaskClient, town: Town, hands: Hands) -> None:
    complaint = assigned(town)
    where, counts = f"/pengaduan/{complaint.number}", []
    client.get(where)  # names of places are kept from here on
    for more in (1, 15):
        for _n in range(more):
            answering.answer(cases.lock(complaint.id), "Kami periksa besok pagi.", by=town.actor("officer"))
        db.session.commit()
        with statements() as sent:
            client.get(where)
        counts.append(len([s for s in sent if s.lstrip().upper().startswith("SELECT")]))
    assert counts[0] == counts[1] <= 4
    sign_in(client, town.people["neighbour"])
    client.get("/")
    with statements() as sent:
        client.get(where)
    assert len([s for s in sent if s.lstrip().upper().startswith("SELECT")]) <= 8


@pytest.mark.usefixtures("hands")
def test_the_page_is_light(app: Flask, client: FlaskClient, town: Town) -> None:
    complaint = resolved(town)
    page = page_of(client, complaint)
    assert len(gzip.compress(page.encode(), 6)) <= 14 * 1024
    fetched = set(re.findall(r'(?:src|href)="(/aset/[^"]+)"', page))
    first_visit = [f for f in fetched if Path(f).suffix in (".css", ".js", ".svg")]
    assert len(first_visit) + 2 <= 6  # the page and its font
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1)', page.split("<main")[0])
    assert " style=" not in page
