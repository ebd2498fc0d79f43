"""Short ways to items and posts; what they make is committed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, insert, select

from forum.commitments.actions import keeping
from forum.commitments.models import Commitment
from forum.commitments.queries import cases as promises
from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions import agenda, hiding, posting
from forum.dialogues.actions.agenda import Proposal
from forum.dialogues.actions.posting import Saying
from forum.dialogues.models import AgendaItem, Post, Session
from forum.dialogues.queries import agenda as agendas
from forum.dialogues.queries import posts as found_posts
from forum.ledger.actions import new_reference
from forum.ledger.models import Subject
from forum.ledger.rules import Actor
from forum.units.models import Unit
from tests.factories import Town

TITLE = "Lampu jalan di Melati"
WORDS = "Sudah tiga malam gelap, kapan diperbaiki?"


def resident(town: Town, who: str = "resident") -> Actor:
    return Actor("resident", town.people[who].id)


def officer(town: Town, who: str = "officer") -> Actor:
    unit = town.clinic if who == "nurse" else town.works
    return Actor("officer", town.people[who].id, unit.id)


def proposed(town: Town, session: Session, title: str = TITLE, unit: Unit | None = None) -> AgendaItem:
    made = agenda.propose(session, Proposal(title, "Mohon **dibahas**.", unit), by=resident(town))
    db.session.commit()
    return agendas.lock_item(made.id)


def accepted(town: Town, session: Session, title: str = TITLE, unit: Unit | None = None) -> AgendaItem:
    """An item whose unit is Dinas Pekerjaan Umum unless told otherwise."""
    item = proposed(town, session, title)
    agenda.accept(item, unit or town.works, by=town.actor("moderator"))
    db.session.commit()
    return agendas.lock_item(item.id)


def said(
    town: Town, item: AgendaItem, body: str = WORDS, who: str = "resident", kind: str = "post",
    parent: Post | None = None,
) -> Post:  # fmt: skip
    by = officer(town, who) if kind == "answer" else resident(town, who)
    post = posting.write(item, Saying(body, kind, parent), by=by)
    db.session.commit()
    return found_posts.lock_post(post.id)


def hidden(town: Town, item: AgendaItem, post: Post, ground: str = "defamation") -> Post:
    hiding.hide(found_posts.lock_post(post.id), item, ground, "lihat kalimat kedua", by=town.actor("moderator"))
    db.session.commit()
    return found_posts.lock_post(post.id)


def broken(town: Town, promise: Commitment) -> Commitment:
    """A commitment that its moderator declared broken, after its day."""
    held = promises.lock(promise.id)
    keeping.settle_broken(held, "Tidak ada bukti sampai tenggat.", by=town.actor("moderator"))
    db.session.commit()
    return held


def url(item: AgendaItem, *more: str) -> str:
    session = item.session
    return "/".join([f"/forum/{session.government.slug}/{session.year}/{session.number}/{item.subject.ref}", *more])


def crowd(item: AgendaItem, number: int, author_id: int) -> None:
    """Many plain posts at once; every second has one reply."""
    first = (db.session.scalar(select(func.max(Subject.id))) or 0) + 1
    at = (db.session.scalar(select(func.max(Post.id))) or 0) + 1

    def row(k: int, parent_id: int | None) -> dict[str, object]:
        return {
            "id": at + k, "subject_id": first + k, "item_id": item.id, "parent_id": parent_id,
            "kind": "question" if k % 7 == 0 and parent_id is None else "post", "author_id": author_id,
            "state": "shown", "version": 1, "html": f"<p>Tulisan {k}</p>", "support_count": k // 2 % 50,
            "reply_count": 1 if parent_id is None and k % 2 == 0 else 0, "at": clock.now() - timedelta(hours=1),
        }  # fmt: skip

    rows = [row(k, None) for k in range(number)]
    rows += [row(number + k, at + 2 * k) for k in range(number // 2)]
    subjects = [
        {"id": each["subject_id"], "ref": new_reference(), "kind": "post", "since": clock.now()} for each in rows
    ]
    db.session.execute(insert(Subject), subjects)
    db.session.execute(insert(Post), rows)
    item.post_count += number
    db.session.commit()
