"""What may not happen to an account, said kindly."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.errors import Refused


class LinkSpent(Refused):
    """A link was used before, expired, or never existed."""

    code = "link-spent"
    status = 404

    def sentence(self) -> str:
        """Where to get a new one."""
        return _("Tautan ini sudah dipakai atau sudah kedaluwarsa. Mintalah tautan yang baru.")


class StillOnDuty(Refused):
    """An account with roles cannot be erased by its holder."""

    code = "still-on-duty"

    def sentence(self) -> str:
        """Who can help."""
        return _("Akun ini masih memegang peran petugas. Minta administrator mengakhiri peran itu terlebih dahulu.")


class OwnRole(Refused):
    """An administrator turned against their own account: a government must keep one."""

    code = "own-role"

    def sentence(self) -> str:
        """Another administrator does this."""
        return _("Anda tidak dapat melakukan ini pada akun sendiri. Minta administrator lain melakukannya.")


class RolesApart(Refused):
    """Two roles that one person must not hold together."""

    code = "roles-apart"

    def sentence(self) -> str:
        """Why."""
        return _(
            "Satu orang tidak boleh menjadi moderator sekaligus inspektur: "
            "keduanya saling mengawasi saat identitas pelapor dibuka."
        )


class HeldAlready(Refused):
    """The person holds this role there."""

    code = "role-held"

    def sentence(self) -> str:
        """Nothing to do."""
        return _("Orang ini sudah memegang peran itu di unit tersebut.")


class NotYours(Refused):
    """The person also works for another government."""

    code = "works-elsewhere"

    def sentence(self) -> str:
        """What is possible instead."""
        return _(
            "Orang ini juga bertugas di pemerintah daerah lain. Anda dapat mengakhiri perannya di daerah Anda, "
            "tetapi tidak mengubah akunnya."
        )


class AlreadyStarted(Refused):
    """The first administrator exists."""

    code = "already-started"

    def sentence(self) -> str:
        """How others join."""
        return _("Pemasangan ini sudah mempunyai akun. Administrator mengundang orang lain dari halaman pengaturan.")


class NameTaken(Refused):
    """A government with this name or prefix exists."""

    code = "government-exists"

    def sentence(self) -> str:
        """Choose another."""
        return _("Pemerintah daerah dengan nama atau awalan nomor itu sudah ada.")
