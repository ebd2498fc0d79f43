"""Sessions and their agenda items, for acts and pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.dialogues.models import AgendaItem, ItemVersion, Session, SessionHost
from forum.dialogues.queries.public_talk import Item, PublicUnit
from forum.ledger.models import Subject
from forum.ledger.queries import hold_log
from forum.units.models import Unit

MOST_LISTED = 200
OF_SESSION = (joinedload(Session.government), joinedload(Session.subject), joinedload(Session.unit))
_SESSION = joinedload(AgendaItem.session)
OF_ITEM = (
    joinedload(AgendaItem.subject), joinedload(AgendaItem.unit), _SESSION.joinedload(Session.government),
    _SESSION.joinedload(Session.unit), _SESSION.joinedload(Session.subject),
)  # fmt: skip


def find_session(ref: str) -> Session | None:
    """A session by the reference of its subject."""
    found = select(Session).join(Subject, Subject.id == Session.subject_id).where(Subject.ref == ref)
    return db.session.scalar(found.options(*OF_SESSION)) if ref.isprintable() else None


def find_session_at(government_id: int, year: int, number: int) -> Session | None:
    """A session by its public number."""
    mine = (Session.government_id == government_id, Session.year == year, Session.number == number)
    return db.session.scalar(select(Session).where(*mine).options(*OF_SESSION))


def lock_session(session_id: int) -> Session:
    """The session for an act on its agenda: nobody else changes it until this transaction ends."""
    hold_log()
    wanted = select(Session).where(Session.id == session_id).with_for_update(of=Session)
    return db.session.scalars(wanted.options(*OF_SESSION).execution_options(populate_existing=True)).one()


def find_item(ref: str) -> AgendaItem | None:
    """An item by its reference alone."""
    found = select(AgendaItem).join(Subject, Subject.id == AgendaItem.subject_id).where(Subject.ref == ref)
    return db.session.scalar(found.options(*OF_ITEM)) if ref.isprintable() else None


def lock_item(item_id: int) -> AgendaItem:
    """The item for an act."""
    hold_log()
    wanted = select(AgendaItem).where(AgendaItem.id == item_id).with_for_update(of=AgendaItem)
    return db.session.scalars(wanted.options(*OF_ITEM).execution_options(populate_existing=True)).one()


def versions_of(item_id: int) -> Sequence[ItemVersion]:
    """Every wording of an item, newest first."""
    own = select(ItemVersion).where(ItemVersion.item_id == item_id).order_by(ItemVersion.version.desc())
    return db.session.scalars(own.limit(MOST_LISTED)).all()


def newest_version(item_id: int) -> ItemVersion | None:
    """The last wording of an item; None of one from before versions were kept."""
    own = select(ItemVersion).where(ItemVersion.item_id == item_id).order_by(ItemVersion.version.desc())
    return db.session.scalar(own.limit(1))


def items_of(session_id: int, state: str) -> Sequence[AgendaItem]:
    """Items in a state: accepted ones in the order of the meeting, others by support."""
    return db.session.scalars(listing(session_id, state)).all()


def listing(session_id: int, state: str) -> Select[Any]:
    """The statement of the above."""
    own = select(AgendaItem).where(AgendaItem.session_id == session_id, AgendaItem.state == state)
    by_support = (AgendaItem.support_count.desc(), AgendaItem.id)
    order = (AgendaItem.position, AgendaItem.id) if state == "accepted" else by_support
    whole = (joinedload(AgendaItem.subject), joinedload(AgendaItem.unit))
    return own.order_by(*order).limit(MOST_LISTED).options(*whole)


def count_of(session_id: int, state: str) -> int:
    """How many items of a session stand so."""
    own = select(func.count()).select_from(AgendaItem)
    return db.session.scalar(own.where(AgendaItem.session_id == session_id, AgendaItem.state == state)) or 0


def last_position(session_id: int) -> int:
    """The place of the last accepted item."""
    own = (AgendaItem.session_id == session_id, AgendaItem.state == "accepted")
    return db.session.scalar(select(func.max(AgendaItem.position)).where(*own)) or 0


def on_agenda(session_id: int) -> Sequence[AgendaItem]:
    """Everything that was ever proposed for a session, declined items too."""
    return db.session.scalars(select(AgendaItem).where(AgendaItem.session_id == session_id).limit(2_000)).all()


def asked_units(item: AgendaItem | Item) -> Sequence[Unit | PublicUnit]:
    """Who is asked to answer: the item's unit, else every unit that is asked to the session."""
    if item.unit is not None:
        return [item.unit]
    hosts = select(Unit).join(SessionHost, SessionHost.unit_id == Unit.id)
    return [*db.session.scalars(hosts.where(SessionHost.session_id == item.session_id)), item.session.unit]
