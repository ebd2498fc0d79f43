"""How states, classes, acts and clocks are said to residents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.complaints.rules.clocks import is_overdue
from forum.core.i18n import say_number, say_weekday
from forum.core.workdays import working_days_between

if TYPE_CHECKING:
    from collections.abc import Set

    from forum.complaints.models import Complaint
    from forum.complaints.queries.board import Line
    from forum.complaints.queries.public_case import Case

STATES = {
    "submitted": _l("Menunggu verifikasi"),
    "awaiting_completion": _l("Menunggu kelengkapan"),
    "archived": _l("Diarsipkan"),
    "assigned": _l("Didisposisikan"),
    "in_progress": _l("Ditindaklanjuti"),
    "resolved": _l("Selesai menurut unit"),
    "confirmed": _l("Selesai, dikonfirmasi pelapor"),
    "closed_by_system": _l("Ditutup sistem, pelapor diam"),
    "closed_by_moderator": _l("Ditutup moderator"),
    "reopened": _l("Dibuka kembali"),
    "merged": _l("Digabung ke laporan lain"),
    "withdrawn": _l("Dicabut pelapor"),
    "referred": _l("Diteruskan ke instansi luar"),
}
TONES = {
    "submitted": "wait", "awaiting_completion": "wait", "resolved": "wait", "confirmed": "done", "archived": "muted",
    "closed_by_system": "muted", "closed_by_moderator": "muted", "merged": "muted", "withdrawn": "muted",
    "referred": "muted",
}  # fmt: skip
CLASSES = {
    "complaint": _l("Pengaduan"),
    "supervisory": _l("Pengaduan berkadar pengawasan"),
    "aspiration": _l("Aspirasi"),
    "information": _l("Permintaan informasi"),
}
CHANNELS = {"web": _l("Situs ini"), "counter": _l("Loket"), "phone": _l("Telepon"), "message": _l("Pesan")}
GROUNDS = {
    "incomplete": _l("Keterangan tidak dilengkapi sampai tenggat"),
    "not_public_service": _l("Bukan tentang pelayanan publik"),
    "no_substance": _l("Tidak ada hal yang dapat diperiksa"),
    "spam": _l("Iklan atau kiriman berulang"),
    "in_court": _l("Sedang diperiksa pengadilan"),
    "already_handled": _l("Hal yang sama dari pelapor yang sama sudah selesai"),
}
ROLES = {
    "reporter": _l("pelapor"),
    "officer": _l("petugas unit"),
    "head": _l("kepala unit"),
    "moderator": _l("moderator"),
    "system": _l("sistem"),
    "inspector": _l("inspektorat"),
    "administrator": _l("administrator"),
}
ESCALATED_TO = {
    "head": _l("Kepala unit diberi tahu."),
    "moderator": _l("Moderator diberi tahu."),
    "inspector": _l("Inspektorat diberi tahu."),
    "ombudsman": _l("Pelapor diberi tahu haknya untuk mengadu ke Ombudsman RI."),
}
ACTS = {
    "submit": _l("Laporan diterima"),
    "commitment": _l("Komitmen unit"),
    "discussed": _l("Dibahas di forum"),
    "ask_completion": _l("Moderator meminta kelengkapan"),
    "complete": _l("Pelapor melengkapi keterangan"),
    "expire": _l("Diarsipkan karena tidak dilengkapi"),
    "archive": _l("Diarsipkan"),
    "assign": _l("Diverifikasi dan didisposisikan"),
    "support_unit": _l("Unit pendukung ditambahkan"),
    "drop_support": _l("Unit pendukung dilepas"),
    "transfer": _l("Dipindahkan ke unit lain"),
    "refuse_transfer": _l("Usulan pemindahan ditolak"),
    "propose_transfer": _l("Unit mengusulkan pemindahan: bukan kewenangannya"),
    "forward": _l("Diteruskan ke unit di bawahnya"),
    "answer": _l("Jawaban resmi"),
    "progress": _l("Kabar perkembangan"),
    "resolve": _l("Dinyatakan selesai oleh unit"),
    "confirm": _l("Pelapor menyatakan selesai"),
    "dispute": _l("Pelapor menyatakan belum selesai"),
    "close_silent": _l("Ditutup sistem karena pelapor diam; tidak dihitung berhasil"),
    "close": _l("Ditutup moderator"),
    "reopen": _l("Dibuka kembali"),
    "reply": _l("Pelapor menambahkan keterangan"),
    "withdraw": _l("Dicabut oleh pelapor"),
    "merge": _l("Digabung ke laporan lain"),
    "merged_here": _l("Laporan serupa digabung ke sini"),
    "unmerge": _l("Penggabungan dibatalkan"),
    "unmerged_here": _l("Laporan serupa dipisahkan kembali"),
    "refer": _l("Diteruskan ke instansi luar"),
    "revise": _l("Klasifikasi diperbaiki"),
    "escalate": _l("Melewati tenggat"),
    "recompute": _l("Tenggat dihitung ulang"),
    "take": _l("Petugas penanggung jawab diganti"),
    "hand_over": _l("Pindah unit karena unit sebelumnya ditutup atau digabung"),
    "mask": _l("Penyamaran diperiksa"),
    "release": _l("Lampiran dirilis"),
    "withhold": _l("Lampiran ditarik"),
    "mark_hollow": _l("Pelapor menandai sebuah jawaban sebagai kosong"),
    "void_answer": _l("Moderator menyatakan sebuah jawaban kosong"),
    "let_stand": _l("Moderator membiarkan jawaban yang ditandai kosong tetap berlaku"),
}


def tone(complaint: Complaint | Line | Case, today: date) -> str:
    """The tone of the state: late where a deadline has passed."""
    return "late" if is_overdue(complaint.due_on, today) else TONES.get(complaint.state, "plain")


def state_word(complaint: Complaint | Line | Case, today: date, days_off: Set[date]) -> str:
    """The state in words; late ones say by how much."""
    if complaint.due_on is not None and is_overdue(complaint.due_on, today):
        days = max(1, working_days_between(complaint.due_on, today, days_off))
        return ngettext("Terlambat %(num)s hari kerja", "Terlambat %(num)s hari kerja", days)
    return str(STATES[complaint.state])


def clock_beside_state(due_on: date, today: date, days_off: Set[date]) -> str:
    """The clock where the state already says by how much a case is late."""
    if is_overdue(due_on, today):
        return _("tenggatnya %(day)s", day=say_weekday(due_on))
    return clock_words(due_on, today, days_off)


def supporters(accounts: int, mails: int) -> str:
    """How many live through it too, accounts and confirmed addresses apart; empty for nobody."""
    with_account = ngettext("%(said)s warga berakun", "%(said)s warga berakun", accounts, said=say_number(accounts))
    by_mail = ngettext("%(said)s alamat surel", "%(said)s alamat surel", mails, said=say_number(mails))
    if accounts and mails:
        return _("Didukung %(accounts)s dan %(mails)s yang terkonfirmasi.", accounts=with_account, mails=by_mail)
    if mails:
        return _("Didukung %(mails)s yang terkonfirmasi.", mails=by_mail)
    return _("Didukung %(accounts)s.", accounts=with_account) if accounts else ""


def clock_words(due_on: date, today: date, days_off: Set[date]) -> str:
    """What people say of a deadline: "tersisa 3 hari kerja, sampai Jumat 27 November 2026"."""
    left = working_days_between(today, due_on, days_off)
    until = say_weekday(due_on)
    if today > due_on:
        late = max(1, -left)
        return ngettext(
            "terlambat %(num)s hari kerja, tenggatnya %(day)s", "terlambat %(num)s hari kerja, tenggatnya %(day)s",
            late, day=until,
        )  # fmt: skip
    if left == 0:
        return _("hari ini hari terakhir, sampai pukul 23.59")
    return ngettext(
        "tersisa %(num)s hari kerja, sampai %(day)s", "tersisa %(num)s hari kerja, sampai %(day)s", left, day=until
    )
