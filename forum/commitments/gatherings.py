"""Who took part where a promise was made: packages above tell, this one knows of their meetings nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection

from forum.ledger.models import Subject
from forum.notifications.actions import Reader

Finder = Callable[[Subject], Collection[Reader]]
finders: dict[str, Finder] = {}


def register(kind: str, finder: Finder) -> None:
    """Tell who took part around subjects of a kind: accounts, and addresses of those without one."""
    finders[kind] = finder


def is_gathering(subject: Subject) -> bool:
    """True when people met over such a thing."""
    return subject.kind in finders


def participants_of(subject: Subject) -> set[Reader]:
    """Everybody who took part and can be written to."""
    return set(finders[subject.kind](subject)) if is_gathering(subject) else set()
