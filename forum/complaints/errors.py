"""What can stand in the way of an act, named for what happened."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.errors import Refused


class StepRefused(Refused):
    """The complaint's life does not allow this act now, or not by this role."""

    code = "step-refused"

    def __init__(self, act: str, state: str) -> None:
        super().__init__(act, state)
        self.act, self.state = act, state

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Langkah ini tidak dapat dilakukan lagi: keadaan laporan sudah berubah. "
            "Muat ulang halaman untuk melihat keadaan terbaru. Tidak ada yang diubah."
        )


class AlreadyAsked(Refused):
    """A transfer proposal of this case already waits."""

    code = "already-asked"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Usulan pemindahan untuk laporan ini sudah ada dan menunggu keputusan moderator.")


class NotBelow(Refused):
    """Forwarding goes to units below only."""

    code = "not-below"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Laporan hanya dapat diteruskan ke unit di bawah unit Anda. Untuk unit lain, usulkan pemindahan.")


class CannotMerge(Refused):
    """A merge into itself, into a merged one, or across governments."""

    code = "cannot-merge"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Laporan tidak dapat digabung ke laporan itu. Pilih laporan lain yang masih berjalan di daerah yang sama."
        )


class TooManyFiles(Refused):
    """More files than a complaint may carry."""

    code = "too-many-files"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Laporan ini sudah memuat paling banyak berkas yang diizinkan.")


class UnitClosed(Refused):
    """A closed or merged unit takes no cases."""

    code = "unit-closed"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Unit itu sudah ditutup atau berada di pemerintah daerah lain. Pilih unit yang masih aktif.")


class SaidMeanwhile(Refused):
    """Somebody wrote on this case since the page was opened; the words of both are kept."""

    code = "said-meanwhile"

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Sejak Anda membuka halaman ini ada tulisan baru pada laporan ini. Baca dulu di bawah ini. "
            "Tulisan Anda masih ada dan belum terkirim; kirim lagi bila masih perlu."
        )


class NoLongerYours(Refused):
    """The case went to another unit meanwhile."""

    code = "no-longer-yours"
    status = 404

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Laporan ini tidak ada di meja Anda, atau sudah dipindahkan ke unit lain. Tidak ada yang terkirim.")


class HeldByColleague(Refused):
    """Only the one who holds a case, or the head, hands it on."""

    code = "held-by-colleague"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Laporan ini sudah dipegang rekan Anda. Hanya rekan itu atau kepala unit yang dapat menyerahkannya.")


class AlreadyMarked(Refused):
    """The reporter marked this answer before, or a moderator declared it void."""

    code = "already-marked"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Jawaban ini sudah Anda tandai, atau sudah dinyatakan kosong oleh moderator. Tidak ada yang diubah.")


class AlreadyDecided(Refused):
    """Another moderator decided on these answers, or nothing waits for a decision."""

    code = "already-decided"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Tidak ada lagi yang perlu diputuskan tentang jawaban laporan ini. Tidak ada yang diubah.")


class TemplateTitleTaken(Refused):
    """A unit's templates have different titles."""

    code = "title-taken"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Unit ini sudah punya templat dengan judul itu. Pakai judul lain.")


class Overtaken(Refused):
    """Another moderator acted on the case while this one was looking at it."""

    code = "overtaken"

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Moderator lain baru saja bertindak atas laporan ini. Tidak ada yang diubah; isian Anda masih ada. "
            "Periksa riwayatnya, lalu kirim lagi bila masih perlu."
        )
