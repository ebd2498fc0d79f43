"""Who took part in a session and can be written to: whoever was written down as there, and accounts that took part."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from forum.core.db import db
from forum.dialogues.models import AgendaItem, Attendance, Post, Registration, Statement, Vote
from forum.notifications.actions import Reader


def participants_of(subject_id: int) -> set[Reader]:
    """Everybody of the session behind an item; whoever came for a unit is not among them."""
    item = db.session.scalar(select(AgendaItem).where(AgendaItem.subject_id == subject_id))
    if item is None:
        return set()
    there = _were_there(item.session_id)
    accounts = {number for kind, number in there if kind == "account"}
    accounts |= _wrote(item.session_id) | _voted(item.session_id)
    accounts -= _came_for_a_unit(item.session_id)
    contacts: set[Reader] = {each for each in there if each[0] == "contact"}
    return {("account", each) for each in accounts} | contacts


def _were_there(session_id: int) -> set[Reader]:
    seen = (
        select(func.coalesce(Attendance.account_id, Registration.account_id), Registration.contact_id)
        .outerjoin(Registration, Registration.id == Attendance.registration_id)
        .where(Attendance.session_id == session_id, Attendance.kind != "unit")
        .where(or_(Attendance.account_id.is_not(None), Attendance.registration_id.is_not(None)))
    )
    people: set[Reader] = set()
    for account, contact in db.session.execute(seen):
        people.add(("account", account) if account else ("contact", contact or 0))
    return people


def _came_for_a_unit(session_id: int) -> set[int]:
    own = select(Attendance.account_id).where(Attendance.session_id == session_id, Attendance.kind == "unit")
    return {each for each in db.session.scalars(own) if each is not None}


def _wrote(session_id: int) -> set[int]:
    own = select(Post.author_id).join(AgendaItem, AgendaItem.id == Post.item_id)
    own = own.where(AgendaItem.session_id == session_id, Post.author_id.is_not(None)).distinct()
    return {each for each in db.session.scalars(own) if each is not None}


def _voted(session_id: int) -> set[int]:
    """Accounts that answered a statement: that they did, never what."""
    own = select(Vote.voter).join(Statement, Statement.id == Vote.statement_id)
    own = own.where(Statement.session_id == session_id, Vote.voter.startswith("a")).distinct()
    return {int(voter[1:]) for voter in db.session.scalars(own) if voter[1:].isdigit()}
