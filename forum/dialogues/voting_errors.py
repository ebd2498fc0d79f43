"""What can stand in the way of a statement, a vote or the hall's screen, named for what happened."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.errors import Refused


class StatementsClosed(Refused):
    """Statements are proposed and answered while the session's threads are open."""

    code = "statements-closed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Forum ini sedang tidak menerima pernyataan: belum dibuka, sudah ditutup, atau dibatalkan.")


class VoteClosed(Refused):
    """An answer after the closing."""

    code = "vote-closed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Pernyataan ini sudah ditutup, jadi jawaban tidak dapat ditambah atau diubah lagi. "
            "Jawaban yang masuk sebelum ditutup tetap dihitung."
        )


class StatementKnown(Refused):
    """The very same words were proposed before; `state` tells what became of them."""

    code = "statement-known"
    status = 422

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state

    def sentence(self) -> str:
        """In the reader's words."""
        if self.state == "waiting":
            return _("Pernyataan yang sama sudah diajukan dan sedang menunggu moderator.")
        if self.state == "declined":
            return _("Pernyataan yang sama pernah diajukan dan ditolak moderator.")
        return _("Pernyataan yang sama sudah ada di daftar. Jawablah yang sudah ada itu.")


class TooManyStatements(Refused):
    """The author's statements wait already, or the session holds all it can."""

    code = "too-many-statements"

    def sentence(self) -> str:
        """In the reader's words."""
        return _(
            "Pernyataan belum dapat ditambah: paling banyak lima milik Anda menunggu moderator sekaligus, dan paling "
            "banyak 300 dalam satu pertemuan."
        )


class NotOfThisSession(Refused):
    """The hall's screen shows only what belongs to its session, and is not declined."""

    code = "not-of-this-session"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Butir atau pernyataan itu bukan bagian pertemuan ini. Muat ulang halaman, lalu pilih lagi.")
