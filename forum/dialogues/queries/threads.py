"""A thread as everyone reads it, a page at a time: the cost does not grow with the number of posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select, union_all
from sqlalchemy.orm import aliased

from forum.core.db import db
from forum.core.paging import PAGE, Cursor, Page, beyond, cut
from forum.dialogues.models import DialogueFile, Post
from forum.ledger.models import Subject
from forum.units.models import Unit

MOST_ON_TOP = 5
"""Official answers shown in full above the talk; the rest stand on a page of their own."""
MOST_REPLIES = 3
MOST_VERSIONS = 100
_PARENT, _PARENT_SUBJECT = aliased(Post), aliased(Subject)
_SHOWN: tuple[Any, ...] = (
    Post.id, Post.subject_id, Subject.ref, Post.parent_id, Post.kind, Post.author_id, Post.shown_name, Unit.name,
    Post.state, Post.version, Post.html, Post.support_count, Post.reply_count, Post.at,
    _PARENT_SUBJECT.ref, _PARENT.html, _PARENT.state,
)  # fmt: skip
_PICTURE: tuple[Any, ...] = (DialogueFile.ref, DialogueFile.words, DialogueFile.width, DialogueFile.height)
BY_ID: tuple[Any, ...] = (Post.id,)
BY_SUPPORT: tuple[Any, ...] = (Post.support_count, Post.id)
_ITEM_ID: Any = bindparam("item_id")
_ANSWERS = (
    select(Post.id)
    .where(Post.item_id == _ITEM_ID, Post.kind == "answer")
    .order_by(Post.id.desc())
    .limit(MOST_ON_TOP + 1)
)
NOBODY = -1


class Photo(NamedTuple):
    """A picture of a post."""

    ref: str
    words: str
    width: int
    height: int


@dataclass
class Line:
    """One post with its pictures; `author_id` is for the author's own buttons and is never shown."""

    id: int
    subject_id: int
    ref: str
    parent_id: int | None
    kind: str
    author_id: int | None
    shown_name: str | None
    unit: str | None
    state: str
    version: int
    html: str
    support_count: int
    reply_count: int
    at: datetime
    asked_ref: str | None
    """Of an answer below a question: which."""
    asked_html: str | None
    asked_state: str | None
    photos: list[Photo] = field(default_factory=list)
    replies: list[Line] = field(default_factory=list)

    @property
    def values(self) -> tuple[Any, ...]:
        """Everything it shows, to compare by."""
        return (
            self.ref, self.kind, self.shown_name, self.unit, self.state, self.version, self.html, self.support_count,
            self.at, self.asked_ref, self.asked_html, self.asked_state, *self.photos,
        )  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What a reader of a thread asks for."""

    item_id: int
    sort: str = "terbaru"
    kind: str | None = None
    """question or answer; None is the whole talk."""

    @property
    def by_support(self) -> bool:
        """Questions stand by support, as the hall takes them."""
        return self.sort == "dukungan" or self.kind == "question"

    @property
    def columns(self) -> tuple[Any, ...]:
        """What orders the list."""
        return BY_SUPPORT if self.by_support else BY_ID


@dataclass(frozen=True)
class Thread:
    """A page of a thread: official answers on top (on the first page of the whole talk), then posts with replies."""

    answers: list[Line]
    has_more_answers: bool
    page: Page[Line]

    @property
    def lines(self) -> list[Line]:
        """Everything on the page."""
        return [*self.answers, *self.page.rows, *(reply for line in self.page.rows for reply in line.replies)]


def thread(wish: Wish, packed: str | None) -> Thread:
    """A page of a thread. Raises BadCursor."""
    cursor = Cursor.unpack(packed, (int, int) if wish.by_support else (int,))
    with_answers = cursor is None and wish.kind is None
    found = _lines(_page(wish, cursor, with_answers), {"item_id": wish.item_id})
    answers = sorted((each for each in found if each.kind == "answer"), key=lambda each: -each.id)
    talk = found if wish.kind is not None else [each for each in found if each.kind != "answer"]
    ascending = cursor is not None and cursor.backwards
    talk.sort(key=lambda each: _key(wish, each), reverse=not ascending)
    page = cut(talk, cursor, lambda each: _key(wish, each))
    _add_replies(wish.item_id, page.rows)
    on_top = answers[:MOST_ON_TOP] if with_answers else []
    return Thread(on_top, with_answers and len(answers) > MOST_ON_TOP, page)


def whole(wish: Wish, cursor: Cursor | None, with_answers: bool) -> Select[Any]:
    """The statement of a page: official answers and posts, one more of each than is shown, with their pictures."""
    return _page(wish, cursor, with_answers).params(item_id=wish.item_id)


def _page(wish: Wish, cursor: Cursor | None, with_answers: bool) -> Select[Any]:
    """The same without the item; given to the database beside it, so that a statement put together once stays so."""
    return _first_page(wish.sort, wish.kind, with_answers) if cursor is None else _whole(wish, cursor, with_answers)


@lru_cache(maxsize=16)
def _first_page(sort: str, kind: str | None, with_answers: bool) -> Select[Any]:
    """Most read the first pages: their statements are put together once."""
    return _whole(Wish(0, sort, kind), None, with_answers)


def _whole(wish: Wish, cursor: Cursor | None, with_answers: bool) -> Select[Any]:
    parts = [select(_listing(wish, cursor).subquery().c.id)]
    if with_answers:
        parts.append(select(_ANSWERS.subquery().c.id))
    return _told(union_all(*parts) if len(parts) > 1 else parts[0])


def listing(wish: Wish, cursor: Cursor | None) -> Select[Any]:
    """Which posts stand on a page, one more than is shown."""
    return _listing(wish, cursor).params(item_id=wish.item_id)


def _listing(wish: Wish, cursor: Cursor | None) -> Select[Any]:
    ascending = cursor is not None and cursor.backwards
    own: Select[Any] = select(Post.id).where(Post.item_id == _ITEM_ID)
    if wish.kind is None:
        own = own.where(Post.parent_id.is_(None), Post.kind != "answer")
    else:
        own = own.where(Post.kind == wish.kind)
    if cursor is not None:
        own = own.where(beyond(wish.columns, cursor.key, ascending))
    order = [column.asc() if ascending else column.desc() for column in wish.columns]
    return own.order_by(*order).limit(PAGE + 1)


def replies_to(post: Post, packed: str | None) -> Page[Line]:
    """Replies below a post, oldest first, a page at a time. Raises BadCursor."""
    cursor = Cursor.unpack(packed, (int,))
    rows = _lines(_told(reply_ids(post.item_id, post.id, cursor, PAGE + 1)))
    backwards = cursor is not None and cursor.backwards
    rows.sort(key=lambda each: each.id, reverse=backwards)
    return cut(rows, cursor, lambda each: (each.id,))


def reply_ids(item_id: int, parent_id: int, cursor: Cursor | None, most: int) -> Select[Any]:
    """Which replies stand below a post."""
    ascending = cursor is None or not cursor.backwards
    own: Select[Any] = select(Post.id).where(Post.item_id == item_id, Post.parent_id == parent_id)
    if cursor is not None:
        own = own.where(beyond(BY_ID, cursor.key, ascending))
    return own.order_by(Post.id.asc() if ascending else Post.id.desc()).limit(most)


def line_of(post: Post) -> Line:
    """One post as a page shows it."""
    return _lines(_told(select(Post.id).where(Post.id == post.id)))[0]


def lines_of_subjects(subject_ids: Sequence[int]) -> list[Line]:
    """Posts by their subjects, in that order."""
    found = {each.subject_id: each for each in _lines(_told(select(Post.id).where(Post.subject_id.in_(subject_ids))))}
    return [found[subject_id] for subject_id in subject_ids if subject_id in found]


def _add_replies(item_id: int, lines: Sequence[Line]) -> None:
    """The first replies below each post, in one statement that does not read the others."""
    parents = {each.id: each for each in lines if each.reply_count}
    if not parents:
        return
    named = dict.fromkeys((f"parent_{k}" for k in range(PAGE)), NOBODY) | {
        f"parent_{k}": parent_id for k, parent_id in enumerate(parents)
    }
    for reply in _lines(_first_replies(), {"item_id": item_id, **named}):
        if reply.parent_id in parents:
            parents[reply.parent_id].replies.append(reply)


@cache
def _first_replies() -> Select[Any]:
    """For as many posts as a page shows; put together once."""
    some = [_replies(bindparam(f"parent_{k}"), MOST_REPLIES).subquery() for k in range(PAGE)]
    return _told(union_all(*(select(each.c.id) for each in some)))


def _replies(parent_id: Any, most: int) -> Select[Any]:
    own = select(Post.id).where(Post.item_id == _ITEM_ID, Post.parent_id == parent_id)
    return own.order_by(Post.id).limit(most)


def _told(ids: Any) -> Select[Any]:
    found = select(*_SHOWN, *_PICTURE).join(Subject, Subject.id == Post.subject_id)
    found = found.outerjoin(Unit, Unit.id == Post.unit_id).outerjoin(_PARENT, _PARENT.id == Post.parent_id)
    found = found.outerjoin(_PARENT_SUBJECT, _PARENT_SUBJECT.id == _PARENT.subject_id)
    found = found.outerjoin(DialogueFile, DialogueFile.post_id == Post.id)
    return found.where(Post.id.in_(ids)).order_by(Post.id, DialogueFile.id)


def _lines(statement: Select[Any], asked: dict[str, int] | None = None) -> list[Line]:
    """Rows of posts with pictures, as posts; read as plain rows, because there is no object to make of them."""
    found: dict[int, Line] = {}
    for row in db.session.connection().execute(statement, asked or {}):
        line = found.setdefault(row[0], Line(*row[: len(_SHOWN)]))
        if row[len(_SHOWN)] is not None:
            line.photos.append(Photo(*row[len(_SHOWN) :]))
    return list(found.values())


def _key(wish: Wish, line: Line) -> tuple[int, ...]:
    return (line.support_count, line.id) if wish.by_support else (line.id,)
