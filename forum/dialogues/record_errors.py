"""What can stand in the way of changing a session's record or its summary."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.errors import Refused


class RecordNotOpen(Refused):
    """Units write from the start of the meeting on."""

    code = "record-not-open"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Notulensi dan temuan dibuka begitu pertemuan dimulai. Salin dahulu tulisan Anda bila perlu.")


class RecordClosed(Refused):
    """Once the summary is out, or the discussion over, units write no more."""

    code = "record-closed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Catatan pertemuan ini sudah ditutup: ringkasannya sudah terbit atau diskusinya selesai. Bila ada yang "
            "keliru, sampaikan kepada moderator; ia dapat memperbaikinya dengan alasan yang terbaca semua orang."
        )


class ChangeReasonMissing(Refused):
    """What everyone may read is changed with a reason only."""

    code = "change-reason-missing"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Ringkasannya sudah terbit. Tulis alasan perubahan, paling sedikit 10 huruf: semua orang membacanya di "
            "halaman catatan."
        )


class FindingStruck(Refused):
    """It was struck before, or was never there."""

    code = "finding-struck"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Temuan ini sudah dicoret. Muat ulang halaman untuk melihat keadaan terbaru.")
