"""Personal data does not reach the public copy; the matter itself does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.core.masking import LABELS, find, initials, mask

PERSONAL = [
    ("NIK saya 7371012508950001", "nik", "7371012508950001"),
    ("nik 7371.0125.0895.0001 itu", "nik", "7371.0125.0895.0001"),
    ("KTP: 7371 0165 0895 0001", "nik", "7371 0165 0895 0001"),
    ("７３７１０１２５０８９５０００１", "nik", "７３７１０１２５０８９５０００１"),
    ("7371\u200b0125\u20600895 0001", "nik", "7371\u200b0125\u20600895 0001"),
    ("nomor kk 7371012508159999", "kk", "7371012508159999"),
    ("9999888877776666", "nomor", "9999888877776666"),
    ("NIP. 19850315 201001 1 012", "nip", "19850315 201001 1 012"),
    ("198503152010011012", "nip", "198503152010011012"),
    ("NPWP 09.254.294.3-407.000", "npwp", "09.254.294.3-407.000"),
    ("paspor B 1234567", "paspor", "B 1234567"),
    ("hubungi 081234567890 ya", "telepon", "081234567890"),
    ("wa +62 812-3456-7890", "telepon", "+62 812-3456-7890"),
    ("hub 0 8 1 2 3 4 5 6 7 8 9 0", "telepon", "0 8 1 2 3 4 5 6 7 8 9 0"),
    ("0812–3456–7890", "telepon", "0812–3456–7890"),
    ("0️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣0️⃣", "telepon", "0️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣0️⃣"),
    ("٠٨١٢٣٤٥٦٧٨٩٠", "telepon", "٠٨١٢٣٤٥٦٧٨٩٠"),
    ("telepon (0411) 872345", "telepon", "(0411) 872345"),
    ("tulis ke a.b-c@contoh.co.id ya", "surel", "a.b-c@contoh.co.id"),
    ("budi [at] contoh.id", "surel", "budi [at] contoh.id"),
    ("motor B 6789 SXY parkir", "plat", "B 6789 SXY"),
    ("mobil dd1234xx", "plat", "dd1234xx"),
    ("plat dd 12 ab", "plat", "dd 12 ab"),
    ("no rek 0123456789", "rekening", "0123456789"),
    ("transfer ke BCA 1234567890", "rekening", "1234567890"),
    ("norek saya di bank itu 12-3456-7890-12", "rekening", "12-3456-7890-12"),
    ("tgl lahir 12-05-1990", "lahir", "12-05-1990"),
]
ORDINARY = [
    "Harga Rp 1.500.000 dan Rp1.500.000,00 sejak tahun 2026",
    "Anggaran 1.000.000.000.000 rupiah, Rp 12.345.678.901.234",
    "MKS-2026-000123 belum dijawab",
    "RT 03 RW 05 banjir, rt 03/rw 05 juga, Jl. Ahmad Yani No. 12A",
    "UU 25 Tahun 2009, PP 94 TH 2021, SK 800 XI",
    "kode pos 90222, jam 08.30-16.00, 08:30 sampai 16:00, 08.15-10.00 10.15",
    "tanggal 21/11/2026, 2026-11-21, 21-11-2026 08.30-10.00",
    "tahun 2019 2020 2021 2022 dan 2021-2022-2023-2024",
    "gedung A 12 B, blok AB 12 CD, DI 12 RT, KE 3 KALI",
    "SDN 12 Ambon, SMP Negeri 3, lapor ke 112 atau 1500-888",
    "koordinat -5.147665, 119.432732",
    "ID pelanggan 521234567890 sejak lama",
    "Pak Camat tidak ada di tempat; Bu Lurah juga; pak RT marah",
    "Terima kasih Bapak/Ibu, ibu hamil antre, Ibu Kota",
    "Seorang ibu datang membawa tiga lembar; bapak tua itu jatuh",
    "Saya guru. Bulan lalu tidak ada jawaban",
    "Jalan dr. Ratulangi rusak; RSUP dr. Wahidin Sudirohusodo penuh; Jl. Dr. Sam Ratulangi",
    "petugas Dinas Perhubungan tidak datang ke Puskesmas Kassi-Kassi",
]
NAMES = [
    ("Pak Andi Baso di loket 3 marah", "Pak A.B. di loket 3 marah"),
    ("bu siti aminah tidak ada", "bu S.A. tidak ada"),
    ("sdr. Rahmat minta uang", "sdr. R. minta uang"),
    ("petugas bernama Andi Tenri marah", "petugas bernama A.T. marah"),
    ("petugas atas nama JUMRIATI menolak", "petugas atas nama J. menolak"),
    ("dr. Ahmad Fauzi tidak datang", "dr. A.F. tidak datang"),
    ("Pak Muh. Rizal marah", "Pak M.R. marah"),
    ("Sdri Rahmawati Dg. Ngai", "Sdri R.D.N."),
    ("lurah Andi Baso meminta uang", "lurah A.B. meminta uang"),
    ("Yang melayani Pak Andi. Lalu antre", "Yang melayani Pak A. Lalu antre"),
    ("ibu siti datang membawa surat", "ibu S. datang membawa surat"),
    ("Prof. Budi Contoh bertanya", "Prof. B.C. bertanya"),
]


@pytest.mark.parametrize(("text", "kind", "words"), PERSONAL)
def test_personal_data_is_found_where_it_stands(text: str, kind: str, words: str) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in find(text)] == [(kind, words)]


@pytest.mark.parametrize(("text", "kind", "words"), PERSONAL)
def test_personal_data_is_replaced_by_a_word_for_it(text: str, kind: str, words: str) -> None:
    assert mask(text) == text.replace(words, LABELS[kind])


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_numbers_and_places_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(("text", "masked"), NAMES)
def test_names_after_a_title_become_initials(text: str, masked: str) -> None:
    assert [finding.kind for finding in find(text)] == ["nama"]
    assert mask(text) == masked


def test_heads_of_government_keep_their_names() -> None:
    text = "Mohon Bapak Gubernur Pak Andi Baso turun"
    assert mask(text) == text


def test_spans_chosen_by_a_person_are_masked_too() -> None:
    text = "Rumah saya pagar biru di ujung gang"
    assert mask(text, extra=[(11, 21)]) == "Rumah saya [disamarkan] di ujung gang"
    assert mask("telepon 081234567890", extra=[(0, 12)]) == "[nomor telepon disamarkan]"


def test_spans_outside_the_text_are_ignored() -> None:
    assert mask("abc", extra=[(-1, 2), (2, 2), (1, 9)]) == "abc"


def test_what_a_moderator_lets_stand_stays_everywhere() -> None:
    text = "Pak Andi Baso hadir, HP 081234567890. Kata Pak Andi Baso begitu"
    masked = mask(text, keep=[(4, 13)])
    assert masked == "Pak Andi Baso hadir, HP [nomor telepon disamarkan]. Kata Pak Andi Baso begitu"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Hj. Andi Tenri, S.Sos", "A.T."),
        ("JUMRIATI", "J."),
        ("Daeng Tata", "D.T."),
        ("123", "[nama disamarkan]"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


PIECES = st.sampled_from(
    [text for text, *_ in PERSONAL]
    + ORDINARY
    + [text for text, _ in NAMES]
    + [*LABELS.values(), "Pak ", "0812", " ", "."]
)
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=5).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_nothing_is_left_to_find_after_masking(text: str) -> None:
    assert find(mask(text)) == []


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_masking_twice_is_masking_once_and_bounded(text: str) -> None:
    masked = mask(text)
    assert mask(masked) == masked
    assert len(masked) <= len(text) + len(find(text)) * max(map(len, LABELS.values())) * 2


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_findings_are_ordered_apart_and_inside_the_text(text: str) -> None:
    edges = [edge for finding in find(text) for edge in (finding.start, finding.end)]
    assert edges == sorted(edges)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in find(text))


@pytest.mark.parametrize("text", [" " * 20_000, "1" * 20_000, "0812-" * 4_000, "Pak Andi " * 2_000, "a@" * 10_000])
def test_long_monotonous_texts_end(text: str) -> None:
    assert find(mask(text)) == []
