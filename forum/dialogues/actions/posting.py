"""Saying something in a thread, and changing what one said; every version stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import update

from forum.accounts.actions.own import kept_elsewhere
from forum.core import clock, masking, text
from forum.core.db import db
from forum.core.files import Store, Upload
from forum.dialogues.actions import mentioning
from forum.dialogues.actions import talk_telling as telling
from forum.dialogues.models import AgendaItem, DialogueFile, Post, PostVersion
from forum.dialogues.queries import agenda
from forum.dialogues.queries import posts as queries
from forum.dialogues.rules import threads
from forum.dialogues.talk_errors import NotAPlaceToReply, NothingSaid, NotYours, ThreadClosed
from forum.ledger.actions import Appended, append_leaf, new_reference, open_subject, record
from forum.ledger.models import Subject
from forum.ledger.queries import hold_log
from forum.ledger.rules import Actor
from forum.notifications import actions as notifications

LEAF = "reply"


@dataclass(frozen=True)
class Picture:
    """A picture made anew, and what is to be seen on it."""

    upload: Upload
    words: str


@dataclass(frozen=True)
class Saying:
    """Words for a thread. `shown_name` only when the author wants to be named; answers are named by their unit."""

    body: str
    kind: str = "post"
    parent: Post | None = None
    shown_name: str | None = None
    pictures: Sequence[Picture] = ()


def write(
    item: AgendaItem, saying: Saying, *, by: Actor, token_id: int | None = None, store: Store | None = None
) -> Post:
    """A post, a question, or a unit's answer (`by.unit_id`); by an account, or by the voice of a hall token.

    Raises ThreadClosed, NotAPlaceToReply, NothingSaid.
    """
    hold_log()
    item = agenda.lock_item(item.id)
    _refuse_closed(item)
    parent = _place_below(item, saying)
    post = _post(item, parent, saying, by, token_id)
    item.post_count += 1
    if parent is not None:
        parent.reply_count += 1
    attach(store, item.session_id, saying.pictures, post)
    _tell(item, post, parent, by)
    return post


def edit(post: Post, item: AgendaItem, body: str, *, by: Actor) -> PostVersion:
    """Other words by the same author; the former ones stay readable in the history.

    Raises NotYours, ThreadClosed, NothingSaid.
    """
    if post.author_id is None or post.author_id != by.account_id or post.state != "shown":
        raise NotYours
    _refuse_closed(item)
    body = _needed(body)
    leaf = _leaf(post.subject, post.version + 1, post.kind, body)
    post.version += 1
    version = _version(post, body, mentioning.shown(item, body), leaf)
    post.html = version.html
    db.session.flush()
    record(post.subject_id, "edit", by=_teller(post.kind, by), leaf=leaf, version=post.version)
    return version


def cover(post: Post, version: int, *, by: Actor) -> None:
    """The author hides one of the former versions for good. Raises NotYours."""
    if post.author_id is None or post.author_id != by.account_id or not 0 < version < post.version:
        raise NotYours
    if version not in queries.covered_versions(post.subject_id):
        record(post.subject_id, "cover", by=_teller(post.kind, by), version=version)


def attach(store: Store | None, session_id: int, pictures: Sequence[Picture], post: Post | None = None) -> None:
    """Keep pictures of a post or of the meeting: the original sealed, a copy without traces for everyone."""
    for picture in pictures:
        if store is None:
            raise ValueError("pictures need a store")
        db.session.add(_file(store, session_id, picture, post))
    db.session.flush()


def forget_name(account_id: int) -> None:
    """An account that is erased takes its name off its posts; the words stay."""
    db.session.execute(update(Post).where(Post.author_id == account_id).values(shown_name=None))


def register_forgetting() -> None:
    """Let an account that is erased take its name with it."""
    kept_elsewhere["posts"] = forget_name


def _file(store: Store, session_id: int, picture: Picture, post: Post | None) -> DialogueFile:
    made, ref = picture.upload.made, new_reference()
    return DialogueFile(
        ref=ref, session_id=session_id, post_id=post.id if post else None, kind=made.kind, title="foto-" + ref[:6],
        words=masking.mask(text.tidy(picture.words))[:200], pages=made.pages, width=made.width, height=made.height,
        size=len(made.content), sealed_file=store.put_sealed(picture.upload.original),
        clean_file=store.put_clean(made.content), thumb_file=store.put_clean(made.thumbnail), at=clock.now(),
    )  # fmt: skip


def _post(item: AgendaItem, parent: Post | None, saying: Saying, by: Actor, token_id: int | None) -> Post:
    body, subject = _needed(saying.body), open_subject("post")
    leaf = _leaf(subject, 1, saying.kind, body)
    is_answer = saying.kind == "answer"
    post = Post(
        subject=subject, subject_id=subject.id, item_id=item.id, parent_id=parent.id if parent else None,
        kind=saying.kind, author_id=None if token_id else by.account_id, token_id=token_id,
        shown_name=None if is_answer or token_id else saying.shown_name, unit_id=by.unit_id if is_answer else None,
        state="shown", version=1, html=mentioning.shown(item, body), support_count=0, reply_count=0, at=clock.now(),
    )  # fmt: skip
    db.session.add(post)
    db.session.flush()
    _version(post, body, post.html, leaf)
    record(subject.id, saying.kind, by=_teller(saying.kind, by), leaf=leaf, item=item.subject.ref)
    return post


def _version(post: Post, body: str, html: str, leaf: Appended) -> PostVersion:
    version = PostVersion(
        post_id=post.id, version=post.version, body=body, html=html,
        sanitiser=text.SANITISER_VERSION, at=clock.now(), salt=leaf.salt, leaf_index=leaf.index,
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    return version


def _leaf(subject: Subject, version: int, kind: str, body: str) -> Appended:
    return append_leaf(subject, LEAF, version, {"kind": kind, "version": version, "body": body})


def _teller(kind: str, by: Actor) -> Actor:
    """Official words name role and unit in the ledger; a resident's name nobody."""
    return by if kind == "answer" else Actor("resident")


def _place_below(item: AgendaItem, saying: Saying) -> Post | None:
    if saying.parent is None:
        return None
    parent = queries.lock_post(saying.parent.id)
    is_place = parent.item_id == item.id and parent.parent_id is None and parent.state == "shown"
    if not is_place or saying.kind == "question":
        raise NotAPlaceToReply
    return parent


def _refuse_closed(item: AgendaItem) -> None:
    session = item.session
    today = clock.today(session.government.zone)
    is_open = threads.is_open(session.state, session.discuss_from, session.discuss_until, today)
    if item.state != "accepted" or not is_open:
        raise ThreadClosed


def _needed(body: str) -> str:
    tidied = text.tidy(body)
    if len(tidied) < threads.LEAST_WORDS:
        raise NothingSaid
    return tidied


def _tell(item: AgendaItem, post: Post, parent: Post | None, by: Actor) -> None:
    if post.author_id is not None:
        notifications.follow(item.subject_id, account_id=post.author_id)
    if post.kind == "answer":
        telling.tell_followers(item, "answered", but=by.account_id, unit=queries.unit_name(by.unit_id))
    elif parent is not None:
        telling.tell_author(parent, item, "replied", but=post.author_id)
