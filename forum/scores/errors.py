"""What can stand in the way of a month's scores, named for what happened."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.errors import Refused


class NotSettled(Refused):
    """The month is closed one full month after its end."""

    code = "not-settled"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Bulan ini belum dapat ditutup: penutupan baru boleh satu bulan penuh setelah bulannya berakhir.")


class AlreadyPublished(Refused):
    """A published version stays; a correction is a new version."""

    code = "already-published"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Versi ini sudah diterbitkan dan tidak dapat diubah. Untuk membetulkannya, buat koreksi.")


class StillClosing(Refused):
    """The closing job has not finished."""

    code = "still-closing"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Penutupan bulan ini masih berjalan. Tunggu sampai selesai, lalu terbitkan.")


class NothingChanged(Refused):
    """A correction that would publish the same figures again."""

    code = "nothing-changed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Hitung ulang memberi angka yang sama dengan yang sudah diterbitkan. Tidak ada yang perlu dikoreksi.")


class ReasonMissing(Refused):
    """A correction says why."""

    code = "reason-missing"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Tulis alasan koreksi: apa yang keliru dan apa yang dibetulkan.")
