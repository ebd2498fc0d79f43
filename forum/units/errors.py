"""What can stand in the way of a change of settings, named for what happened."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.errors import Refused


class WouldCycle(Refused):
    """A unit cannot lie below itself."""

    code = "would-cycle"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Unit tidak dapat dipindahkan ke bawah dirinya sendiri. Pilih unit induk yang lain.")


class CodeTaken(Refused):
    """Another unit of the government has this code."""

    code = "code-taken"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Kode itu sudah dipakai unit lain. Pilih kode yang berbeda.")


class NameTaken(Refused):
    """The unit already has a service of this name."""

    code = "name-taken"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Unit itu sudah mempunyai layanan dengan nama ini.")


class RootStays(Refused):
    """The government's own unit is neither moved, merged nor closed."""

    code = "root-stays"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Unit puncak pemerintah daerah tidak dapat dipindahkan, digabung, atau ditutup.")


class UnitsBelow(Refused):
    """A unit with open units below is not closed."""

    code = "units-below"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Masih ada unit aktif di bawah unit ini. Pindahkan atau tutup dahulu unit-unit itu.")


class NotOpen(Refused):
    """The unit is closed or merged, or belongs to another government."""

    code = "not-open"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Unit itu sudah ditutup atau berada di pemerintah daerah lain. Pilih unit yang masih aktif.")


class NotClosed(Refused):
    """Only a closed unit or service is opened again."""

    code = "not-closed"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Yang dibuka kembali hanya yang sudah ditutup, dan induknya harus masih aktif.")


class AlreadyOff(Refused):
    """The day is a day off already."""

    code = "already-off"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Hari itu sudah tercatat sebagai hari libur.")


class NotAsked(Refused):
    """The import is not the checked, unconfirmed one it must be."""

    code = "not-asked"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Impor ini sudah dikonfirmasi, sudah selesai, atau berisi kesalahan. Unggah ulang berkasnya.")
