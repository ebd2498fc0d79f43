"""How sessions, their times and their people are said."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from forum.core.i18n import ZONE_NAMES, say_weekday, spoken

WEEKDAYS = (_l("Senin"), _l("Selasa"), _l("Rabu"), _l("Kamis"), _l("Jumat"), _l("Sabtu"), _l("Minggu"))
ORDINALS = {
    1: _l("setiap %(day)s pertama"),
    2: _l("setiap %(day)s kedua"),
    3: _l("setiap %(day)s ketiga"),
    4: _l("setiap %(day)s keempat"),
    -1: _l("setiap %(day)s terakhir"),
}
NTHS = {1: _l("pertama"), 2: _l("kedua"), 3: _l("ketiga"), 4: _l("keempat"), -1: _l("terakhir")}
MODES = {"hall": _l("Tatap muka"), "online": _l("Daring"), "hybrid": _l("Tatap muka dan daring")}
KINDS = {
    "user": lazy_pgettext("participant", "Pengguna layanan"),
    "academic": _l("Akademisi atau ahli"),
    "agency": _l("Instansi terkait"),
    "civil": _l("Organisasi masyarakat sipil"),
    "media": _l("Media"),
    "unit": _l("Unit penyelenggara"),
}
"""Participants by kind."""
STATES = {
    "planned": _l("Akan datang"),
    "running": _l("Sedang berlangsung"),
    "ended": lazy_pgettext("meeting", "Selesai"),
    "cancelled": _l("Dibatalkan"),
}
STATE_TONES = {"planned": "plain", "running": "done", "ended": "muted", "cancelled": "late"}
CHANGES = {"moved": _l("Waktu dipindahkan"), "place": _l("Tempat diubah"), "cancelled": _l("Dibatalkan")}


def rule_words(nth: int, weekday: int) -> str:
    """setiap Kamis kedua."""
    return str(ORDINALS[nth]) % {"day": str(WEEKDAYS[weekday])}


def clock_words(clock: str) -> str:
    """09.00 in Indonesian, 09:00 elsewhere."""
    return clock.replace(":", ".") if spoken() == "id" else clock


def zone_words(zone: str) -> str:
    """WIB, WITA, WIT."""
    return ZONE_NAMES.get(zone, zone)


def span_words(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """Kamis 10 Desember 2026, 09.00 sampai 11.00 WIT."""
    first, last = starts_at.astimezone(ZoneInfo(zone)), ends_at.astimezone(ZoneInfo(zone))
    begins, ends = clock_words(f"{first:%H:%M}"), clock_words(f"{last:%H:%M}")
    if first.date() != last.date():
        return _(
            "%(day)s, %(begins)s sampai %(last_day)s, %(ends)s %(zone)s", day=say_weekday(first.date()), begins=begins,
            last_day=say_weekday(last.date()), ends=ends, zone=zone_words(zone),
        )  # fmt: skip
    return _("%(day)s, %(begins)s sampai %(ends)s %(zone)s", day=say_weekday(first.date()), begins=begins, ends=ends,
             zone=zone_words(zone))  # fmt: skip


def number_words(number: int, year: int) -> str:
    """Pertemuan ke-3 tahun 2026."""
    return _("Pertemuan ke-%(number)s tahun %(year)s", number=number, year=str(year))
