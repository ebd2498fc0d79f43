"""Who may do what in the forum. Used by views and templates alike."""

from __future__ import annotations

from collections.abc import Iterable

from forum.accounts.viewer import Viewer, Visitor
from forum.dialogues.models import AgendaItem
from forum.dialogues.queries.public_talk import Item, PublicUnit
from forum.units.models import Unit

Person = Viewer | Visitor


def may_run_somewhere(person: Person, government_id: int) -> bool:
    """Moderators of the government, or of a unit of it."""
    return any(held.government_id == government_id and held.role == "moderator" for held in person.held)


def may_run(person: Person, host: Unit | PublicUnit) -> bool:
    """Moderators who hold the host unit (whole governments: their root) run its series and sessions."""
    return person.holds_at(host.path, "moderator")


def may_answer(person: Person, unit: Unit | PublicUnit) -> bool:
    """Officers and heads of the unit that is asked, or of one above it, answer for it."""
    return person.holds_at(unit.path, "officer", "head")


def may_take_minutes(person: Person, host: Unit | PublicUnit, asked: Iterable[Unit | PublicUnit] = ()) -> bool:
    """Moderators, and officers and heads of the units that host the session or are asked to it."""
    return may_run(person, host) or any(may_answer(person, unit) for unit in (host, *asked))


def may_read_item(person: Person, item: AgendaItem | Item) -> bool:
    """Everyone, but what the system noticed about a unit is for moderators until they take it on."""
    is_open = item.state != "proposed" or item.reason != "signal"
    return is_open or may_run(person, item.session.unit)


def may_hide(person: Person, item: AgendaItem | Item) -> bool:
    """Moderators alone: the staff of a unit has no moderating verb."""
    return may_run(person, item.session.unit)


def may_edit(person: Person, author_id: int | None) -> bool:
    """The author alone."""
    return person.id is not None and person.id == author_id
