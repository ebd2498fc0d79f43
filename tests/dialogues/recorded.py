"""A session that took place, with something said on every side, planted row by row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from forum.commitments.actions import making
from forum.commitments.actions.making import Promise
from forum.commitments.models import Commitment
from forum.commitments.queries import cases
from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions import finding
from forum.dialogues.models import AgendaItem, Attendance, Minutes, Post, Session, SessionHost, Statement, Vote
from forum.dialogues.queries import agenda, sessions
from forum.ledger.actions import append_leaf, open_subject
from tests.factories import Town

LIGHTS = "Lampu jalan di Timur"


@dataclass
class Met:
    """What `meet` planted."""

    session: Session
    items: list[AgendaItem]
    promise: Commitment
    ref: str
    item_ref: str
    """Of the second item."""


def make_ended(town: Town, number: int = 3, days_ago: int = 2, title: str = "Temu Warga") -> Session:
    """A session of the government's root that is over; works and clinic were asked."""
    starts = clock.now() - timedelta(days=days_ago)
    made = Session(
        subject=open_subject("session"), government=town.government, government_id=town.government.id,
        unit=town.root, unit_id=town.root.id, year=2026, number=number, occurrence_on=starts.date(), title=title,
        mode="hall", place="Baileo Warga, Jalan Contoh 1", starts_at=starts, ends_at=starts + timedelta(hours=2),
        discuss_from=starts.date() - timedelta(days=14), discuss_until=starts.date() + timedelta(days=7), capacity=50,
        state="ended", hall_code=f"HALL{number:04d}", registered=18, made_at=starts,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    db.session.add_all([SessionHost(session_id=made.id, unit_id=u.id) for u in (town.works, town.clinic)])
    db.session.flush()
    return made


def add_item(session: Session, title: str, position: int, **more: object) -> AgendaItem:
    """An accepted agenda item."""
    item = AgendaItem(subject=open_subject("agenda"), session_id=session.id, title=title, reason="resident",
                      state="accepted", position=position, made_at=clock.now(), **more)  # fmt: skip
    db.session.add(item)
    db.session.flush()
    return item


def add_post(item: AgendaItem, kind: str, words: str, town: Town, **more: object) -> Post:
    """Something said in a thread."""
    author = town.people["officer" if kind == "answer" else "resident"]
    post = Post(subject=open_subject("post"), item_id=item.id, kind=kind, author_id=author.id, state="shown",
                html=f"<p>{words}</p>", at=clock.now(), **more)  # fmt: skip
    db.session.add(post)
    db.session.flush()
    return post


def add_statement(session: Session, body: str, agree: int, disagree: int, passed: int = 0) -> Statement:
    """A statement and its votes."""
    subject = open_subject("statement")
    leaf = append_leaf(subject, "reply", 1, {"body": body})
    row = Statement(subject=subject, session_id=session.id, body=body, folded=body.lower(), author="a1", state="open",
                    agree=agree, disagree=disagree, passed=passed, at=clock.now(), salt=leaf.salt,
                    leaf_index=leaf.index)  # fmt: skip
    db.session.add(row)
    db.session.flush()
    values = [1] * agree + [-1] * disagree + [0] * passed
    db.session.add_all(
        [Vote(statement_id=row.id, voter=f"t{n}", value=value, at=clock.now()) for n, value in enumerate(values, 1)]
    )
    db.session.flush()
    return row


def promised(town: Town, item: AgendaItem, what: str, days: int = 30) -> Commitment:
    """A commitment of the works department, born in an item."""
    given = Promise(what, "Dua belas lampu menyala, foto tiap titik.", clock.today("Asia/Makassar") + timedelta(days))
    return making.propose(town.government, town.works, given, by=town.actor("moderator"), born_in=item.subject,
                          agreed_in="Temu Warga, 16 November 2026")  # fmt: skip


def meet(town: Town) -> Met:
    """A session before, and the one that is told of."""
    before = make_ended(town, 2, 30, "Temu Warga bulan lalu")
    promised(town, add_item(before, "Jalan berlubang", 1), "Menambal lubang di Jalan Melati sampai rata.", 60)
    session = make_ended(town)
    lights = add_item(session, LIGHTS, 1, unit_id=town.works.id)
    queue = add_item(session, "Antrean puskesmas", 2, unit_id=town.clinic.id)
    add_post(lights, "question", "Kapan lampu di depan pasar diganti?", town, support_count=7)
    add_post(lights, "question", "Siapa yang memeriksa?", town)
    add_post(lights, "answer", "Kami ganti minggu depan.", town, unit_id=town.works.id)
    add_post(queue, "question", "Kata jelek", town).state = "hidden"
    by = town.actor("moderator")
    finding.capture(lights, "agreement", "Lampu rusak dilaporkan lewat RT.", by=by)
    finding.capture(queue, "difference", "Jam buka pukul 07.00 atau 08.00.", by=by)
    finding.capture(queue, "decision", "Loket lansia dibuka.", by=by)
    add_statement(session, "Lampu jalan lebih penting dari taman", 30, 2, 3)
    add_statement(session, "Puskesmas buka hari Minggu", 10, 11)
    add_statement(session, "Parkir pasar dilarang", 1, 1)
    db.session.add_all([
        Attendance(session_id=session.id, kind="user", way="desk", people=30, at=clock.now()),
        Attendance(session_id=session.id, kind="civil", way="desk", people=4, at=clock.now()),
        Minutes(item_id=lights.id, version=1, body="Pak RT bercerita. Telepon 0812 3456 7890.", at=clock.now()),
    ])  # fmt: skip
    promised(town, lights, "Mengganti dua belas lampu di Jalan Melati.")
    ref = session.subject.ref
    db.session.commit()
    return read_anew(ref)


def read_anew(ref: str) -> Met:
    """What stands in the database."""
    session = sessions.find_by_ref(ref)
    assert session is not None
    items = list(agenda.items_of(session.id, "accepted"))
    return Met(session, items, cases.born_in(items[0].subject_id)[0], ref, items[1].subject.ref)
