"""How kinds of units and changes of settings are said."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

KINDS = {
    "pemerintah": _l("Pemerintah daerah"),
    "sekretariat": _l("Sekretariat"),
    "dinas": _l("Dinas"),
    "badan": _l("Badan"),
    "kecamatan": _l("Kecamatan"),
    "kelurahan": _l("Kelurahan"),
    "desa": _l("Desa atau negeri"),
    "puskesmas": _l("Puskesmas"),
    "rsud": _l("Rumah sakit daerah"),
    "uptd": _l("UPTD"),
    "perumda": _l("Perusahaan daerah"),
    "lainnya": _l("Lainnya"),
}
STATUSES = {"open": _l("Aktif"), "closed": _l("Ditutup"), "merged": _l("Digabung")}
TONES = {"open": "done", "closed": "muted", "merged": "muted"}
DAY_KINDS = {"libur": _l("Hari libur nasional"), "cuti-bersama": _l("Cuti bersama"), "daerah": _l("Hari libur daerah")}
RUN_STATES = {
    "dry": _l("Menunggu konfirmasi Anda"),
    "waiting": _l("Menunggu giliran"),
    "running": _l("Sedang berjalan"),
    "done": _l("Selesai"),
    "refused": _l("Ditolak"),
}
RUN_TONES = {"dry": "wait", "waiting": "wait", "running": "plain", "done": "done", "refused": "late"}
VERBS = {
    "open_unit": _l("Unit dibuat"),
    "edit_unit": _l("Data unit diubah"),
    "move_unit": _l("Unit dipindahkan"),
    "close_unit": _l("Unit ditutup"),
    "merge_unit": _l("Unit digabung"),
    "reopen_unit": _l("Unit dibuka kembali"),
    "open_service": _l("Layanan dibuat"),
    "edit_service": _l("Layanan diubah"),
    "move_service": _l("Layanan dipindahkan"),
    "merge_service": _l("Layanan digabung"),
    "close_service": _l("Layanan ditutup"),
    "reopen_service": _l("Layanan dibuka kembali"),
    "edit_government": _l("Data pemerintah daerah diubah"),
    "add_day_off": _l("Hari libur ditambahkan"),
    "remove_day_off": _l("Hari libur dihapus"),
    "decree_year": _l("Cuti bersama setahun dinyatakan lengkap"),
    "import": _l("Impor CSV"),
    "open_point": _l("Loket dibuat"),
    "rename_point": _l("Nama loket diganti"),
    "close_point": _l("Loket ditutup"),
    "reopen_point": _l("Loket dibuka kembali"),
    "new_policy": _l("Kebijakan tenggat baru"),
    "drop_policy": _l("Kebijakan tenggat yang belum berlaku dibatalkan"),
}


def decree_warning(due_on: date | None, decreed: Set[int]) -> str:
    """A word of caution where a deadline falls in a year whose collective leave is not entered yet; else empty."""
    if due_on is None or due_on.year in decreed:
        return ""
    return _(
        "Cuti bersama tahun %(year)s belum dinyatakan lengkap: tenggat ini masih dapat bergeser.", year=due_on.year
    )
