"""Asking participants whether they see a promise kept: who is drawn, and from when on answers are told. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

MOST_ASKED = 10
LEAST_SHOWN = 3
"""Answers from which on they are told: with fewer, they would tell who answered what."""
OPEN_FOR = timedelta(days=14)
ANSWERS = ("yes", "partly", "no", "unknown")


def draw_order(leaf_hash: bytes, pool: Iterable[str]) -> list[str]:
    """Marks by SHA-256(hash of the leaf || mark), smallest first: anyone can draw again and get the same."""
    return sorted(pool, key=lambda mark: hashlib.sha256(leaf_hash + mark.encode()).digest())


def drawn(leaf_hash: bytes, pool: Iterable[str], most: int = MOST_ASKED) -> list[str]:
    """The first ten of the draw; everybody when there are fewer."""
    return draw_order(leaf_hash, pool)[:most]


@dataclass(frozen=True)
class Seen:
    """What came back of one asking."""

    asked: int
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """How many answered, whatever they said."""
        return sum(self.counts.values())

    @property
    def is_shown(self) -> bool:
        """True when enough answered for nobody's answer to be told by it."""
        return self.answered >= LEAST_SHOWN

    def of(self, answer: str) -> int:
        """How many answered so."""
        return self.counts.get(answer, 0)
