"""What can stand in the way of an act, named for what happened."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.errors import Refused


class StepRefused(Refused):
    """The commitment's life does not allow this act now, or not by this role."""

    code = "step-refused"

    def __init__(self, act: str, state: str) -> None:
        super().__init__(act, state)
        self.act, self.state = act, state

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Langkah ini tidak dapat dilakukan: keadaan komitmen sudah berubah, atau memang bukan langkah Anda. "
            "Muat ulang halaman untuk melihat keadaan terbaru. Tidak ada yang diubah."
        )


class DateNotAhead(Refused):
    """Due today or earlier, or too far ahead."""

    code = "date-not-ahead"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Tenggat harus di depan: mulai besok sampai paling lama 24 bulan lagi.")


class DatePassed(Refused):
    """A due date that has passed is not moved, and nobody agrees to one."""

    code = "date-passed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Tenggatnya sudah lewat dan tidak dapat dipindahkan lagi. Tidak ada yang diubah.")


class AcceptTooLate(Refused):
    """A unit head does not agree to a day that is gone."""

    code = "accept-too-late"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Tenggatnya sudah lewat. Minta moderator memperbarui tanggalnya, lalu sanggupi.")


class NotYetDue(Refused):
    """Nothing is broken before its day is over."""

    code = "not-yet-due"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Tenggatnya belum lewat. Komitmen baru dapat dinyatakan tidak ditepati sesudah tenggatnya.")


class ConsentNeeded(Refused):
    """Only a recorded decision of the forum takes this promise back."""

    code = "consent-needed"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Komitmen ini hanya dapat ditarik dengan keputusan forum yang tercatat. Catat dulu keputusannya di "
            "notulensi forum, lalu pilih di sini. Tidak ada yang diubah."
        )


class AlreadyAsking(Refused):
    """Participants are being asked; another draw waits until that is over."""

    code = "already-asking"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Peserta forum sedang ditanya. Pertanyaan baru dapat dikirim sesudah yang ini berakhir.")


class NobodyToAsk(Refused):
    """Nobody who took part can be written to, or it is settled."""

    code = "nobody-to-ask"

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Tidak ada peserta yang dapat ditanya: tidak ada yang hadir atau ikut dengan akun atau alamat surel "
            "terkonfirmasi selain pegawai unit itu, atau komitmennya sudah diputuskan."
        )


class NotAsked(Refused):
    """The link was used, or is not one of ours."""

    code = "not-asked"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Tautan ini sudah dipakai untuk menjawab. Setiap orang yang ditanya menjawab satu kali.")


class AnswerTooLate(Refused):
    """The days for answers are over."""

    code = "answer-too-late"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Waktu menjawab sudah habis, jadi jawaban tidak dapat diterima lagi.")


class NothingSaid(Refused):
    """A promise without words, indicator, evidence, reason or consent where one is required."""

    code = "nothing-said"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Bagian yang wajib belum diisi. Lengkapi, lalu kirim lagi.")


class UnitClosed(Refused):
    """A closed or merged unit promises nothing new."""

    code = "unit-closed"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Unit itu sudah ditutup atau berada di pemerintah daerah lain. Pilih unit yang masih aktif.")


class NotAnswered(Refused):
    """A commitment is born in an official answer that everyone can read."""

    code = "not-answered"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Komitmen lahir dari jawaban resmi yang terbuka. Jawab dulu laporannya; laporan rahasia tidak dapat.")
