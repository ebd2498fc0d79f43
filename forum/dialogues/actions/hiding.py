"""Flags of readers, and what moderators make of them: the words stay, a tombstone tells the ground."""

from __future__ import annotations

from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions import talk_telling as telling
from forum.dialogues.models import AgendaItem, Flag, Post
from forum.dialogues.queries import posts as queries
from forum.ledger.rules import Actor
from forum.moderation import actions as moderation
from forum.moderation import queries as moderated
from forum.moderation.errors import AlreadyDecided, NoSuchGround
from forum.moderation.rules import GROUNDS

KIND = "post"


def flag(post: Post, item: AgendaItem, ground: str, account_id: int) -> bool:
    """A reader finds that a post breaks a rule; False when they said so before. Raises NoSuchGround."""
    if ground not in GROUNDS:
        raise NoSuchGround
    if post.state != "shown" or queries.has_flagged(post.subject_id, account_id):
        return False
    db.session.add(Flag(subject_id=post.subject_id, account_id=account_id, ground=ground, at=clock.now()))
    db.session.flush()
    if _put_before_moderators(post, item):
        telling.tell_moderators(item, "flagged")
    return True


def hide(post: Post, item: AgendaItem, ground: str, note: str = "", *, by: Actor) -> None:
    """Nobody but moderators and the author reads it. Raises NoSuchGround, AlreadyDecided."""
    if moderated.standing_of(post.subject_id) is None:
        moderation.put_in_queue(post.subject, item.session.government_id, KIND)
    moderation.hide(post.subject, ground, note, by=by)
    post.state = "hidden"
    db.session.flush()
    telling.tell_author(post, item, "hidden", ground=ground)


def keep(post: Post, item: AgendaItem, *, by: Actor) -> None:
    """What was flagged stays, what was hidden comes back. Raises AlreadyDecided."""
    if moderated.standing_of(post.subject_id) is None:
        raise AlreadyDecided
    was_hidden = post.state == "hidden"
    moderation.show(post.subject, by=by)
    post.state = "shown"
    db.session.flush()
    if was_hidden:
        telling.tell_author(post, item, "shown")


def _put_before_moderators(post: Post, item: AgendaItem) -> bool:
    """A post enters the queue when somebody doubts it, and again when somebody does after it was kept."""
    standing = moderated.standing_of(post.subject_id)
    if standing is None:
        moderation.put_in_queue(post.subject, item.session.government_id, KIND)
        return True
    if standing.state != "shown":
        return False
    standing.state, standing.since = "waiting", clock.now()
    db.session.flush()
    return True
