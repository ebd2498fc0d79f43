"""The draft of a summary: what the record holds, every sentence with its link, the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum import create_app
from forum.core import clock, masking
from forum.core.db import db
from forum.dialogues.actions import summarising
from forum.dialogues.errors import SummaryTooEarly
from forum.dialogues.models import Statement
from forum.dialogues.queries import gathering, sessions
from forum.dialogues.rules.assembling import assemble
from forum.dialogues.rules.recorded import Opinion, Scored
from forum.dialogues.rules.recorded_words import votes_words
from tests.conftest import Hands
from tests.dialogues.recorded import add_post, meet
from tests.factories import Town, sign_in


def test_the_draft_tells_what_happened(town: Town) -> None:
    met = meet(town)
    draft = summarising.draft_of(met.session)
    path = "/forum/contoh/2026/3"
    for words in (
        f"dihadiri [34 orang]({path}/catatan#peserta).",
        "30 pengguna layanan, 4 organisasi masyarakat sipil",
        f"Warga mengajukan [2 pertanyaan]({path}/catatan#angka); unit memberi [1 jawaban resmi]({path}/catatan#angka).",
        f"[Kapan lampu di depan pasar diganti?]({path}/{met.items[0].subject.ref}/",
        "), didukung 7 orang",
        "Dinas Pekerjaan Umum: [Kami ganti minggu depan]",
        "**Kesepakatan**\n\n- [Lampu rusak dilaporkan lewat RT.]",
        "**Perbedaan yang masih terbuka**\n\n- [Jam buka pukul 07.00 atau 08.00.]",
        "**Disetujui luas**\n\n- [Lampu jalan lebih penting dari taman]",
        "30 dari 35 yang menjawab setuju, 86 persen (rentang 95 persen: 71 sampai 94); 2 tidak setuju, 3 melewati",
        "**Pendapat terbelah**\n\n- [Puskesmas buka hari Minggu]",
        f"[Mengganti dua belas lampu di Jalan Melati.](/komitmen/{met.promise.subject.ref})",
        "Menunggu kesanggupan unit (tenggat",
        "58 suara dari 35 peserta atas 3 pernyataan",
    ):  # fmt: skip
        assert words in draft, words
    assert "Kata jelek" not in draft
    assert "Parkir pasar" not in draft
    assert "0812" not in draft
    assert masking.mask(draft) == draft


def test_every_line_that_says_something_links_to_its_record(town: Town) -> None:
    draft = summarising.draft_of(meet(town).session)
    for line in draft.splitlines():
        if line and not line.startswith(("#", "**")):
            assert re.search(r"\]\(/[a-z]", line), line


def test_the_same_record_gives_the_same_bytes_in_a_new_process_and_language(town: Town, app: Flask) -> None:
    met = meet(town)
    first = summarising.draft_of(met.session)
    ref = met.session.subject.ref
    runner = app.test_cli_runner()
    told = [runner.invoke(args=["dialogues", "summary", ref]).output for _each in range(2)]
    assert told == [first, first]
    fresh = create_app({k: app.config[k] for k in ("INSTANCE", "DATABASE_URL", "SECRET_KEY", "ESCROW_KEY", "TESTING")})
    assert fresh.test_cli_runner().invoke(args=["dialogues", "summary", ref]).output == first
    listed = runner.invoke(args=["dialogues", "summary", ref, "--sources"]).output
    assert '"attendance": "SELECT' in listed


def test_the_command_finds_a_session_by_its_address_too(town: Town, app: Flask) -> None:
    met = meet(town)
    first, runner = summarising.draft_of(met.session), app.test_cli_runner()
    place, year, number = met.session.government.slug, met.session.year, met.session.number
    for address in (f"{place}/{year}/{number}", f"https://rembuk.example/forum/{place}/{year}/{number}/ringkasan"):
        assert runner.invoke(args=["dialogues", "summary", address]).output == first
    for nothing in (f"{place}/{year}/999", f"elsewhere/{year}/{number}", "no-such-ref"):
        told = runner.invoke(args=["dialogues", "summary", nothing])
        assert told.exit_code == 1
        assert f"Tidak ada pertemuan {nothing}." in told.output


def test_days_that_pass_do_not_change_the_draft(town: Town, hands: Hands) -> None:
    session = meet(town).session
    first, ref = summarising.draft_of(session), session.subject.ref
    hands.move(days=200)
    db.session.expire_all()
    again = sessions.find_by_ref(ref)
    assert again is not None
    assert summarising.draft_of(again) == first


def test_marks_in_what_people_write_mean_nothing(town: Town) -> None:
    met = meet(town)
    met.items[0].title = "[klik](http://jahat.example) *tebal* <script>alert(1)</script>"
    db.session.flush()
    _shown, html = summarising.made_ready(summarising.draft_of(met.session))
    assert "[klik](" in html, "an address is shown as what it is, never behind other words"
    assert "<em>" not in html
    assert "<script>" not in html


def test_a_meeting_that_is_not_over_has_no_summary(town: Town) -> None:
    session = meet(town).session
    session.state = "running"
    with pytest.raises(SummaryTooEarly):
        summarising.draft_of(session)


def test_sources_name_every_query(town: Town) -> None:
    named = gathering.sources(meet(town).session)
    assert set(named) >= {"attendance", "questions", "answers", "findings", "opinions", "voters", "promises", "scores"}
    assert all(statement.startswith("SELECT") for statement in named.values())


@pytest.mark.parametrize(
    ("agree", "disagree", "expected"),
    [
        (30, 2, "agree"),
        (2, 30, "disagree"),
        (10, 11, "divided"),
        (1, 1, ""),
        (0, 0, ""),
        (7, 0, ""),
        (7, 3, ""),
        (8, 0, ""),
    ],
)
def test_few_votes_are_not_called_broad(agree: int, disagree: int, expected: str) -> None:
    assert Opinion("x", agree, disagree, 2).result.standing == expected


def test_an_answer_is_told_in_whole_sentences(town: Town) -> None:
    met = meet(town)
    add_post(met.items[1], "answer", "Bisa. Loket lansia dibuka hari Senin.", town, unit_id=town.clinic.id)
    db.session.commit()
    assert "[Bisa. Loket lansia dibuka hari Senin]" in summarising.draft_of(met.session)


def test_a_statement_stands_before_its_figures_without_its_full_stop(town: Town) -> None:
    record = gathering.record_of(meet(town).session, clock.now())
    said = assemble(replace(record, opinions=(Opinion("Lampu harus menyala.", 20, 1, 0),)))
    assert (
        "- [Lampu harus menyala](/forum/contoh/2026/3/catatan#pernyataan): 20 dari 21 yang menjawab setuju, 95 persen"
        in said
    )


def test_scores_without_any_number_are_no_change(town: Town) -> None:
    record = gathering.record_of(meet(town).session, clock.now())
    silent, told = (Scored("Dinas", "Agustus 2026", points, None, "/rapor") for points in (None, 7825))
    assert "Perubahan nilai unit" not in assemble(replace(record, scores=(silent,)))
    said = assemble(replace(record, scores=(told,)))
    assert "[78,25](/rapor) pada Agustus 2026, sebelumnya belum cukup bukti." in said


def test_a_closed_statement_keeps_its_votes(town: Town) -> None:
    met = meet(town)
    first = summarising.draft_of(met.session)
    for said in db.session.scalars(select(Statement)):
        said.state = "closed"
    db.session.commit()
    assert summarising.draft_of(sessions.get_session(met.session.id)) == first


def test_every_place_tells_the_same_of_a_statement(town: Town, client: FlaskClient) -> None:
    met = meet(town)
    draft = summarising.draft_of(met.session)
    told = re.search(r"- \[Lampu jalan lebih penting dari taman\]\(([^)]*)\): (.*)", draft)
    assert told
    assert told[2].startswith("30 dari 35 yang menjawab setuju, 86 persen (rentang 95 persen: 71 sampai 94)")
    page = client.get("/forum/contoh/2026/3/pernyataan").text
    assert "86%" in page
    assert "setuju 71 sampai 94 persen" in page
    sign_in(client, town.people["moderator"])
    address, _mark, anchor = told[1].partition("#")
    kept = client.get(address).text
    assert f'id="{anchor}"' in kept
    assert "setuju 71 sampai 94 persen" in kept[kept.index(f'id="{anchor}"') :]


def test_too_few_answers_are_told_nowhere(town: Town) -> None:
    record = gathering.record_of(meet(town).session, clock.now())
    few = Opinion("Parkir pasar dilarang", 1, 1, 0)
    assert few in [replace(each, ref="") for each in record.opinions]
    assert votes_words(few.result) == "2 menjawab; hasilnya baru ditunjukkan mulai 5 jawaban"


def test_every_official_answer_is_counted(town: Town, client: FlaskClient) -> None:
    met = meet(town)
    for number in range(14):
        add_post(met.items[0], "answer", f"Jawaban resmi ke-{number}.", town, unit_id=town.works.id)
    db.session.commit()
    draft = summarising.draft_of(met.session)
    assert "unit memberi [15 jawaban resmi]" in draft
    assert draft.count("Dinas Pekerjaan Umum: [") < 15
    sign_in(client, town.people["moderator"])
    assert re.search(r"<td[^>]*><span>15</span></td>", client.get("/forum/contoh/2026/3/catatan").text)


def test_links_lead_to_the_very_record(town: Town, client: FlaskClient) -> None:
    draft = summarising.draft_of(meet(town).session)
    asked = re.search(r"\[Kapan lampu di depan pasar diganti\?\]\(([^)]*)\)", draft)
    assert asked
    page = client.get(asked[1])
    assert page.status_code == 200
    assert "Siapa yang memeriksa?" not in page.text
    assert "- Terdaftar sebelumnya: [18 orang](/forum/contoh/2026/3/catatan#terdaftar)." in draft
    sign_in(client, town.people["moderator"])
    kept = client.get("/forum/contoh/2026/3/catatan").text
    assert "18 orang terdaftar sebelumnya." in kept[kept.index('id="terdaftar"') :]


def test_promises_whose_day_has_not_come_are_not_told_as_unkept(town: Town) -> None:
    record = gathering.record_of(meet(town).session, clock.now())
    (waiting,) = record.last_promises
    assert "Dari 1 komitmen [Temu Warga bulan lalu](/forum/contoh/2026/2), 1 belum jatuh tempo." in assemble(record)
    kept, late = replace(waiting, state="kept"), replace(waiting, state="broken", due_on=record.meeting.day)
    said = assemble(replace(record, last_promises=(waiting, kept, late)))
    assert "Dari 3 komitmen [Temu Warga bulan lalu](/forum/contoh/2026/2), 1 sudah ditepati dan 1 belum" in said
