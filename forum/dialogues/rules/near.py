"""Which statements of a list say nearly the same, each weighed once. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from forum.dialogues.rules.statements import ALIKE, NEGATIONS, fold
from forum.search.rules import stems

Key = TypeVar("Key")
MOST_NEAR = 3


def near(asked: Iterable[Key], bodies: dict[Key, str]) -> dict[Key, list[Key]]:
    """For each statement asked about, others among `bodies` that share most stems, both or neither denying."""
    marks = {
        key: (frozenset(stems(body)), not NEGATIONS.isdisjoint(fold(body).split())) for key, body in bodies.items()
    }
    return {key: [other for other in marks if other != key and _alike(marks[key], marks[other])][:MOST_NEAR]
            for key in asked}  # fmt: skip


def _alike(one: tuple[frozenset[str], bool], other: tuple[frozenset[str], bool]) -> bool:
    (first, first_denies), (second, second_denies) = one, other
    is_same = bool(first and second) and len(first & second) >= ALIKE * len(first | second)
    return is_same and first_denies == second_denies
