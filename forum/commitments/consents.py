"""Decisions of a forum by which a promise may be taken back: packages above tell which were recorded.

This package lies below the forum and knows of its decisions only what everyone reads of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from forum.commitments.models import Commitment


@dataclass(frozen=True)
class Consent:
    """A recorded decision: what was decided, by which forum and when, and where that is read."""

    key: str
    decided: str
    forum: str
    endpoint: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


Finder = Callable[[Commitment], Sequence[Consent]]
finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Tell how to find decisions that may be about a commitment."""
    if finder not in finders:
        finders.append(finder)


def consents_for(commitment: Commitment) -> list[Consent]:
    """What forums decided since it was promised; what was said about it comes first."""
    return [consent for finder in finders for consent in finder(commitment)]
