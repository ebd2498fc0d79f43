"""The berita acara: the whole of it, tagged, with hostile words as words."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from forum.core import clock
from forum.core.typeset import pdf
from forum.dialogues.actions import summarising
from forum.dialogues.berita_acara import Publishing, values_of
from forum.dialogues.queries import gathering
from tests.core.test_typeset import elements
from tests.dialogues.recorded import Met, meet
from tests.factories import Town

ADDRESS = "https://forum.example/forum/contoh/2026/3/ringkasan"


def made(met: Met, version: int = 1, reason: str = "") -> bytes:
    body, _html = summarising.made_ready(summarising.draft_of(met.session))
    when, photos = "18 November 2026, 12.00 WITA", ("Warga duduk melingkar.",)
    told = gathering.record_of(met.session, clock.now())
    return pdf("berita_acara.typ", values_of(told, Publishing(body, version, reason, when, ADDRESS, photos)), "id")


def words(document: bytes) -> str:
    opened = pypdfium2.PdfDocument(document)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in opened)
    finally:
        opened.close()
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\ufffe", ""))


@pytest.fixture
def document(town: Town) -> bytes:
    return made(meet(town))


def test_it_shows_everything_a_berita_acara_carries(document: bytes) -> None:
    shown = words(document)
    for part in (
        "Berita Acara Forum Konsultasi Publik", "Nomor 3 Tahun 2026", "Senin 16 November 2026", "tatap muka",
        "Baileo Warga, Jalan Contoh 1", "Undang-Undang Nomor 25 Tahun 2009", "Nomor 16 Tahun 2017",
        "Pengguna layanan 30", "Organisasi masyarakat sipil 4", "Jumlah 34", "Lampu jalan di Timur",
        "Kapan lampu di depan pasar diganti? (didukung 7 orang)", "Dinas Pekerjaan Umum menjawab",
        "30 dari 35 yang menjawab setuju, 86 persen (rentang 95 persen: 71 sampai 94); 2 tidak setuju, 3 melewati",
        "(disetujui luas)", "Lampu rusak dilaporkan lewat RT.",
        "Loket lansia dibuka.", "Perbedaan yang masih terbuka", "Jam buka pukul 07.00 atau 08.00.",
        "Tindakan Penanggung jawab Tenggat Indikator", "Mengganti dua belas lampu di Jalan Melati.",
        "Jumat 18 Desember 2026", "Dua belas lampu menyala", "Pimpinan forum", "Wakil Puskesmas Melati", "Wakil warga",
        "Foto: Warga duduk melingkar.", "Notulensi pokok bahasan 1", "Intisari", "dihadiri 34 orang",
    ):  # fmt: skip
        assert part in shown, part
    assert "0812" not in shown
    assert "](/" not in shown


def test_its_structure_tree_tells_headings_tables_and_lists(document: bytes) -> None:
    root: Any = PdfReader(io.BytesIO(document)).trailer["/Root"]
    assert root["/Lang"] == "id"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    kinds = list(elements(root["/StructTreeRoot"]["/K"]))
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 9, "eight parts and the attached summary"
    assert kinds.count("/Table") == 3
    assert kinds.count("/TH") == 2 + 4 + 3
    assert kinds.count("/LI") > 15
    assert kinds.index("/H1") < kinds.index("/H2") < kinds.index("/H3")


def test_a_meeting_with_nothing_said_still_makes_one(town: Town) -> None:
    from forum.core.db import db
    from forum.dialogues.queries import sessions
    from tests.dialogues.recorded import make_ended

    session = make_ended(town)
    ref = session.subject.ref
    db.session.commit()
    found = sessions.find_by_ref(ref)
    assert found is not None
    body = summarising.draft_of(found)
    shown = words(
        pdf(
            "berita_acara.typ",
            values_of(gathering.record_of(found, clock.now()), Publishing(body, 1, "", "", ADDRESS, ())),
            "id",
        )
    )
    assert "Tidak ada pokok bahasan." in shown
    assert "Tidak ada komitmen yang dibuat." in shown
    assert "Kesepakatan" in shown


def test_a_correction_says_so_and_hostile_words_stay_words(town: Town) -> None:
    met = meet(town)
    met.items[0].title = '#read("/etc/passwd") *tebal* $x$'
    shown = words(made(met, 2, "Nama dinas diperbaiki."))
    assert "perbaikan ke-1" in shown
    assert "Yang berubah: Nama dinas diperbaiki." in shown
    assert '#read("/etc/passwd") *tebal* $x$' in shown
