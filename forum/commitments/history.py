"""A commitment's history in words: every act, in which role, when, with what was said and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from forum.commitments import words
from forum.commitments.models import Evidence, Wording
from forum.commitments.queries.cases import Happening
from forum.core.i18n import say_iso_day, say_number

BEFORE_READERS = ("revise", "send_back")
"""What happened to a draft stays among those who worked on it."""


@dataclass(frozen=True)
class Decision:
    """What a forum decided, and the page where that is read."""

    words: str
    endpoint: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    title: str
    at: datetime
    by: str
    tone: str
    note: str
    html: Markup | None
    is_official: bool
    files: list[Evidence] = field(default_factory=list)
    decision: Decision | None = None


def events(
    happened: Sequence[Happening], files: Sequence[Evidence], government: str, with_drafting: bool = False
) -> list[Event]:
    """The history, oldest first."""
    shown = [act for act in happened if with_drafting or act.verb not in BEFORE_READERS]
    return [_event(act, [f for f in files if f.note_id == act.note_id], government) for act in shown]


def published(wordings: Sequence[Wording], happened: Sequence[Happening]) -> list[Wording]:
    """Versions that everyone could read, oldest first."""
    first = next((act.detail.get("version", 1) for act in happened if act.verb == "word"), 1)
    return [wording for wording in wordings if wording.version >= first]


def forum_named(happened: Sequence[Happening]) -> str:
    """The forum in which a moderator heard it, if it came from one."""
    return next((str(act.detail.get("forum", "")) for act in happened if act.verb == "propose"), "")


def _event(act: Happening, files: list[Evidence], government: str) -> Event:
    html = Markup(act.html) if act.html else None  # noqa: S704 - sanitised when it was written
    return Event(
        title=str(words.ACTS.get(act.verb, act.verb)), at=act.at, by=_by(act, government),
        tone=words.ACT_TONES.get(act.verb, ""), note=_note(act), html=html,
        is_official=html is not None and act.verb in ("progress", "claim"), files=files,
        decision=_decision(act.detail),
    )  # fmt: skip


def _by(act: Happening, government: str) -> str:
    if act.role == "moderator":
        return _("oleh moderator %(government)s", government=government)
    if act.role == "head":
        return _("oleh kepala %(unit)s", unit=act.unit_name) if act.unit_name else _("oleh kepala unit")
    if act.role == "officer":
        return _("oleh petugas %(unit)s", unit=act.unit_name) if act.unit_name else _("oleh petugas unit")
    return _("oleh sistem")


def _note(act: Happening) -> str:
    if act.verb == "amend" and act.detail.get("was"):
        was, now = say_iso_day(act.detail["was"]), say_iso_day(act.detail.get("due"))
        return _("Tenggat dipindahkan: semula %(was)s, kini %(now)s.", was=was, now=now)
    if act.verb == "withdraw":
        return _withdrawn(act.detail)
    if act.verb == "ask":
        asked, pool = (say_number(act.detail[name]) for name in ("asked", "pool"))
        return _("%(asked)s dari %(pool)s peserta diundi dan ditanya lewat surel.", asked=asked, pool=pool)
    if act.verb in ("claim", "keep") and act.detail.get("late"):
        return _("Bukti datang sesudah tenggat.")
    return ""


def _withdrawn(detail: Mapping[str, Any]) -> str:
    """Which forum agreed, and that a promise taken back after its day is not left out."""
    said = []
    if detail.get("consent"):
        said.append(_("Disetujui: %(consent)s.", consent=str(detail["consent"]).rstrip(".")))
    if detail.get("late"):
        said.append(_("Ditarik sesudah tenggat, jadi tetap dihitung tidak ditepati."))
    return " ".join(said)


def _decision(detail: Mapping[str, Any]) -> Decision | None:
    """The words of the decision, with their address."""
    if not detail.get("decided"):
        return None
    endpoint, values = detail.get("read_at") or ("", {})
    return Decision(str(detail["decided"]), str(endpoint), dict(values))
