"""What a commitment can be born in: packages above tell how to find their own things.

This package lies below them and knows of their subjects nothing but the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from forum.ledger.models import Subject
from forum.units.models import Unit


@dataclass(frozen=True)
class Origin:
    """A public thing with an official answer: whose it is, how it is called, where it is read."""

    government_id: int
    unit: Unit
    label: str
    """Its public number or name."""
    title: str
    """What it is about; empty where not everyone may read that."""
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)
    is_answered: bool = True
    """An official answer was given in public: only then a commitment may be made of it."""


Finder = Callable[[Subject], Origin | None]
finders: dict[str, Finder] = {}


def register(kind: str, finder: Finder) -> None:
    """Tell how to find subjects of a kind."""
    finders[kind] = finder


def origin_of(subject: Subject) -> Origin | None:
    """The thing behind a subject; None when nothing can be made of it."""
    finder = finders.get(subject.kind)
    return finder(subject) if finder else None
