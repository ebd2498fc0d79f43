"""Sessions whose threads are open, statements in them, tokens of the hall: rows, without the acts that plan them."""

from __future__ import annotations

from datetime import timedelta

from forum.core import clock
from forum.core.db import db
from forum.dialogues.actions import stating
from forum.dialogues.models import AgendaItem, HallToken, Session, Statement
from forum.dialogues.queries import statements as known
from forum.dialogues.queries.statements import Case
from forum.ledger.actions import open_subject
from forum.ledger.models import Subject
from tests.factories import Town

BODY = "Lampu jalan di Melati harus menyala sebelum akhir tahun."


def make_session(town: Town, code: str = "ABCD2345", number: int = 90, **columns: object) -> Session:
    """A session that runs now; its thread is open from a week ago until a week from now."""
    now, today = clock.now(), clock.today("Asia/Makassar")
    given = {
        "subject_id": open_subject("session").id, "government_id": town.government.id, "unit_id": town.root.id,
        "year": today.year, "number": number, "occurrence_on": today, "title": "Temu Warga", "mode": "hall",
        "place": "Baileo", "starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=2),
        "discuss_from": today - timedelta(days=7), "discuss_until": today + timedelta(days=7), "capacity": 100,
        "state": "running", "hall_code": code, "made_at": now,
    }  # fmt: skip
    made = Session(**{**given, **columns})
    db.session.add(made)
    db.session.commit()
    return made


def make_item(session: Session, title: str = "Lampu jalan padam", position: int = 1) -> AgendaItem:
    """An accepted agenda item."""
    item = AgendaItem(
        subject_id=open_subject("agenda").id, session_id=session.id, title=title, reason="staff", state="accepted",
        position=position, made_at=clock.now(),
    )  # fmt: skip
    db.session.add(item)
    db.session.commit()
    return item


def case_of(statement: Statement) -> Case:
    """The statement as pages load it."""
    found = known.find_case(statement.subject.ref)
    assert found is not None
    return found


def proposed(session: Session, body: str = BODY, author: str = "a1") -> Case:
    """A statement that waits."""
    made = stating.propose(session, body, author)
    db.session.commit()
    return case_of(known.lock(made.id))


def accepted(town: Town, session: Session, body: str = BODY, author: str = "a1") -> Case:
    """A statement that takes votes."""
    case = proposed(session, body, author)
    stating.accept(case, by=town.actor("moderator"))
    db.session.commit()
    return case


def make_token(session: Session, serial: int = 1) -> HallToken:
    """A hall token that nobody used; its hash matches no code."""
    token = HallToken(session_id=session.id, serial=serial, token_hash=f"{session.id}-{serial}")
    db.session.add(token)
    db.session.commit()
    return token


def ref_of(thing: AgendaItem | Session | Statement) -> str:
    """The public reference, read anew."""
    return db.session.get_one(Subject, thing.subject_id).ref
