"""What letters are about, said to an administrator."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

LETTERS = {
    "account_safety": _l("Perubahan keamanan akun"),
    "already_registered": _l("Pendaftaran dengan alamat yang sudah punya akun"),
    "answered": _l("Jawaban resmi"),
    "archived": _l("Laporan diarsipkan"),
    "closed": _l("Laporan ditutup moderator"),
    "closed_by_system": _l("Laporan ditutup sistem"),
    "commitment": _l("Kabar sebuah komitmen"),
    "completion_asked": _l("Permintaan kelengkapan"),
    "completion_reminder": _l("Pengingat kelengkapan"),
    "confirm_account": _l("Konfirmasi akun baru"),
    "confirm_contact": _l("Konfirmasi alamat untuk kabar"),
    "confirmed": _l("Laporan dinyatakan selesai oleh pelapor"),
    "digest": _l("Ringkasan pagi untuk petugas"),
    "email_change": _l("Konfirmasi alamat surel baru"),
    "email_taken": _l("Alamat surel yang sudah dipakai"),
    "forwarded": _l("Laporan diteruskan ke unit di bawahnya"),
    "hollow_decided": _l("Keputusan tentang jawaban yang ditandai kosong"),
    "invitation": _l("Undangan bertugas"),
    "kept_question": _l("Pertanyaan kepada peserta forum"),
    "merged": _l("Laporan digabung"),
    "new_code": _l("Kode lacak baru"),
    "ombudsman": _l("Hak mengadu ke Ombudsman"),
    "progressed": _l("Kabar perkembangan"),
    "referred": _l("Laporan diteruskan ke instansi luar"),
    "reopened": _l("Laporan dibuka kembali"),
    "reset": _l("Tautan kata sandi baru"),
    "reset_unknown": _l("Permintaan kata sandi dari alamat tanpa akun"),
    "resolved": _l("Laporan dinyatakan selesai oleh unit"),
    "session": _l("Kabar forum warga"),
    "thread": _l("Kabar diskusi forum"),
    "summary": _l("Ringkasan forum warga"),
    "transferred": _l("Laporan dipindahkan ke unit lain"),
    "verified": _l("Laporan diverifikasi"),
    "withdrawn": _l("Laporan dicabut"),
}
