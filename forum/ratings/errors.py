"""What can stand in the way of an answer or a survey act, named for what happened."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from forum.core.errors import Refused


class TokenUnknown(Refused):
    """Not one of our tokens, of another unit, or withdrawn."""

    code = "token-unknown"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Kode kunjungan ini tidak dikenal untuk unit ini. Periksa huruf dan angkanya, atau kosongkan saja.")


class TokenUsed(Refused):
    """A token counts once."""

    code = "token-used"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Kode kunjungan ini sudah dipakai. Satu kode hanya untuk satu penilaian.")


class TokenExpired(Refused):
    """Past its days."""

    code = "token-expired"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Kode kunjungan ini sudah lewat masanya. Anda tetap dapat menilai tanpa kode.")


class TokenEarly(Refused):
    """Its day is still to come."""

    code = "token-early"

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day

    def sentence(self) -> str:
        """In the reader's words."""
        day = format_date(self.day, "d MMMM y")
        return _("Kode kunjungan ini berlaku mulai %(day)s. Anda tetap dapat menilai tanpa kode.", day=day)


class OwnBranch(Refused):
    """Staff do not rate their own unit, its parents or its children."""

    code = "own-branch"
    status = 403

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Pegawai tidak dapat menilai unitnya sendiri, induknya, atau unit di bawahnya.")


class TooSoon(Refused):
    """One account rates a service once in 90 days."""

    code = "too-soon"

    def __init__(self, free_on: date) -> None:
        super().__init__(free_on)
        self.free_on = free_on

    def sentence(self) -> str:
        """In the reader's words."""
        day = format_date(self.free_on, "d MMMM y")
        return _("Akun Anda sudah menilai layanan ini. Anda dapat menilainya lagi mulai %(day)s.", day=day)


class NothingMarked(Refused):
    """An answer marks at least one element."""

    code = "nothing-marked"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Beri nilai paling sedikit untuk satu pertanyaan.")


class ServiceClosed(Refused):
    """The service or its unit is not open any more."""

    code = "service-closed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Layanan ini sudah tidak diberikan lagi, jadi tidak dapat dinilai.")


class NameTaken(Refused):
    """Counters of a unit bear different names."""

    code = "point-name-taken"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Unit ini sudah punya loket dengan nama itu. Beri nama lain.")


class NoMoreNumbers(Refused):
    """A token carries a point's number in nine bits."""

    code = "no-more-points"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Satu unit paling banyak punya 511 loket. Buka kembali loket yang sudah ditutup.")


class TooFast(Refused):
    """A tablet takes one answer in twenty seconds."""

    code = "kiosk-too-fast"
    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def sentence(self) -> str:
        """In the reader's words."""
        return ngettext(
            "Sebentar ya. Penilaian berikutnya dapat dikirim %(num)s detik lagi. Jawaban Anda tetap ada di sini.",
            "Sebentar ya. Penilaian berikutnya dapat dikirim %(num)s detik lagi. Jawaban Anda tetap ada di sini.",
            self.seconds,
        )


class KioskEnded(Refused):
    """Staff ended the tablet meanwhile."""

    code = "kiosk-ended"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Tablet ini tidak lagi dibuka untuk survei. Beri tahu petugas.")


class PointClosed(Refused):
    """The service point is closed, or belongs to another unit."""

    code = "point-closed"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Titik layanan itu sudah ditutup. Pilih titik layanan yang lain.")


class BlockEnded(Refused):
    """The block was withdrawn: nothing of it is handed out or printed any more."""

    code = "block-ended"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Blok kode ini sudah ditarik.")


class BlockEmpty(Refused):
    """Every token of the block was handed out."""

    code = "block-empty"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Semua kode dari blok ini sudah dibagikan. Minta blok baru kepada moderator.")


class RoundsOverlap(Refused):
    """Another round of the government has one of these days."""

    code = "rounds-overlap"
    status = 422

    def __init__(self, title: str, starts_on: date, ends_on: date) -> None:
        super().__init__(title)
        self.title, self.starts_on, self.ends_on = title, starts_on, ends_on

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Tanggal ini bertumpuk dengan ronde “%(title)s” (%(start)s sampai %(end)s). Pilih tanggal lain.",
            title=self.title, start=format_date(self.starts_on, "d MMMM y"), end=format_date(self.ends_on, "d MMMM y"),
        )  # fmt: skip


class NotWholeMonths(Refused):
    """A round begins with a month and ends with one."""

    code = "round-months"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Ronde terdiri atas bulan penuh: mulai tanggal 1 dan sampai hari terakhir suatu bulan. Ronde yang membelah "
            "bulan dapat membuka jawaban beberapa orang saja."
        )


class RoundBegun(Refused):
    """A round that has answers keeps its first day, and does not end in the past."""

    code = "round-begun"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Ronde ini sudah berisi jawaban: hari mulainya tetap, dan hari akhirnya paling cepat hari ini.")


class AlreadyDecided(Refused):
    """The burst was decided before."""

    code = "burst-decided"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Lonjakan ini sudah diputuskan.")


class MarksUndecided(Refused):
    """Words whose marks are held, or were left out, are not published."""

    code = "marks-undecided"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Nilai yang menyertai saran ini ditahan atau dikeluarkan, jadi sarannya tidak dapat ditampilkan.")


class OtherWords(Refused):
    """A copy hides words and says no others."""

    code = "other-words"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Kata warga tidak boleh diubah. Ganti yang perlu ditutup dengan [disamarkan].")


class NotPublished(Refused):
    """A unit replies to what everybody reads."""

    code = "not-published"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Saran ini tidak sedang ditampilkan, jadi tidak dapat dijawab.")
