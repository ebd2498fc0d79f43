"""How the nine elements, their answers and the groups of respondents are said: the form of Permenpan RB 14/2017."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

NOT_APPLICABLE = "tb"


class Question(NamedTuple):
    """An element of the survey: its short name, its question, and its four answers from 1 to 4."""

    name: Any
    asks: Any
    answers: tuple[Any, Any, Any, Any]


QUESTIONS: Mapping[str, Question] = {
    "persyaratan": Question(
        _l("Persyaratan"),
        _l("Apakah syarat yang diminta sesuai dengan jenis layanannya?"),
        (_l("Tidak sesuai"), _l("Kurang sesuai"), _l("Sesuai"), _l("Sangat sesuai")),
    ),
    "prosedur": Question(
        _l("Prosedur"),
        _l("Seberapa mudah prosedur layanan di unit ini?"),
        (_l("Tidak mudah"), _l("Kurang mudah"), _l("Mudah"), _l("Sangat mudah")),
    ),
    "waktu": Question(
        _l("Waktu pelayanan"),
        _l("Seberapa cepat Anda dilayani?"),
        (_l("Tidak cepat"), _l("Kurang cepat"), _l("Cepat"), _l("Sangat cepat")),
    ),
    "biaya": Question(
        _l("Biaya atau tarif"),
        _l("Seberapa wajar biaya atau tarifnya?"),
        (_l("Sangat mahal"), _l("Cukup mahal"), _l("Murah"), _l("Gratis")),
    ),
    "produk": Question(
        _l("Hasil layanan"),
        _l("Apakah hasil yang Anda terima sesuai dengan yang dijanjikan standar pelayanan?"),
        (_l("Tidak sesuai"), _l("Kurang sesuai"), _l("Sesuai"), _l("Sangat sesuai")),
    ),
    "kompetensi": Question(
        _l("Kemampuan petugas"),
        _l("Seberapa mampu petugas melayani Anda?"),
        (_l("Tidak kompeten"), _l("Kurang kompeten"), _l("Kompeten"), _l("Sangat kompeten")),
    ),
    "perilaku": Question(
        _l("Perilaku petugas"),
        _l("Seberapa sopan dan ramah petugas?"),
        (
            _l("Tidak sopan dan ramah"),
            _l("Kurang sopan dan ramah"),
            _l("Sopan dan ramah"),
            _l("Sangat sopan dan ramah"),
        ),
    ),
    "sarana": Question(
        _l("Sarana dan prasarana"),
        _l("Bagaimana mutu sarana dan prasarananya?"),
        (_l("Buruk"), _l("Cukup"), _l("Baik"), _l("Sangat baik")),
    ),
    "pengaduan": Question(
        _l("Penanganan pengaduan"),
        _l("Bagaimana unit ini menangani pengaduan penggunanya?"),
        (
            _l("Tidak ada"),
            _l("Ada tetapi tidak berfungsi"),
            _l("Berfungsi kurang maksimal"),
            _l("Dikelola dengan baik"),
        ),
    ),
}
"""In the order of rules.elements.ELEMENTS."""

GROUPS: Mapping[str, tuple[Any, Mapping[str, Any]]] = {
    "age": (_l("Kelompok umur"), {
        "sampai_17": _l("Sampai 17 tahun"), "18_25": _l("18 sampai 25 tahun"), "26_35": _l("26 sampai 35 tahun"),
        "36_45": _l("36 sampai 45 tahun"), "46_55": _l("46 sampai 55 tahun"), "56_65": _l("56 sampai 65 tahun"),
        "di_atas_65": _l("Di atas 65 tahun"),
    }),
    "sex": (_l("Jenis kelamin"), {"perempuan": _l("Perempuan"), "laki_laki": _l("Laki-laki")}),
    "education": (_l("Pendidikan terakhir"), {
        "tidak_sekolah": _l("Tidak sekolah"), "sd": _l("SD atau sederajat"), "smp": _l("SMP atau sederajat"),
        "sma": _l("SMA atau sederajat"), "diploma": _l("Diploma"), "sarjana": _l("Sarjana (S1)"),
        "pascasarjana": _l("Pascasarjana (S2, S3)"),
    }),
    "occupation": (_l("Pekerjaan"), {
        "asn": _l("ASN"), "tni": _l("TNI"), "polri": _l("Polri"), "swasta": _l("Pegawai swasta"),
        "wirausaha": _l("Wirausaha"), "petani_nelayan": _l("Petani atau nelayan"),
        "pelajar": _l("Pelajar atau mahasiswa"), "rumah_tangga": _l("Mengurus rumah tangga"),
        "tidak_bekerja": _l("Tidak bekerja"), "lainnya": _l("Lainnya"),
    }),
}  # fmt: skip
"""Field of rules.makeup.FIELDS: its name, and how each group is said."""

UNTOLD_WORDS = _l("Tidak disebut")
NOT_APPLICABLE_WORDS = _l("Tidak berlaku")

WEEKDAYS = {
    "1": _l("Senin"), "2": _l("Selasa"), "3": _l("Rabu"), "4": _l("Kamis"), "5": _l("Jumat"), "6": _l("Sabtu"),
    "7": _l("Minggu"),
}  # fmt: skip
