"""What can stand in the way of a decision."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.errors import Refused


class AlreadyDecided(Refused):
    """Another moderator decided the same meanwhile."""

    code = "already-decided"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Moderator lain baru saja memutuskan hal yang sama. Tidak ada yang diubah.")


class NoSuchGround(Refused):
    """Only the grounds of the closed list."""

    code = "no-such-ground"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Pilih satu alasan dari daftar. Menyembunyikan tanpa alasan tidak diizinkan.")
