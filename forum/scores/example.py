"""The worked example of the method page: eight made-up units, computed by the very code that scores real ones."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from forum.scores.rules.evidence import Evidence, Resolution, Satisfaction, share_of
from forum.scores.rules.rounding import percent, published
from forum.scores.rules.score import Month, UnitScore, score_month
from forum.scores.rules.version import PARTS, WEIGHTS

# (name, R, K, {mean of ten marks times ten: respondents}, C): design/scoring.md, "Vector".
UNITS: tuple[tuple[str, tuple[int, int], tuple[int, int], dict[int, int], tuple[int, int]], ...] = (
    ("Kassi-Kassi", (46, 50), (33, 40), {34: 20, 30: 10, 22: 5}, (4, 5)),
    ("Batua", (27, 30), (18, 24), {36: 12, 28: 6}, (3, 3)),
    ("Sudiang", (3, 3), (2, 2), {40: 2}, (0, 0)),
    ("Tamalate", (31, 52), (20, 41), {32: 15, 24: 15}, (1, 4)),
    ("Jongaya", (12, 20), (9, 15), {31: 10, 20: 4}, (2, 4)),
    ("Antang", (61, 80), (41, 60), {33: 30, 27: 20}, (5, 7)),
    ("Layang", (0, 0), (0, 0), {}, (0, 0)),
    ("Pampang", (9, 14), (5, 11), {30: 8}, (0, 2)),
)


@dataclass(frozen=True)
class Worked:
    """The example: what went in, what the peers say, and each unit's line."""

    given: tuple[Evidence, ...]
    month: Month
    first: UnitScore
    """The unit that the page computes step by step."""

    @property
    def steps(self) -> list[tuple[str, Decimal, Decimal, Decimal]]:
        """(part, weight, mean in percent, what it adds) of the first unit."""
        means = {part: percent(self.first.parts[part].mean) for part in PARTS}
        return [(p, Decimal(str(WEIGHTS[p])), means[p], published(WEIGHTS[p] * float(means[p]))) for p in PARTS]


@cache
def worked() -> Worked:
    """Computed once a process; the inputs never change."""
    given = tuple(
        Evidence(name, "kelurahan", r, Resolution(*k), Satisfaction.of({(m, 10): n for m, n in p.items()}), c)
        for name, r, k, p, c in UNITS
    )
    month = score_month(given, share_of(given))
    return Worked(given, month, month.units["Kassi-Kassi"])
