"""IKM from sums and counts per element, exact to the last fraction: Permenpan RB 14/2017, annex. Pure.

Elements stand in the order of `ELEMENTS` wherever a sequence of nine is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

from forum.ratings.rules.elements import ELEMENTS, HIGHEST, LOWEST, Answers, check

Grade = Literal["A", "B", "C", "D"]

LEAST_ANSWERED = 5
"""Of nine; fewer say too little about a visit for the accountability score."""

_TO_HUNDRED = 25
_PRINTED_WEIGHT = Fraction(111, 1000)  # the 1/9 as the regulation prints it
_FLOORS: tuple[tuple[Grade, Decimal], ...] = (("A", Decimal("88.31")), ("B", Decimal("76.61")), ("C", Decimal("65.00")))


def nrr(total: int, count: int) -> Fraction | None:
    """Mean of an element's answers, 1-4 (nilai rata-rata); None where nobody answered. Raises ValueError."""
    if count < 0 or not LOWEST * count <= total <= HIGHEST * count:
        raise ValueError(f"{count} answers cannot add up to {total}")
    return Fraction(total, count) if count else None


def ikm(sums: Sequence[int], counts: Sequence[int]) -> Fraction | None:
    """Mean of the nine NRR x 25, 25-100; None ("tidak dapat dihitung") if nobody answered an element."""
    return _weighted(sums, counts, Fraction(1, len(ELEMENTS)))


def ikm_0111(sums: Sequence[int], counts: Sequence[int]) -> Fraction | None:
    """The same with the printed weight 0.111, to compare with reports that used it; it can be a grade lower."""
    return _weighted(sums, counts, _PRINTED_WEIGHT)


def on_hundred(mean: Fraction) -> Fraction:
    """An NRR (1-4) on the scale of the IKM (25-100)."""
    return mean * _TO_HUNDRED


def published(value: Fraction) -> Decimal:
    """As printed: two decimals, half up. Every comparison with a grade comes after this."""
    return Decimal(floor(value * 100 + Fraction(1, 2))).scaleb(-2)


def grade(figure: Decimal) -> Grade:
    """Mutu pelayanan of a published figure, 25-100: A >= 88.31, B >= 76.61, C >= 65.00, D below."""
    return next((letter for letter, least in _FLOORS if figure >= least), "D")


def element_grade(mean: Fraction) -> Grade:
    """Mutu of one element, from its NRR (1-4)."""
    return grade(published(on_hundred(mean)))


def weakest(sums: Sequence[int], counts: Sequence[int], most: int = 1) -> tuple[str, ...]:
    """The `most` elements with the lowest NRR, lowest first, and whatever ties with the last of them.

    Elements nobody answered are left out.
    """
    means = [(mean, element) for mean, element in zip(_nrrs(sums, counts), ELEMENTS, strict=True) if mean is not None]
    means.sort(key=lambda pair: pair[0])
    return tuple(element for mean, element in means if most and mean <= means[min(most, len(means)) - 1][0])


def x_of(answers: Answers) -> Fraction | None:
    """One visit in the accountability score, 0-1: (mean of what was answered - 1)/3; None below 5 answers."""
    check(answers)
    given = [answer for answer in answers if answer is not None]
    if len(given) < LEAST_ANSWERED:
        return None
    return (Fraction(sum(given), len(given)) - LOWEST) / (HIGHEST - LOWEST)


def _nrrs(sums: Sequence[int], counts: Sequence[int]) -> list[Fraction | None]:
    if len(sums) != len(ELEMENTS) or len(counts) != len(ELEMENTS):
        raise ValueError(f"{len(ELEMENTS)} sums and counts are expected")
    return [nrr(total, count) for total, count in zip(sums, counts, strict=True)]


def _weighted(sums: Sequence[int], counts: Sequence[int], weight: Fraction) -> Fraction | None:
    means = [mean for mean in _nrrs(sums, counts) if mean is not None]
    return on_hundred(sum(means, Fraction()) * weight) if len(means) == len(ELEMENTS) else None
