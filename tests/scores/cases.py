"""The eight units of the vector in design/scoring.md, and months made at random."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from hypothesis import strategies as st

from forum.scores.rules import (
    Evidence,
    Month,
    Resolution,
    Satisfaction,
    Share,
    inputs_document,
    inputs_part,
    score_month,
    share_of,
)

TOWN = ("mks", "Makassar")
WHOLE = Share(1, 1)


def answers(**means: int) -> Satisfaction:
    """From means of ten items: `answers(m34=20)` are twenty respondents of mean 3.4."""
    return Satisfaction.of({(int(key[1:]), 10): count for key, count in means.items()})


def unit(name: str, r: tuple[int, int], k: tuple[int, int], p: Satisfaction, c: tuple[int, int]) -> Evidence:
    return Evidence(name, "kelurahan", r, Resolution(*k), p, c)


VECTOR = (
    unit("Kassi-Kassi", (46, 50), (33, 40), answers(m34=20, m30=10, m22=5), (4, 5)),
    unit("Batua", (27, 30), (18, 24), answers(m36=12, m28=6), (3, 3)),
    unit("Sudiang", (3, 3), (2, 2), answers(m40=2), (0, 0)),
    unit("Tamalate", (31, 52), (20, 41), answers(m32=15, m24=15), (1, 4)),
    unit("Jongaya", (12, 20), (9, 15), answers(m31=10, m20=4), (2, 4)),
    unit("Antang", (61, 80), (41, 60), answers(m33=30, m27=20), (5, 7)),
    unit("Layang", (0, 0), (0, 0), answers(), (0, 0)),
    unit("Pampang", (9, 14), (5, 11), answers(m30=8), (0, 2)),
)


def document(evidence: tuple[Evidence, ...] | list[Evidence], month: str = "2026-09") -> dict[str, Any]:
    """The open file of a month, read back."""
    q = share_of(evidence)
    inputs = inputs_part(month, TOWN, {one.unit: f"Kelurahan {one.unit}" for one in evidence}, evidence, q)
    read: dict[str, Any] = json.loads(inputs_document(inputs, score_month(evidence, q)))
    return read


def scored(evidence: tuple[Evidence, ...] | list[Evidence]) -> Month:
    return score_month(evidence, share_of(evidence))


@st.composite
def parts_of_whole(draw: st.DrawFn, most: int = 60) -> tuple[int, int]:
    n = draw(st.integers(0, most))
    return draw(st.integers(0, n)), n


@st.composite
def respondents(draw: st.DrawFn) -> Satisfaction:
    rows = draw(st.lists(st.tuples(st.integers(5, 9), st.floats(0, 1), st.integers(1, 12)), max_size=5))
    counts: Counter[tuple[int, int]] = Counter()
    for items, level, people in rows:
        counts[(items + round(level * 3 * items), items)] += people
    return Satisfaction.of(counts)


@st.composite
def months(draw: st.DrawFn, most: int = 9) -> list[Evidence]:
    """Up to nine units of two kinds, from nothing at all to plenty."""
    made = []
    for number in range(draw(st.integers(1, most))):
        yes, answered = draw(parts_of_whole())
        k = Resolution(yes, answered, draw(st.integers(0, 30)), draw(st.integers(0, 60)))
        kind = draw(st.sampled_from(["kelurahan", "puskesmas"]))
        made.append(
            Evidence(f"u{number}", kind, draw(parts_of_whole()), k, draw(respondents()), draw(parts_of_whole(8)))
        )
    return made
