"""Months made up by chance, in which the truth about every unit is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from forum.scores.rules import Evidence, Month, Resolution, Satisfaction, Share, score_month, share_of
from forum.scores.rules.score import combined

MONTHS = 1000
Chance = np.random.Generator
Figures = np.ndarray


@dataclass(frozen=True)
class Unit:
    """What a unit truly does: chances of a timely first answer, a solved case, a kept promise; mean satisfaction."""

    complaints: int = 40
    answers: float = 0.75
    solves: float = 0.66
    pleases: float = 0.68
    keeps: float = 0.60
    respondents: int = 20
    promises: int = 4
    reporters: float = 0.30  # how many say yes or no to a case marked done


def months_of(seed: int, number: int = MONTHS) -> list[Chance]:
    """One source of chance per month."""
    return [np.random.default_rng([seed, month]) for month in range(number)]


def scored(units: list[Evidence], q: Share | None = None) -> Month:
    return score_month(units, q or share_of(units))


def total(units: list[Evidence], name: str = "unit", q: Share | None = None) -> float:
    return combined(scored(units, q).units[name].parts)[0]


def respondents(people: int, level: float, chance: Chance) -> Satisfaction:
    """Nine answers each, whose means lie around 1 + 3 level."""
    sums = np.clip(np.rint(9 + 27 * (level + chance.normal(0, 0.125, people))), 9, 36).astype(int)
    return Satisfaction.of(Counter((int(one), 9) for one in sums))


def honest(unit: Unit, chance: Chance, name: str = "unit") -> Evidence:
    """Solved cases are marked done; the others are overdue, and stay so."""
    solved = int(chance.binomial(unit.complaints, unit.solves))
    told = int(chance.binomial(solved, unit.reporters))
    return Evidence(
        name,
        "kelurahan",
        (int(chance.binomial(unit.complaints, unit.answers)), unit.complaints),
        Resolution(told, told, unit.complaints - solved, solved - told),
        respondents(unit.respondents, unit.pleases, chance),
        (int(chance.binomial(unit.promises, unit.keeps)), unit.promises),
    )


def neighbours(chance: Chance, reporters: float = 0.30, number: int = 7) -> list[Evidence]:
    """Honest units of every size and quality."""
    made = []
    for index in range(number):
        quality = np.clip(np.array([0.75, 0.66, 0.68, 0.6]) + chance.normal(0, 0.08, 4), 0.05, 0.98)
        sizes = chance.integers([12, 5, 0], [80, 50, 8]).tolist()
        unit = Unit(sizes[0], *quality.tolist(), sizes[1], sizes[2], reporters)
        made.append(honest(unit, chance, f"neighbour{index}"))
    return made


def gains(unit: Unit, cheat: Callable[[Evidence, Chance], Evidence], seed: int = 1, elsewhere: float = 0.30) -> Figures:
    """What cheating adds to T, month by month, while all else stays the same."""
    found = []
    for chance in months_of(seed):
        rest, own = neighbours(chance, elsewhere), honest(unit, chance)
        found.append(total([*rest, cheat(own, chance)]) - total([*rest, own]))
    return np.array(found)


def error(values: Figures) -> float:
    """The standard error of a mean."""
    return float(values.std(ddof=1) / np.sqrt(len(values)))
