"""What can stand in the way of an act, named for what happened."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from forum.core.errors import Refused
from forum.core.i18n import say_number


class PlanRefused(Refused):
    """A meeting cannot be like that; `code` tells why (rules/calendar.py, faults)."""

    status = 422

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = f"plan-{code}"
        self.fault = code

    def sentence(self) -> str:
        """In the reader's words."""
        return plan_sentence(self.fault)


def plan_sentence(fault: str) -> str:
    """What is wrong with when or where, and what to do."""
    return {
        "ends-first": _("Pertemuan selesai sebelum atau tepat saat mulai. Periksa jam mulai dan jam selesai."),
        "too-long": _("Pertemuan paling lama 12 jam. Untuk yang lebih panjang, buat dua pertemuan."),
        "past": _("Waktu mulai sudah lewat. Pilih waktu yang akan datang."),
        "too-far": _("Waktu mulai terlalu jauh: paling lama satu setengah tahun ke depan. Periksa tahunnya."),
        "no-place": _("Tulis tempatnya: nama gedung atau ruang, dan alamatnya."),
        "no-link": _("Tulis tautan pertemuan daringnya."),
        "bad-link": _("Tautan harus lengkap dan diawali https://, tanpa kata sandi di dalamnya."),
        "bad-clock": _("Tulis jam seperti 09:00."),
        "bad-rule": _("Pilih hari dan minggu keberapa."),
    }.get(fault, _("Waktu atau tempat pertemuan ini belum benar."))


class SeriesClosed(Refused):
    """A closed series makes and takes nothing new."""

    code = "series-closed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Seri forum ini sudah ditutup. Tidak ada yang diubah.")


class UnitNotOpen(Refused):
    """A host that is closed, or belongs to another government."""

    code = "unit-not-open"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Unit itu sudah ditutup atau berada di pemerintah daerah lain. Pilih unit yang masih aktif.")


class SessionNotPlanned(Refused):
    """What can be done only before a meeting, when it has begun, ended or was cancelled."""

    code = "session-not-planned"

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Pertemuan ini sudah dimulai, sudah selesai atau dibatalkan, jadi langkah ini tidak dapat dilakukan lagi. "
            "Muat ulang halaman untuk melihat keadaan terbaru. Tidak ada yang diubah."
        )


class SessionNotRunning(Refused):
    """What can be done only while a meeting runs."""

    code = "session-not-running"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Pertemuan ini tidak sedang berlangsung. Muat ulang halaman untuk melihat keadaan terbaru.")


class TooEarlyToBegin(Refused):
    """A meeting begins on its day, not days before."""

    code = "too-early-to-begin"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Pertemuan baru dapat dibuka mulai dua jam sebelum jamnya. Bila waktunya berubah, pindahkan dahulu.")


class SeatsTaken(Refused):
    """Fewer seats than people who were told that they have one."""

    code = "seats-taken"
    status = 422

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken

    def sentence(self) -> str:
        """In the reader's words."""
        return seats_sentence(self.taken)


def seats_sentence(taken: int) -> str:
    """How many seats are given away, and what follows."""
    return ngettext(
        "Sudah %(n)s orang mendapat tempat, jadi jumlah tempat tidak dapat kurang dari itu.",
        "Sudah %(n)s orang mendapat tempat, jadi jumlah tempat tidak dapat kurang dari itu.", taken,
        n=say_number(taken),
    )  # fmt: skip


class NothingChanged(Refused):
    """A move that moves nothing."""

    code = "nothing-changed"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Waktu dan tempatnya masih sama. Tidak ada yang diubah.")


class ReasonMissing(Refused):
    """Moving and cancelling are told to everybody with their reason."""

    code = "reason-missing"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Tulis alasannya: semua yang mendaftar dan mengikuti membacanya.")


class RegistrationClosed(Refused):
    """Nobody registers for what has begun, is over or was cancelled."""

    code = "registration-closed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Pendaftaran sudah ditutup: pertemuan ini sudah dimulai, sudah selesai atau dibatalkan.")


class UnknownCode(Refused):
    """No token of this hall reads like that."""

    code = "unknown-code"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Kode ini tidak dikenal di ruang ini. Periksa delapan huruf dan angkanya, lalu coba lagi.")


class CodeUsed(Refused):
    """A token that another phone has used."""

    code = "code-used"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Kode ini sudah dipakai di ponsel lain. Minta kode baru kepada petugas di pintu.")


class HallClosed(Refused):
    """Check-in is on the day of the meeting."""

    code = "hall-closed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Daftar hadir dibuka dua jam sebelum pertemuan dan ditutup begitu pertemuan selesai.")


class AlreadyThere(Refused):
    """Somebody who was written down before."""

    code = "already-there"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Orang ini sudah tercatat hadir. Satu orang dicatat satu kali.")


class TooManyTokens(Refused):
    """More check-in codes than a hall holds."""

    code = "too-many-tokens"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Paling banyak 1.000 kode untuk satu pertemuan.")


class MinutesFull(Refused):
    """More words than the minutes of one item hold."""

    code = "minutes-full"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Notulensi satu pokok bahasan paling banyak 60.000 karakter. Ringkaslah dahulu; tulisan Anda masih ada."
        )


class UnknownBase(Refused):
    """Minutes that were not read here before they were changed."""

    code = "unknown-base"

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Versi notulensi yang Anda ubah tidak dikenal. Salin tulisan Anda, muat ulang halaman, lalu tempelkan."
        )


class SummaryTooEarly(Refused):
    """A summary tells of a meeting that was."""

    code = "summary-too-early"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Ringkasan baru dapat disusun setelah pertemuan selesai.")


class SummaryPublished(Refused):
    """Somebody published it meanwhile, or it was published long ago."""

    code = "summary-published"

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Versi ringkasan ini sudah diterbitkan, jadi tidak diterbitkan lagi. Perbaikan menjadi versi berikutnya."
        )


class SummaryChanged(Refused):
    """Somebody else wrote on the summary meanwhile."""

    code = "summary-changed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Rekan Anda mengubah ringkasan ini sementara itu. Baca dahulu perubahannya, lalu kirim lagi; tidak ada "
            "yang hilang."
        )


class CorrectionReasonMissing(Refused):
    """A correction says what changed."""

    code = "correction-reason-missing"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Tulis apa yang berubah dan mengapa, paling sedikit 10 huruf: semua pembaca melihatnya di samping versi "
            "baru."
        )


class ReaderNotFit(Refused):
    """A second reader is another moderator of the same government."""

    code = "reader-not-fit"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Pembaca kedua harus moderator lain di pemerintah daerah yang sama.")
