"""Who may do what in the forum. Used by views and templates alike."""

from __future__ import annotations

from collections.abc import Iterable

from forum.accounts.viewer import Viewer, Visitor
from forum.units.models import Unit

Person = Viewer | Visitor


def may_run_somewhere(person: Person, government_id: int) -> bool:
    """Moderators of the government, or of a unit of it."""
    return any(held.government_id == government_id and held.role == "moderator" for held in person.held)


def may_run(person: Person, host: Unit) -> bool:
    """Moderators who hold the host unit (whole governments: their root) run its series and sessions."""
    return person.holds_at(host.path, "moderator")


def may_answer(person: Person, unit: Unit) -> bool:
    """Officers and heads of the unit that is asked, or of one above it, answer for it."""
    return person.holds_at(unit.path, "officer", "head")


def may_take_minutes(person: Person, host: Unit, asked: Iterable[Unit] = ()) -> bool:
    """Moderators, and officers and heads of the units that host the session or are asked to it."""
    return may_run(person, host) or any(may_answer(person, unit) for unit in (host, *asked))
