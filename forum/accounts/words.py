"""How roles, acts on accounts and languages are said."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

ROLES = {
    "officer": _l("Petugas unit"),
    "head": _l("Kepala unit"),
    "moderator": _l("Moderator"),
    "pembina": _l("Pembina"),
    "inspector": _l("Inspektur"),
    "administrator": _l("Administrator"),
}
ROLE_NOTES = {
    "officer": _l("Menjawab pengaduan untuk unitnya dan unit di bawahnya."),
    "head": _l("Seperti petugas, dan membagi pengaduan di dalam unit."),
    "moderator": _l("Memeriksa dan meneruskan pengaduan seluruh daerah."),
    "pembina": _l("Membaca kebutuhan pembinaan pegawai."),
    "inspector": _l("Membaca semua, kecuali identitas yang disegel; memutus keberatan."),
    "administrator": _l("Mengatur orang, unit, layanan, tenggat, dan hari libur."),
}
VERBS = {
    "invited": _l("Diundang"),
    "invitation_ended": _l("Undangan dibatalkan"),
    "role_given": _l("Peran diberikan"),
    "role_ended": _l("Peran diakhiri"),
    "suspended": _l("Akun ditangguhkan"),
    "restored": _l("Akun dipulihkan"),
    "factor_reset": _l("Faktor kedua diatur ulang"),
}
CONSENTS = {"account": _l("Menyimpan nama dan alamat surel Anda untuk akun ini")}
ZONES = {
    "Asia/Jakarta": _l("WIB (Waktu Indonesia Barat)"),
    "Asia/Makassar": _l("WITA (Waktu Indonesia Tengah)"),
    "Asia/Jayapura": _l("WIT (Waktu Indonesia Timur)"),
}
