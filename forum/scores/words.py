"""Words of the score for readers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

PARTS = {
    "r": _l("Jawaban pertama"),
    "k": _l("Penyelesaian"),
    "p": _l("Kepuasan (SKM)"),
    "c": _l("Komitmen"),
}
BANDS = {
    "very_good": lazy_pgettext("mutu", "sangat baik"),
    "good": lazy_pgettext("mutu", "baik"),
    "fair": lazy_pgettext("mutu", "cukup"),
    "needs_attention": _l("perlu perhatian"),
}
OUTCOMES = {
    "met": _l("Dijawab tepat waktu"),
    "late": _l("Dijawab terlambat"),
    "unanswered": _l("Lewat tenggat tanpa jawaban"),
    "solved": _l("Diakui selesai oleh pelapor"),
    "unsolved": _l("Menurut pelapor belum selesai, atau dibuka kembali dalam 14 hari"),
    "overdue": _l("Lewat tenggat dan belum selesai"),
    "silent": _l("Selesai menurut unit, pelapor tidak menjawab"),
    "kept": _l("Ditepati, dengan bukti"),
    "kept_late": _l("Ditepati setelah tenggat"),
    "partly": _l("Ditepati sebagian"),
    "broken": _l("Tidak ditepati"),
    "unkept": _l("Lewat tenggat, belum ada bukti yang diterima"),
    "open": _l("Tanpa kode"),
    "paper": _l("Lembar kertas"),
    "waiting": _l("Menunggu sampai cukup banyak agar tak seorang pun terbaca"),
    "held": _l("Ditahan"),
    "excluded": _l("Dikeluarkan"),
    "few": _l("Kurang dari lima pertanyaan dijawab"),
    "transferred": _l("Dipindahkan ke unit lain dengan persetujuan moderator"),
    "forwarded": _l("Diteruskan ke unit di bawahnya sebelum tenggat"),
    "merged": _l("Digabung ke laporan lain"),
    "withdrawn": _l("Dicabut"),
    "referred": _l("Diteruskan ke instansi di luar sistem"),
    "closed": _l("Ditutup moderator sebelum tenggat"),
}
COUNTED = {
    "r": _l("Semua yang dihitung"),
    "k": _l("Semua yang dijawab pelapor"),
    "c": _l("Semua yang dihitung"),
}
CHANGED = {
    **OUTCOMES,
    "failed_r": _l("Terlambat atau tanpa jawaban"),
    "failed_c": _l("Tidak ditepati pada waktunya"),
    "visits": _l("Kunjungan terverifikasi"),
}
STATES = {
    "live": _l("sementara"),
    "closing": _l("sedang dihitung"),
    "closed": _l("ditutup, belum diterbitkan"),
    "published": _l("diterbitkan dan dikunci"),
}
SIGNALS = {
    "outside": _l("di luar batas kendali"),
    "run": _l("delapan bulan berturut-turut di satu sisi"),
}
LIMITS = {
    "own_tokens": _l("Unit yang mengisi sendiri kode kunjungannya. Rumus tidak dapat melihatnya. Yang ada: halaman "
                     "Kode dan kunjungan menerbitkan setiap bulan banyaknya kode yang dikeluarkan, yang terpakai dan "
                     "kunjungan yang dicatat tiap unit, dengan perbandingannya; kunjungan itu dicatat petugas unit "
                     "sendiri. Waktu pemakaian kode dan kesesuaiannya dengan pengaduan tidak diperiksa, dan tidak ada "
                     "pemeriksaan mendadak di loket."),
    "brigading": _l("Warga yang bersepakat tentang jawabannya, masing-masing dengan kode kunjungan sendiri."),
    "discouraging": _l("Warga yang dibujuk agar tidak mengadu. Banyaknya pengaduan ditampilkan, tidak pernah dinilai."),
    "agreed_transfers": _l("Laporan yang dipindahkan dengan persetujuan moderator tidak lagi dihitung bagi unit asal. "
                           "Banyaknya pemindahan diumumkan."),
    "soft_commitments": _l("Komitmen yang mudah dihitung sama dengan yang sulit. Moderator yang menerima rumusannya."),
    "hollow_answers": _l("Jawaban kosong baru diketahui kalau pelapor mengatakannya."),
    "quiet_reporters": _l("Bobot laporan yang lewat tenggat berlaku untuk seluruh pemerintah daerah. Di unit yang "
                          "pelapornya lebih jarang menjawab, tanda selesai palsu masih menguntungkan."),
    "few_units": _l("Kalau unit yang dibandingkan kurang dari sekitar dua belas, rentang memuat nilai sebenarnya "
                    "dalam 84 sampai 88 dari 100 kasus, bukan 90."),
    "new_peer": _l("Bukti pertama dari unit kelima suatu jenis mengubah dengan siapa unit jenis itu dibandingkan."),
    "moving_q": _l("Satu jawaban pelapor lagi membuat setiap laporan yang lewat tenggat di daerah itu berbobot sedikit "
                   "lebih besar."),
}  # fmt: skip
