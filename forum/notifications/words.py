"""What a notice says, made when it is read, in the reader's language: kind and values in, a sentence and a link out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.accounts.viewer import Viewer
from forum.core.i18n import ZONE_NAMES, say_iso_day, say_month, spoken

# Whoever hears as reporter or follower; their notices name the government.
PUBLIC = {
    "verified": _l("Laporan %(number)s diverifikasi dan diserahkan kepada %(unit)s."),
    "completion_asked": _l("Moderator meminta Anda melengkapi laporan %(number)s."),
    "completion_reminder": _l("Laporan %(number)s masih menunggu keterangan Anda."),
    "archived": _l("Laporan %(number)s diarsipkan. Bila Anda tidak setuju, mintalah dibuka kembali."),
    "answered": _l("Laporan %(number)s mendapat jawaban resmi."),
    "progressed": _l("Ada kabar perkembangan untuk laporan %(number)s."),
    "resolved": _l("Unit menyatakan laporan %(number)s selesai. Apakah memang sudah?"),
    "confirmed": _l("Pelapor menyatakan laporan %(number)s selesai."),
    "reopened": _l("Laporan %(number)s dibuka kembali."),
    "closed": _l("Laporan %(number)s ditutup."),
    "closed_by_system": _l("Laporan %(number)s ditutup sistem karena tidak ada kabar dari Anda."),
    "transferred": _l("Laporan %(number)s dipindahkan kepada %(unit)s."),
    "forwarded": _l("Laporan %(number)s diteruskan kepada %(unit)s."),
    "referred": _l("Laporan %(number)s diteruskan ke instansi luar: %(agency)s."),
    "merged": _l("Laporan %(number)s digabung ke laporan %(into)s."),
    "withdrawn": _l("Pelapor mencabut laporan %(number)s."),
    "hollow_decided": _l("Moderator memutuskan jawaban yang Anda tandai pada laporan %(number)s."),
    "ombudsman": _l("Laporan %(number)s lama melewati tenggat. Anda berhak mengadu ke Ombudsman RI."),
}
# Whoever hears as staff.
STAFF = {
    "submitted": _l("Laporan baru %(number)s menunggu verifikasi."),
    "assigned": _l("Laporan %(number)s diserahkan kepada unit Anda."),
    "support_asked": _l("Unit Anda diminta mendukung laporan %(number)s."),
    "support_ended": _l("Unit Anda tidak lagi diminta mendukung laporan %(number)s."),
    "moved_away": _l("Laporan %(number)s dipindahkan dari unit Anda kepada %(unit)s."),
    "handed_over": _l("Rekan menyerahkan laporan %(number)s kepada Anda."),
    "transfer_proposed": _l("Unit mengusulkan pemindahan laporan %(number)s."),
    "transfer_refused": _l("Usulan pemindahan laporan %(number)s ditolak."),
    "completed": _l("Pelapor melengkapi laporan %(number)s."),
    "replied": _l("Pelapor menambah keterangan pada laporan %(number)s."),
    "confirmed": _l("Pelapor menyatakan laporan %(number)s selesai."),
    "disputed": _l("Pelapor menyatakan laporan %(number)s belum selesai."),
    "reopened": _l("Laporan %(number)s dibuka kembali."),
    "withdrawn": _l("Pelapor mencabut laporan %(number)s."),
    "deadline_near": _l("Tenggat laporan %(number)s sudah dekat."),
    "escalated": _l("Laporan %(number)s melewati tenggat."),
    "hollow_marked": _l("Pelapor menandai dua jawaban pada laporan %(number)s sebagai kosong."),
    "answer_voided": _l("Moderator menyatakan jawaban unit Anda pada laporan %(number)s kosong."),
    "answer_stands": _l("Moderator menyatakan jawaban unit Anda pada laporan %(number)s tetap berlaku."),
}
# Whoever hears of a commitment; staff are led to the desk.
COMMITMENT = {
    "proposed": _l("Usulan komitmen %(unit)s menunggu pemeriksaan redaksi."),
    "sent_back": _l("Usulan komitmen %(unit)s dikembalikan untuk diperbaiki."),
    "worded": _l("Komitmen %(unit)s menunggu kesanggupan kepala unit."),
    "accepted": _l("%(unit)s menyanggupi sebuah komitmen."),
    "declined": _l("%(unit)s tidak menyanggupi sebuah komitmen."),
    "amended": _l("Komitmen %(unit)s diubah."),
    "progressed": _l("Ada kabar perkembangan komitmen %(unit)s."),
    "claimed": _l("%(unit)s menyerahkan bukti komitmennya."),
    "kept": _l("Komitmen %(unit)s dinyatakan ditepati."),
    "partly": _l("Komitmen %(unit)s dinyatakan ditepati sebagian."),
    "returned": _l("Bukti komitmen %(unit)s dikembalikan: belum cukup."),
    "broken": _l("Komitmen %(unit)s dinyatakan tidak ditepati."),
    "withdrawn": _l("Komitmen %(unit)s ditarik."),
    "due_week": _l("Tenggat komitmen %(unit)s tinggal tujuh hari kerja."),
    "due_day": _l("Tenggat komitmen %(unit)s tinggal sehari."),
    "due_late": _l("Komitmen %(unit)s melewati tenggat tanpa bukti."),
    "unweighed": _l("Bukti komitmen %(unit)s belum ditimbang, tenggatnya sudah lewat."),
}
# Whoever hears of a meeting of the forum.
SESSION = {
    "planned": _l("Pertemuan baru: %(title)s."),
    "moved": _l("%(title)s dipindahkan."),
    "place": _l("Tempat %(title)s diubah."),
    "cancelled": _l("%(title)s dibatalkan."),
    "registered": _l("Anda terdaftar untuk %(title)s."),
    "waiting": _l("Anda masuk daftar tunggu %(title)s."),
    "moved_up": _l("Ada tempat untuk Anda di %(title)s."),
    "reminder": _l("%(title)s sudah dekat."),
}
# Whoever hears of a thread of the forum: who proposed, who wrote, who follows, who is asked, who moderates.
THREAD = {
    "accepted": _l("Usulan Anda masuk agenda %(session)s."),
    "declined": _l("Usulan Anda tidak masuk agenda %(session)s. Alasannya dapat dibaca."),
    "reworded": _l("Moderator mengubah kata-kata usulan Anda di %(session)s. Alasannya dapat dibaca."),
    "asked": _l("Unit Anda diminta menjawab di %(session)s."),
    "answered": _l("%(unit)s menjawab resmi di %(session)s."),
    "replied": _l("Ada balasan untuk tulisan Anda di %(session)s."),
    "hidden": _l("Moderator menyembunyikan tulisan Anda di %(session)s. Alasannya dapat dibaca."),
    "shown": _l("Tulisan Anda di %(session)s ditampilkan kembali."),
    "flagged": _l("Sebuah tulisan di %(session)s dilaporkan warga."),
}
# Whoever hears of a meeting's summary; the second reader is led to the desk.
SUMMARY = {
    "published": _l("Ringkasan %(title)s sudah terbit."),
    "corrected": _l("Ringkasan %(title)s diperbaiki."),
    "reader": _l("Anda diminta membaca ringkasan %(title)s sebelum terbit."),
}
# Heads of units hear of their scorecards, to which they may reply.
SCORE = {
    "published": _l("Rapor %(unit)s untuk %(month)s terbit."),
    "corrected": _l("Rapor %(unit)s untuk %(month)s dikoreksi: versi %(version)s."),
}
FOR_REPORTER = ("completion_asked", "completion_reminder", "archived", "closed_by_system", "ombudsman",
                "hollow_decided")  # fmt: skip
FOR_MODERATOR = ("submitted", "transfer_proposed", "completed")
LATE = ("escalated", "disputed", "ombudsman", "completion_reminder")


@dataclass(frozen=True)
class Said:
    """A notice as the inbox shows it."""

    sentence: str
    headline: str
    due: str
    endpoint: str
    values: Mapping[str, str]
    """What the address of that page names."""
    is_urgent: bool


def say(content: Mapping[str, Any], reader: Viewer) -> Said:
    """The words of one notice for its reader."""
    if content["kind"] == "commitment":
        return _of_commitment(content)
    if content["kind"] == "session":
        return _of_session(content)
    if content["kind"] == "summary":
        return _of_summary(content)
    if content["kind"] == "thread":
        return _of_thread(content)
    if content["kind"] == "score":
        return _of_score(content)
    kind, number = content["kind"], content.get("number", "")
    is_public = "government" in content
    known = PUBLIC if is_public else STAFF
    values = {"number": number, "unit": "", "agency": "", "into": ""} | dict(content)
    sentence = str(known[kind]) % values if kind in known else _("Ada kabar tentang laporan %(number)s.", number=number)
    return Said(
        sentence=sentence, headline=content.get("headline", ""), due=say_iso_day(content.get("due")),
        endpoint=_endpoint(kind, is_public, "due" in content, reader), values={"number": number},
        is_urgent=kind in LATE,
    )  # fmt: skip


def _of_commitment(content: Mapping[str, Any]) -> Said:
    step, at_desk = content["step"], content.get("desk")
    return Said(
        sentence=str(COMMITMENT[step]) % {"unit": content["unit"]}, headline=content["headline"],
        due=say_iso_day(content["due"]), endpoint="commitments.desk_case" if at_desk else "commitments.show",
        values={"ref": content["ref"]}, is_urgent=step in ("due_late", "unweighed"),
    )  # fmt: skip


def _of_session(content: Mapping[str, Any]) -> Said:
    """The day and the hour stand beside the sentence; a reason is read on the page."""
    clock, zone = content["begins"], ZONE_NAMES.get(content["zone"], content["zone"])
    day = _("%(day)s, %(clock)s %(zone)s", day=say_iso_day(content["on"]),
            clock=clock.replace(":", ".") if spoken() == "id" else clock, zone=zone)  # fmt: skip
    return Said(
        sentence=str(SESSION[content["step"]]) % {"title": content["title"]}, headline=day, due="",
        endpoint="dialogues.session",
        values={"kota": content["kota"], "year": str(content["year"]), "number": str(content["no"])},
        is_urgent=content["step"] in ("moved", "place", "cancelled"),
    )  # fmt: skip


def _of_thread(content: Mapping[str, Any]) -> Said:
    place = {"kota": content["kota"], "year": str(content["year"]), "number": str(content["number"])}
    step = content["step"]
    endpoint, values = {
        "declined": ("dialogues.propose", place),
        "flagged": ("dialogues.posts_desk", {"kota": content["kota"]}),
    }.get(step, ("dialogues.item", {**place, "item_ref": content["ref"]}))
    return Said(
        sentence=str(THREAD[step]) % {"session": content["session"], "unit": content.get("unit", "")},
        headline=content["headline"], due="", endpoint=endpoint, values=values, is_urgent=step == "hidden",
    )  # fmt: skip


def _of_summary(content: Mapping[str, Any]) -> Said:
    at_desk = bool(content.get("desk"))
    names = ("ref",) if at_desk else ("kota", "year", "number")
    return Said(
        sentence=str(SUMMARY[content["step"]]) % {"title": content["title"]}, headline="", due="",
        endpoint="dialogues.summary_desk" if at_desk else "dialogues.summary",
        values={name: str(content[name]) for name in names}, is_urgent=False,
    )  # fmt: skip


def _of_score(content: Mapping[str, Any]) -> Said:
    values = {"unit": content["unit"], "month": say_month(date.fromisoformat(f"{content['month']}-01")),
              "version": content["version"]}  # fmt: skip
    return Said(
        sentence=str(SCORE[content["step"]]) % values, headline=_("Anda dapat menanggapinya di depan umum."), due="",
        endpoint="scores.card", values={"kota": content["kota"], "code": content["code"], "bulan": content["month"]},
        is_urgent=False,
    )  # fmt: skip


def _endpoint(kind: str, is_public: bool, has_due: bool, reader: Viewer) -> str:
    """Where the notice leads: the reporter to their own page, staff to the desk they work at."""
    if is_public:
        is_reporter = kind in FOR_REPORTER or (kind == "resolved" and has_due)
        return "complaints.reporter_case" if is_reporter else "complaints.show"
    if kind == "hollow_marked" and reader.holds("moderator"):
        return "complaints.hollow_review"
    if kind == "moved_away":
        return "complaints.show"
    if kind not in FOR_MODERATOR and reader.holds("officer", "head"):
        return "complaints.unit_case"
    return "complaints.verify" if reader.holds("moderator", "inspector") else "complaints.show"
