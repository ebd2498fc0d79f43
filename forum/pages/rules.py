"""Classes of a map. Pure."""

from __future__ import annotations

from collections.abc import Iterable

CLASSES = 5


def bounds(counts: Iterable[int]) -> list[int]:
    """Upper bounds of at most five classes that hold about equally many areas; areas without any stay outside."""
    ordered = sorted(count for count in counts if count > 0)
    found = (
        {ordered[(len(ordered) * k + CLASSES - 1) // CLASSES - 1] for k in range(1, CLASSES + 1)} if ordered else set()
    )
    return sorted(found)


def level(count: int, upper: list[int]) -> int:
    """The class of a count: 0 for none, else 1 to 5, spread so that the highest class is always the darkest."""
    if count <= 0 or not upper:
        return 0
    place = next((k for k, bound in enumerate(upper, 1) if count <= bound), len(upper))
    return CLASSES - len(upper) + place
