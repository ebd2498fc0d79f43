"""The words of an agenda item: every version stays, with its leaf and with why it was worded anew."""

from __future__ import annotations

from markupsafe import Markup

from forum.core import clock, masking, text
from forum.core.db import db
from forum.dialogues.actions import talk_telling as telling
from forum.dialogues.models import AgendaItem, ItemVersion
from forum.dialogues.queries import agenda
from forum.dialogues.rules import threads
from forum.dialogues.talk_errors import ItemDecided, NothingSaid
from forum.ledger.actions import Appended, append_leaf, record
from forum.ledger.rules import Actor

LEAF = "reply"
OVER = ("ended", "cancelled")
WORDED_BY = {"resident": "resident", "staff": "officer"}
"""Who worded an item of which only the newest words were kept; the others the system suggested."""


def keep_words(item: AgendaItem, body: str, role: str, reason: str = "") -> Appended:
    """The words as they stand, as a version of their own; they are masked already."""
    content = {"kind": "agenda", "version": item.version, "title": item.title, "body": body, "reason": reason}
    leaf = append_leaf(item.subject, LEAF, item.version, content)
    db.session.add(ItemVersion(
        item_id=item.id, version=item.version, title=item.title, body=body, html=item.html, reason=reason, role=role,
        at=clock.now(), salt=leaf.salt, leaf_index=leaf.index,
    ))  # fmt: skip
    db.session.flush()
    return leaf


def reword(item: AgendaItem, title: str, body: str, reason: str, *, by: Actor) -> bool:
    """Other words for a locked item, with a reason that everyone reads; False when they are the same.

    Raises ItemDecided, NothingSaid.
    """
    if item.state == "declined" or item.session.state in OVER:
        raise ItemDecided
    title, body = masking.mask(text.tidy(title))[: threads.MOST_WORDED], masking.mask(text.tidy(body))
    reason = masking.mask(text.tidy(reason))
    if not title or not reason:
        raise NothingSaid
    if (title, body) == (item.title, words_of(item)):
        return False
    _keep_first(item)
    item.title, item.html = title, text.render_markdown(body) if body else ""
    item.version += 1
    db.session.flush()
    record(item.subject_id, "reword", by=by, leaf=keep_words(item, body, by.role, reason), version=item.version)
    telling.tell_proposer(item, "reworded")
    return True


def words_of(item: AgendaItem) -> str:
    """The explanation as it was written; of an item from before versions were kept, the words that are shown."""
    newest = agenda.newest_version(item.id)
    return newest.body if newest is not None else _shown_words(item)


def _keep_first(item: AgendaItem) -> None:
    """What stood before versions were kept becomes the first."""
    if agenda.newest_version(item.id) is None:
        keep_words(item, _shown_words(item), WORDED_BY.get(item.reason, "system"))


def _shown_words(item: AgendaItem) -> str:
    return Markup(item.html).striptags()  # noqa: S704 - only its words are taken
