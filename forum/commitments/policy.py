"""Who may do what with a commitment. Used by views and templates alike."""

from __future__ import annotations

from forum.accounts.viewer import Viewer, Visitor
from forum.commitments import rules
from forum.commitments.models import Commitment
from forum.units.models import Unit

Person = Viewer | Visitor


def may_propose(person: Person, unit: Unit) -> bool:
    """Officers and heads of the unit, or of one above it."""
    return person.holds_at(unit.path, "officer", "head")


def may_make(person: Person, government_id: int) -> bool:
    """Moderators write down what a forum agreed."""
    return person.holds_in(government_id, "moderator")


def may_work(person: Person, commitment: Commitment) -> bool:
    """Officers and heads of the unit report on it and hand in evidence."""
    return person.holds_at(commitment.unit.path, "officer", "head")


def may_answer_for(person: Person, commitment: Commitment) -> bool:
    """The head of the unit, or of one above it, agrees to it or does not."""
    return person.holds_at(commitment.unit.path, "head")


def may_weigh(person: Person, commitment: Commitment) -> bool:
    """Moderators of the government; nobody weighs what their own unit promised."""
    return person.holds_in(commitment.government_id, "moderator") and not may_work(person, commitment)


def may_read(person: Person, commitment: Commitment) -> bool:
    """Everyone, once a moderator accepted the wording; before, those who work on it."""
    return commitment.is_published or may_read_desk(person, commitment)


def may_read_desk(person: Person, commitment: Commitment) -> bool:
    """Those who act on it, and inspectors."""
    if person.holds_in(commitment.government_id, "moderator", "inspector"):
        return True
    return may_work(person, commitment)


def roles_of(person: Person, commitment: Commitment) -> frozenset[str]:
    """The parts this person may take in its life."""
    parts = {
        rules.OFFICER: may_work(person, commitment),
        rules.HEAD: may_answer_for(person, commitment),
        rules.MODERATOR: may_weigh(person, commitment),
    }
    return frozenset(role for role, may in parts.items() if may)


def role_for(person: Person, act: str, commitment: Commitment) -> str | None:
    """The part in which this person may take an act now; None when they may not."""
    mine = sorted(roles_of(person, commitment))
    return next((role for role in mine if rules.may_follow(act, role, commitment.state)), None)
