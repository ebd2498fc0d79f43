"""What happened to a case, as the staff of its unit reads it: every act, with the names of staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from markupsafe import Markup

from forum.complaints import policy, words
from forum.complaints.models import Attachment, Complaint, Message
from forum.complaints.queries.unit_case import NamedAct
from forum.core import text
from forum.core.i18n import say_moment, say_short_day
from forum.ledger.models import Act
from forum.units.models import Unit

TONES = {"answer": "done", "resolve": "done", "confirm": "done", "dispute": "late", "escalate": "late"}
SHOWN_FILE = tuple[str, str, str, str]
"""(address, name, size in words, address of the small picture)."""


@dataclass
class Shelf:
    """Files this person may open, by the message they came with, and how many wait for a release."""

    shown: dict[int | None, list[SHOWN_FILE]] = field(default_factory=dict)
    withheld: int = 0

    def of(self, message_id: int | None) -> list[SHOWN_FILE]:
        """Files of one message; None for those of the complaint itself."""
        return self.shown.get(message_id, [])


@dataclass(frozen=True)
class Line:
    """One line of the timeline."""

    title: str
    when: str
    exact: str
    by: str
    tone: str
    remarks: list[str]
    words: Markup | None
    is_official: bool
    files: list[SHOWN_FILE]


def files_shown(complaint: Complaint, attachments: Sequence[Attachment], helping: Sequence[Unit]) -> Shelf:
    """Sort the files (`helping` units support the case); of one not released only that it exists is shown."""
    shelf = Shelf()
    for each in attachments:
        if policy.readable_file(current_user, complaint, each, helping) is None:
            shelf.withheld += 1
            continue
        url = url_for("complaints.file", ref=each.ref)
        shelf.shown.setdefault(each.message_id, []).append((url, each.title, _size(each), f"{url}/kecil"))
    return shelf


def _size(attachment: Attachment) -> str:
    if attachment.kind == "application/pdf":
        return ngettext("PDF, %(num)s halaman", "PDF, %(num)s halaman", attachment.pages)
    return _("foto")


def lines(complaint: Complaint, acts: Sequence[NamedAct], messages: Sequence[Message], shelf: Shelf) -> list[Line]:
    """The timeline, oldest first."""
    said = {message.act_id: message for message in messages}
    return [_line(complaint, named, said.get(named.act.id), shelf) for named in acts]


def _line(complaint: Complaint, named: NamedAct, message: Message | None, shelf: Shelf) -> Line:
    act = named.act
    return Line(
        title=str(words.ACTS.get(act.verb, act.verb)), when=_when(act, complaint.government.zone),
        exact="" if act.role == "reporter" else act.at.isoformat(timespec="minutes"), by=_by(named),
        tone="late" if act.detail.get("late") else TONES.get(act.verb, ""), remarks=_remarks(act),
        words=shown_words(complaint, message) if message else None,
        is_official=message is not None and message.role == "officer", files=shelf.of(message.id) if message else [],
    )  # fmt: skip


def _when(act: Act, zone: str) -> str:
    """Staff acts by the minute; the reporter's by the day, so that no habit gives anybody away."""
    return _day(act.at, zone) if act.role == "reporter" else say_moment(act.at, zone)


def _day(moment: datetime, zone: str) -> str:
    return say_short_day(moment.astimezone(ZoneInfo(zone)).date())


def _by(named: NamedAct) -> str:
    role = str(words.ROLES.get(named.act.role, named.act.role))
    return " · ".join(part for part in (role, named.unit, named.by) if part)


def shown_words(complaint: Complaint, message: Message) -> Markup:
    """A message; the reporter's own words unmasked only for those who may read them."""
    if message.role == "reporter" and policy.may_read_original(current_user, complaint):
        return text.paragraphs(message.body)
    return Markup(message.public_html)  # noqa: S704 - made safe when it was written


def _remarks(act: Act) -> list[str]:
    detail = act.detail
    said = [
        _("Kepada %(name)s", name=detail["to"]) if detail.get("to") else "",
        _holder(act),
        _took(detail.get("days")),
        str(words.GROUNDS[detail["ground"]]) if detail.get("ground") in words.GROUNDS else "",
        str(words.ESCALATED_TO.get(detail.get("step", ""), "")),
        _("Laporan %(number)s", number=detail["into"]) if detail.get("into") else "",
        _("Laporan %(number)s", number=detail["number"]) if detail.get("number") else "",
        str(detail.get("file") or ""),
        _("Alasan: %(reason)s", reason=act.reason) if act.reason else "",
        _("Alasan: %(reason)s", reason=detail["note"]) if detail.get("note") else "",
    ]
    return [part for part in said if part]


def _holder(act: Act) -> str:
    if act.verb != "take":
        return ""
    return (
        _("Dipegang %(name)s", name=act.detail["officer"]) if act.detail.get("officer") else _("Dikembalikan ke unit")
    )


def _took(days: int | None) -> str:
    return "" if days is None else ngettext("Setelah %(num)s hari kerja", "Setelah %(num)s hari kerja", days)
