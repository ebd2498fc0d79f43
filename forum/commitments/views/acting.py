"""In which part the viewer acts, and the acts that may be taken on a commitment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_login import current_user

from forum.accounts.acting import acting
from forum.commitments.forms import ActForm, AmendForm, PromiseForm, ReasonForm, WithdrawForm, WordsForm
from forum.ledger.rules import Actor

ROLES = ("officer", "head", "moderator")
COVERING = {"officer": ("officer", "head"), "head": ("head",)}


@dataclass(frozen=True)
class Kind:
    """One act as the desk offers it: its verb in the life, its form and its words."""

    verb: str
    form: type[ActForm]
    title: Any
    button: Any
    done: Any
    help: Any = ""
    style: str = "plain"


KINDS: dict[str, Kind] = {
    "penerimaan-redaksi": Kind(
        "word", ActForm, _l("Terima redaksinya"), _l("Terima, minta kesanggupan kepala unit"),
        _l("Redaksi diterima. Kepala unit diminta menyanggupi."),
        _l("Periksa: jelas apa yang dikerjakan, bagaimana warga dapat memeriksanya, dan kapan. "
           "Sesudah ini semua orang dapat membacanya."), style="",
    ),
    "pengembalian-usulan": Kind(
        "send_back", ReasonForm, _l("Kembalikan untuk diperbaiki"), _l("Kembalikan"),
        _l("Usulan dikembalikan kepada unit."), _l("Dibaca unit. Sebutkan apa yang perlu diperjelas."),
    ),
    "perbaikan": Kind(
        "revise", PromiseForm, _l("Perbaiki usulan"), _l("Simpan perbaikan"), _l("Perbaikan disimpan."),
    ),
    "pembatalan": Kind(
        "drop", ActForm, _l("Batalkan usulan"), _l("Batalkan usulan ini"), _l("Usulan dibatalkan."),
        _l("Usulan yang belum diterima moderator boleh dibatalkan unit."),
    ),
    "kesanggupan": Kind(
        "accept", ActForm, _l("Sanggupi"), _l("Ya, unit kami menyanggupi"),
        _l("Komitmen disanggupi. Mulai sekarang ia dihitung pada rapor unit."),
        _l("Sesudah disanggupi, komitmen dihitung pada bulan tenggatnya dan hanya moderator yang dapat mengubahnya."),
        style="",
    ),
    "penolakan": Kind(
        "decline", ReasonForm, _l("Tidak menyanggupi"), _l("Nyatakan tidak sanggup"),
        _l("Dicatat: unit tidak menyanggupi."), _l("Dibaca semua orang."),
    ),
    "bukti": Kind(
        "claim", WordsForm, _l("Serahkan bukti"), _l("Serahkan, minta ditimbang moderator"),
        _l("Bukti diserahkan. Moderator menimbangnya."),
        _l("Dibaca semua orang. Hari ini tercatat sebagai hari bukti diserahkan."), style="",
    ),
    "perkembangan": Kind(
        "progress", WordsForm, _l("Tulis kabar perkembangan"), _l("Kirim kabar"), _l("Kabar perkembangan terkirim."),
        _l("Dibaca semua orang. Tidak mengubah keadaan komitmen."),
    ),
    "penepatan": Kind(
        "keep", ReasonForm, _l("Bukti cukup: ditepati"), _l("Nyatakan ditepati"), _l("Komitmen dinyatakan ditepati."),
        _l("Dibaca semua orang. Sebutkan bukti mana yang meyakinkan."), style="",
    ),
    "penepatan-sebagian": Kind(
        "part", ReasonForm, _l("Ditepati sebagian"), _l("Nyatakan ditepati sebagian"),
        _l("Komitmen dinyatakan ditepati sebagian."),
        _l("Dibaca semua orang. Pada rapor, sebagian dihitung sebagai belum berhasil."),
    ),
    "pengembalian-bukti": Kind(
        "return", ReasonForm, _l("Bukti belum cukup"), _l("Kembalikan bukti"), _l("Bukti dikembalikan kepada unit."),
        _l("Dibaca semua orang. Unit boleh menyerahkan bukti lain; hari penyerahan baru yang dihitung."),
    ),
    "pelanggaran": Kind(
        "break", ReasonForm, _l("Tidak ditepati"), _l("Nyatakan tidak ditepati"),
        _l("Komitmen dinyatakan tidak ditepati."), _l("Dibaca semua orang."), style="danger",
    ),
    "perubahan": Kind(
        "amend", AmendForm, _l("Ubah redaksi atau tenggat"), _l("Simpan perubahan"),
        _l("Perubahan disimpan; versi lama tetap terbaca."),
        _l("Versi lama dan tenggat semula tetap terbaca. Tenggat yang sudah lewat tidak dapat dipindahkan."),
    ),
    "penarikan": Kind(
        "withdraw", WithdrawForm, _l("Tarik komitmen ini"), _l("Tarik komitmen"), _l("Komitmen ditarik."),
        _l("Dibaca semua orang. Yang ditarik sebelum tenggatnya tidak dihitung, tetapi jumlahnya disebut di rapor. "
           "Sesudah tenggat, penarikan tetap dihitung tidak ditepati."),
        style="danger",
    ),
}  # fmt: skip
"""By their name in the address, in the order the desk offers them."""


def acting_as(role: str, path: str) -> Actor:
    """The viewer in a part; for a unit, as of the nearest unit that covers the path."""
    if role == "moderator":
        return _actor(role, None)
    covering = [h for h in current_user.held if h.role in COVERING[role] and path.startswith(h.path)]
    nearest = max(covering, key=lambda h: len(h.path), default=None)
    return _actor(role, nearest.unit_id if nearest else None)


def _actor(role: str, unit_id: int | None) -> Actor:
    return acting(role, unit_id)
