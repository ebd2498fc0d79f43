"""The two-person check of typed sheets: which are typed again, and how many differences are too many. Pure."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from forum.ratings.rules.elements import ELEMENTS

LEAST_SAMPLE = 5
SAMPLE_SHARE = Fraction(1, 10)
TOLERATED = Fraction(2, 100)
"""Of the marks compared; more, and the batch goes back to who typed it."""

Marks = Mapping[str, int | None]


class Difference(NamedTuple):
    """A mark that two people read differently."""

    position: int
    element: str
    typed: int | None
    checked: int | None


def sample_size(sheets: int) -> int:
    """How many of so many sheets are typed again: a tenth, at least five, at most all."""
    return min(sheets, max(LEAST_SAMPLE, ceil(sheets * SAMPLE_SHARE)))


def draw(positions: Sequence[int], seed: str) -> list[int]:
    """The positions to type again; the same seed draws the same ones."""
    return sorted(random.Random(seed).sample(sorted(positions), sample_size(len(positions))))


def compare(pairs: Mapping[int, tuple[Marks, Marks]]) -> list[Difference]:
    """What differs between the marks as typed and as typed again, by position of the sheet."""
    return [
        Difference(position, key, typed.get(key), checked.get(key))
        for position, (typed, checked) in sorted(pairs.items())
        for key in ELEMENTS
        if typed.get(key) != checked.get(key)
    ]


def is_good(differing: int, sheets: int) -> bool:
    """True if at most TOLERATED of the marks of so many sheets differ."""
    return differing <= TOLERATED * sheets * len(ELEMENTS)
