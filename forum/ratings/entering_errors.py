"""What can stand in the way of sheets and files of answers, named for what happened."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.errors import Refused


class BatchMoved(Refused):
    """The batch of sheets is not in the state that the act needs, or is another person's."""

    code = "batch-moved"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Bundel ini sudah berpindah tahap. Muat ulang halamannya.")


class BatchEmpty(Refused):
    """A batch without a sheet is not closed."""

    code = "batch-empty"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Bundel ini belum berisi satu lembar pun.")


class BatchFull(Refused):
    """A batch holds so many sheets; the next ones go into a new one."""

    code = "batch-full"
    status = 422

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Bundel ini sudah penuh. Tutup bundel ini, lalu buka bundel baru untuk lembar berikutnya.")


class SameFile(Refused):
    """These rows were imported before."""

    code = "same-file"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Isi berkas ini sudah pernah diimpor. Setiap jawaban hanya dihitung sekali.")


class ImportMoved(Refused):
    """The import is not the checked, unconfirmed one it must be."""

    code = "import-moved"

    def sentence(self) -> str:
        """In the reader's words."""
        return _("Impor ini sudah dikonfirmasi, sudah selesai, atau berisi kesalahan. Unggah ulang berkasnya.")
