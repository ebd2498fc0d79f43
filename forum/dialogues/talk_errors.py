"""What can stand in the way of proposing, saying, supporting and hiding."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.errors import Refused


class ProposalsClosed(Refused):
    """The session has begun, is over or was cancelled."""

    code = "proposals-closed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Agenda pertemuan ini sudah ditutup: pertemuannya sudah dimulai, sudah selesai atau dibatalkan. "
            "Usulkan untuk pertemuan berikutnya."
        )


class AlreadyOnAgenda(Refused):
    """The same complaint or commitment stands there already."""

    code = "already-on-agenda"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Laporan itu sudah ada di usulan pertemuan ini. Dukung usulan yang sudah ada.")


class ItemDecided(Refused):
    """Somebody accepted or declined it meanwhile."""

    code = "item-decided"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Usulan ini sudah diputuskan. Muat ulang halaman untuk melihat keadaan terbaru.")


class ThreadClosed(Refused):
    """Before the thread opens, after it closed, or of an item that is not talked about."""

    code = "thread-closed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Diskusi ini sedang tidak dibuka. Tulisan yang sudah ada tetap dapat dibaca.")


class NotAPlaceToReply(Refused):
    """Replies stand below posts that are shown, one level deep."""

    code = "not-a-place-to-reply"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Tulisan itu tidak dapat dibalas lagi. Muat ulang halaman untuk melihat keadaan terbaru.")


class NotYours(Refused):
    """Only the author changes what was said, while everybody reads it."""

    code = "not-yours"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Tulisan ini tidak dapat Anda ubah: bukan milik Anda, atau sedang disembunyikan moderator.")


class SupportClosed(Refused):
    """What is over, declined or hidden is not supported any more."""

    code = "support-closed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Dukungan untuk hal ini sudah ditutup. Tidak ada yang diubah.")


class NothingSaid(Refused):
    """Words or a reason where they are required."""

    code = "nothing-said"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Bagian yang wajib belum diisi. Lengkapi, lalu kirim lagi.")


class NoSuchUnit(Refused):
    """A unit of another government, or a closed one, cannot be asked."""

    code = "no-such-unit"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Unit itu sudah ditutup atau berada di pemerintah daerah lain. Pilih unit yang masih aktif.")
