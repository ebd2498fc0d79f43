"""Minutes of an agenda item: every save is kept, and merged with what another clerk wrote meanwhile."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions.clerking import refuse_unless_open
from forum.dialogues.errors import MinutesFull, UnknownBase
from forum.dialogues.models import Minutes, MinutesVersion
from forum.dialogues.queries import clerks, record
from forum.dialogues.rules.merging import merge
from forum.ledger import actions as ledger
from forum.ledger.rules import Actor

MOST_LETTERS = 60_000


@dataclass(frozen=True)
class Base:
    """What a clerk's text came from: a version as it stands, or as that clerk sent it (still typing meanwhile)."""

    version: int
    as_sent: bool = False


@dataclass(frozen=True)
class Standing:
    """The minutes as they stand after a save."""

    version: int
    body: str
    typing: Base
    """What the box came from when its clerk typed on while this save was under way."""


def save(item_id: int, base: Base, text: str, reason: str = "", *, by: Actor) -> Standing:
    """Keep what a clerk sent and merge it with what stands.

    No act is written: minutes are working notes until a summary is published from them. From then on a moderator
    alone changes them, with a reason that stands beside both versions.
    Raises MinutesFull, UnknownBase, RecordNotOpen, RecordClosed, ChangeReasonMissing.
    """
    record.lock_item(item_id)
    now = record.find_minutes(item_id)
    was = now.version if now else 0
    standing = _merged(item_id, now, base, text, by)
    if standing.version != was:
        why = refuse_unless_open(clerks.session_of(item_id), reason, by=by)
        if why:
            ledger.record(clerks.subject_of(item_id), clerks.AMENDED, by=by, reason=why, version=standing.version,
                          was=was)  # fmt: skip
    return standing


def _merged(item_id: int, now: Minutes | None, base: Base, text: str, by: Actor) -> Standing:
    was, sent = _text_of(item_id, base, by), _cleaned(text)
    if sent == was:
        return Standing(now.version, now.body, base) if now else Standing(0, "", base)
    body = merge(was, sent, now.body if now else "")
    if max(len(sent), len(body)) > MOST_LETTERS:
        raise MinutesFull
    return _keep(item_id, now, base, sent, body, by)


def _keep(item_id: int, now: Minutes | None, base: Base, sent: str, body: str, by: Actor) -> Standing:
    moment = clock.now()
    if now is None:
        now = Minutes(item_id=item_id, version=0, body="", at=moment)
        db.session.add(now)
    now.version, now.body, now.at = now.version + 1, body, moment
    db.session.add(
        MinutesVersion(
            item_id=item_id, version=now.version, base=base.version, sent=sent, body=body, by_id=by.account_id,
            at=moment,
        )
    )  # fmt: skip
    db.session.flush()
    return Standing(now.version, body, Base(now.version, as_sent=True))


def _text_of(item_id: int, base: Base, by: Actor) -> str:
    if base.version == 0:
        return ""
    version = record.find_version(item_id, base.version)
    if version is None or (base.as_sent and version.by_id != by.account_id):
        raise UnknownBase
    return version.sent if base.as_sent else version.body


def _cleaned(text: str) -> str:
    """One form of letters and line ends; spaces at the end stay, somebody is still typing."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(letter for letter in plain if letter == "\n" or unicodedata.category(letter) != "Cc")
