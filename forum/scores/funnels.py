"""The funnel of staff: each unit's share against its number of cases, and the limits of chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forum.scores.models import UnitScore
from forum.scores.rules import funnel
from forum.scores.rules.version import FUNNEL_LEVELS

SHARES = ("r", "k", "c")
STEPS = 40


@dataclass(frozen=True)
class Dot:
    """One unit in the funnel."""

    unit: Any
    s: int
    n: int
    share: float
    place: str


@dataclass(frozen=True)
class Drawn:
    """Units, the target they share, and the limits (n, low, high) at 95 and 99.8 %."""

    dots: list[Dot]
    target: float
    phi: float
    most: int
    limits: list[list[tuple[int, float, float]]]


def counted(row: UnitScore, part: str) -> tuple[int, int]:
    """(s, n) in whole cases; of K the answered ones."""
    if part == "k":
        return int(row.detail["k"]["yes"]), int(row.detail["k"]["answered"])
    kept = row.detail["parts"][part]
    return int(float(kept["s"])), int(float(kept["n"]))


def draw(rows: Sequence[UnitScore], part: str) -> Drawn | None:
    """None while fewer than two units have cases, or all of them agree wholly."""
    cases = [(row.unit, *counted(row, part)) for row in rows]
    cases = [case for case in cases if case[2] > 0]
    s, n = sum(case[1] for case in cases), sum(case[2] for case in cases)
    if len(cases) < 2 or not 0 < s < n:
        return None
    target = s / n
    phi = funnel.dispersion([(s, n) for _, s, n in cases], target)
    dots = [Dot(unit, s, n, s / n, funnel.place(s, n, target, phi)) for unit, s, n in cases]
    most = max(dot.n for dot in dots)
    sizes = sorted({max(1, round(most * k / STEPS)) for k in range(1, STEPS + 1)})
    limits = [[(size, *funnel.limits(size, target, level, phi)) for size in sizes] for level in FUNNEL_LEVELS]
    return Drawn(sorted(dots, key=lambda dot: dot.unit.folded), target, phi, most, limits)
