"""A complaint's history in words: every public act, in which role, when, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from forum.commitments.words import STATES as COMMITMENT_STATES
from forum.complaints import words
from forum.complaints.models import Complaint
from forum.complaints.queries.public_case import Case
from forum.complaints.queries.timeline import Happening
from forum.core import clock
from forum.core.i18n import say_iso_day, say_weekday
from forum.core.workdays import working_days_between

OFFICIAL = ("officer", "moderator")
TONES = {
    "resolve": "done", "confirm": "done", "dispute": "late", "escalate": "late", "reopen": "wait", "archive": "muted",
    "expire": "muted", "close_silent": "muted", "close": "muted", "withdraw": "muted", "merge": "muted",
    "ask_completion": "wait", "refer": "muted",
}  # fmt: skip
WORDLESS = ("submit", "escalate", "recompute", "commitment", "discussed")
"""Acts after which counting working days would say nothing."""


@dataclass(frozen=True)
class Event:
    """One line of the history. `moment` is None where only the day may be shown (a reporter's acts)."""

    verb: str
    title: str
    day: date
    moment: datetime | None
    days: int | None
    is_late: bool
    by: str
    tone: str
    note: str = ""
    html: Markup | None = None
    is_official: bool = False
    stars: int | None = None
    number: str | None = None
    """The complaint this one was merged with, to link to."""
    message_id: int | None = None
    is_void: bool = False
    """Of an answer: a moderator declared it hollow."""
    promise: str | None = None
    """The reference of a commitment made from an answer, to link to."""
    forum: dict[str, Any] | None = None
    """Where it is talked about: what the address of the thread names."""
    files: list[Any] = field(default_factory=list)


def events(
    complaint: Complaint | Case, happened: Sequence[Happening], days_off: Set[date], with_words: bool = True
) -> list[Event]:
    """The history, oldest first. Without words (confidential, unverified) only closed lists are told."""
    told, since, void = [], complaint.submitted_on, voided(happened)
    for each in happened:
        day = clock.local_date(each.at, complaint.government.zone)
        told.append(_event(complaint, each, day, since, days_off, with_words, each.message_id in void))
        since = day if each.role != "system" else since
    return told


def _event(
    complaint: Complaint | Case, act: Happening, day: date, since: date, days_off: Set[date], with_words: bool,
    is_void: bool,
) -> Event:  # fmt: skip
    html = Markup(act.html) if act.html and with_words else None  # noqa: S704 - sanitised when it was written
    days = act.detail.get("days")
    if days is None and act.verb not in WORDLESS:
        days = working_days_between(since, day, days_off)
    return Event(
        verb=act.verb, title=title(act), day=day, moment=None if act.role == "reporter" else act.at,
        days=None if act.verb in WORDLESS else days, is_late=bool(act.detail.get("late")),
        by=_by(complaint, act, with_words), tone=TONES.get(act.verb, ""), note=_note(act, with_words), html=html,
        is_official=html is not None and act.role in OFFICIAL, stars=act.detail.get("stars"),
        number=act.detail.get("into") or act.detail.get("number"), message_id=act.message_id,
        promise=act.detail.get("ref") if act.verb == "commitment" and with_words else None,
        forum=_forum(act) if act.verb == "discussed" and with_words else None, is_void=is_void,
    )  # fmt: skip


def _forum(act: Happening) -> dict[str, Any]:
    """The values of the thread's address."""
    detail = act.detail
    return {"kota": detail["kota"], "year": detail["year"], "number": detail["session"], "item_ref": detail["ref"]}


def voided(happened: Sequence[Happening]) -> set[int]:
    """The messages that a moderator declared hollow."""
    return {act.detail["message"] for act in happened if act.verb == "void_answer"}


def title(act: Happening) -> str:
    """What was done."""
    named = act.detail.get("to")
    if act.verb == "answer" and act.unit_name:
        return _("Jawaban resmi %(unit)s", unit=act.unit_name)
    if act.verb == "commitment":
        return _("Komitmen unit: %(state)s", state=COMMITMENT_STATES[act.detail["step"]])
    if named and act.verb in ("assign", "transfer", "forward", "refer", "support_unit", "drop_support"):
        return f"{words.ACTS[act.verb]}: {named}"
    return str(words.ACTS.get(act.verb, act.verb))


def _by(complaint: Complaint | Case, act: Happening, with_words: bool) -> str:
    """In which role and for which unit; a name only of a reporter who chose it, and only beside their words."""
    if act.role == "moderator":
        return _("oleh moderator %(government)s", government=complaint.government.name)
    if act.role == "officer":
        return _("oleh petugas %(unit)s", unit=act.unit_name) if act.unit_name else _("oleh petugas unit")
    if act.role == "reporter" and with_words and complaint.name_to_public and complaint.shown_name:
        return _("oleh pelapor, %(name)s", name=complaint.shown_name)
    return _("oleh %(role)s", role=words.ROLES.get(act.role, act.role))


def _note(act: Happening, with_words: bool) -> str:
    """What else is said about an act; free words only where the words may be read."""
    if act.verb in ("archive", "expire"):
        ground = str(words.GROUNDS.get(act.detail.get("ground", ""), ""))
        return " ".join(part for part in (f"{ground}." if ground else "", act.reason if with_words else "") if part)
    if act.verb == "escalate":
        return str(words.ESCALATED_TO.get(act.detail.get("step", ""), ""))
    if act.verb == "recompute":
        return _("Hari libur berubah, tenggatnya kini %(day)s.", day=say_iso_day(act.detail.get("due")))
    if act.verb == "void_answer" and with_words:
        return _("Jawaban tanggal %(day)s: %(reason)s", day=say_iso_day(act.detail.get("said_on")), reason=act.reason)
    if act.verb == "refer":
        return _referral(act.detail) if with_words else ""
    return (act.reason or act.detail.get("note") or act.detail.get("headline") or "") if with_words else ""


def _referral(detail: Mapping[str, Any]) -> str:
    parts = []
    if detail.get("reference"):
        parts.append(_("Nomor rujukan: %(reference)s.", reference=detail["reference"]))
    if detail.get("contact"):
        parts.append(_("Kontak: %(contact)s.", contact=detail["contact"]))
    return " ".join(parts)


@dataclass(frozen=True)
class Next:
    """What everyone waits for now."""

    title: str
    until: date | None
    text: str = ""


def next_step(complaint: Complaint | Case) -> Next | None:
    """Whose turn it is and until when; None when nothing is awaited."""
    unit = complaint.unit.name if complaint.unit is not None else _("unit")
    if complaint.state in ("assigned", "reopened"):
        return Next(_("Menunggu jawaban %(unit)s", unit=unit), complaint.answer_due_on or complaint.due_on)
    table = {
        "submitted": Next(_("Menunggu verifikasi moderator"), complaint.verify_due_on),
        "awaiting_completion": Next(
            _("Menunggu pelapor melengkapi keterangan"), complaint.completion_due_on,
            _("Selama menunggu, tenggat verifikasi berhenti berjalan."),
        ),
        "in_progress": Next(_("Menunggu penyelesaian oleh %(unit)s", unit=unit), complaint.resolve_due_on),
        "resolved": Next(
            _("Menunggu jawaban pelapor: sudah selesai atau belum?"), complaint.silence_due_on,
            _("Bila pelapor diam, sistem menutup laporan dan tidak menghitungnya sebagai berhasil."),
        ),
    }  # fmt: skip
    return table.get(complaint.state)


def until_words(until: date | None) -> str:
    """Until when, in words."""
    return _("sampai %(day)s", day=say_weekday(until)) if until else ""


def missed_words(until: date | None) -> str:
    """Until when it should have been done."""
    return _("seharusnya paling lambat %(day)s", day=say_weekday(until)) if until else ""


def suggests_ombudsman(happened: Sequence[Happening]) -> bool:
    """True once the ladder of escalation was climbed to its end."""
    return any(each.verb == "escalate" and each.detail.get("step") == "ombudsman" for each in happened)
