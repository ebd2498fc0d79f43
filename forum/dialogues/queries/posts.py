"""Posts by name, for acts and desks: their versions, supports, flags and pictures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, literal, select, union_all
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.dialogues.models import AgendaItem, Backing, DialogueFile, Flag, Post, PostVersion, Vote
from forum.dialogues.queries.agenda import OF_ITEM
from forum.dialogues.rules.voices import voter_of_account
from forum.ledger.models import Act, Subject
from forum.ledger.queries import hold_log
from forum.notifications.models import Follow
from forum.units.models import Unit

MOST_VERSIONS = 100


def find_post(ref: str) -> tuple[Post, AgendaItem] | None:
    """A post by its reference, with the item it was said to."""
    if not ref.isprintable():
        return None
    found = select(Post, AgendaItem).join(AgendaItem, AgendaItem.id == Post.item_id)
    found = found.join(Subject, Subject.id == Post.subject_id).where(Subject.ref == ref)
    row = db.session.execute(found.options(joinedload(Post.subject), joinedload(Post.unit), *OF_ITEM)).one_or_none()
    return None if row is None else (row[0], row[1])


def lock_post(post_id: int) -> Post:
    """The post for an act."""
    hold_log()
    wanted = select(Post).where(Post.id == post_id).with_for_update(of=Post)
    whole = (joinedload(Post.subject), joinedload(Post.unit))
    return db.session.scalars(wanted.options(*whole).execution_options(populate_existing=True)).one()


def versions_of(post_id: int) -> Sequence[PostVersion]:
    """Every version, newest first."""
    own = select(PostVersion).where(PostVersion.post_id == post_id).order_by(PostVersion.version.desc())
    return db.session.scalars(own.limit(MOST_VERSIONS)).all()


def newest_words(post: Post) -> str:
    """The words as their author wrote them last."""
    own = (PostVersion.post_id == post.id, PostVersion.version == post.version)
    return db.session.scalars(select(PostVersion.body).where(*own)).one()


def covered_versions(subject_id: int) -> set[int]:
    """Versions whose author hid them."""
    acts = select(Act.detail).where(Act.subject_id == subject_id, Act.verb == "cover")
    return {detail["version"] for detail in db.session.scalars(acts)}


def find_backing(subject_id: int, voter: str) -> Backing | None:
    """The support of one voice."""
    return db.session.get(Backing, (subject_id, voter))


def backed_among(subject_ids: Collection[int], voter: str) -> set[int]:
    """Which of these a voice supports."""
    if not subject_ids:
        return set()
    own: ColumnElement[bool] = Backing.voter == voter
    return set(db.session.scalars(select(Backing.subject_id).where(own, Backing.subject_id.in_(subject_ids))))


OWN_PART = union_all(
    select(literal("backing"), Backing.subject_id, literal(0)).where(
        Backing.voter == bindparam("voter"), Backing.subject_id.in_(bindparam("subject_ids", expanding=True))
    ),
    select(literal("vote"), Vote.statement_id, Vote.value).where(
        Vote.voter == bindparam("voter"), Vote.statement_id.in_(bindparam("statement_ids", expanding=True))
    ),
    select(literal("follow"), Follow.subject_id, literal(0)).where(
        Follow.subject_id == bindparam("followed"), Follow.account_id == bindparam("account_id"),
        Follow.ended_at.is_(None),
    ),
)  # fmt: skip


class Own(NamedTuple):
    """What a viewer did in a thread: supports by subject, answers by statement, and whether they follow it."""

    backed: set[int]
    answers: dict[int, int]
    follows: bool


def own_part(account_id: int, followed: int, subject_ids: Collection[int], statement_ids: Collection[int]) -> Own:
    """All of it in one statement, put together once."""
    rows = db.session.connection().execute(OWN_PART, {
        "account_id": account_id, "followed": followed, "voter": voter_of_account(account_id),
        "subject_ids": list(subject_ids), "statement_ids": list(statement_ids),
    }).all()  # fmt: skip
    return Own(
        {number for kind, number, _value in rows if kind == "backing"},
        {number: value for kind, number, value in rows if kind == "vote"},
        any(kind == "follow" for kind, _number, _value in rows),
    )


def has_flagged(subject_id: int, account_id: int) -> bool:
    """True when an account flagged a post before."""
    own = select(Flag.id).where(Flag.subject_id == subject_id, Flag.account_id == account_id)
    return db.session.scalar(own) is not None


def flags_on(subject_ids: Collection[int]) -> dict[int, list[str]]:
    """The grounds that readers named, by subject."""
    found: dict[int, list[str]] = {}
    rows = select(Flag.subject_id, Flag.ground).where(Flag.subject_id.in_(list(subject_ids))).order_by(Flag.id)
    for subject_id, ground in db.session.execute(rows.limit(2_000)) if subject_ids else ():
        found.setdefault(subject_id, []).append(ground)
    return found


def items_of_posts(post_ids: Collection[int]) -> dict[int, AgendaItem]:
    """The items that posts were said to, by post."""
    rows = select(Post.id, AgendaItem).join(AgendaItem, AgendaItem.id == Post.item_id).options(*OF_ITEM)
    return {post_id: item for post_id, item in db.session.execute(rows.where(Post.id.in_(list(post_ids))))}


def unit_name(unit_id: int | None) -> str:
    """How a unit is called."""
    return db.session.scalar(select(Unit.name).where(Unit.id == unit_id)) or ""


def find_file(ref: str) -> tuple[DialogueFile, Post | None] | None:
    """A picture by its reference, with the post it came with; pictures of the meeting have none."""
    if not ref.isprintable():
        return None
    found = select(DialogueFile, Post).outerjoin(Post, Post.id == DialogueFile.post_id).where(DialogueFile.ref == ref)
    row = db.session.execute(found).one_or_none()
    return None if row is None else (row[0], row[1])
