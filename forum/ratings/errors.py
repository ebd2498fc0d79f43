"""What can stand in the way of an answer or a survey act, named for what happened."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date
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
    """Past its days, or its day is still to come."""

    code = "token-expired"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Kode kunjungan ini sudah lewat masanya. Anda tetap dapat menilai tanpa kode.")


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
