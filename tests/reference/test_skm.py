"""The survey's figures by another route: statistics and Decimal instead of sums and fractions."""

from __future__ import annotations

import csv
import statistics
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from forum.ratings.rules import sample, skm
from forum.ratings.rules.elements import tally

SEKADAU = Path(__file__).parents[1] / "ratings" / "data" / "skm_sekadau_2019.csv"


def by_respondents(people: list[list[int]], weight: Decimal) -> Decimal:
    """The form's own way: mean per column, weigh, add, times 25; fifty digits, then half up."""
    with localcontext() as context:
        context.prec = 50
        means = [statistics.mean(map(Decimal, column)) for column in zip(*people, strict=True)]
        weighted: Decimal = sum((mean * weight for mean in means), Decimal())
        exact = (weighted * 25).quantize(Decimal("1e-30"), ROUND_HALF_UP)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def ninth() -> Decimal:
    with localcontext() as context:
        context.prec = 60
        return Decimal(1) / 9


def test_real_survey_by_the_form() -> None:
    with SEKADAU.open(newline="") as file:
        people = [[int(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]]
    assert by_respondents(people, ninth()) == Decimal("78.74")
    assert by_respondents(people, Decimal("0.111")) == Decimal("78.66")


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=60))
def test_any_survey_by_the_form(people: list[list[int]]) -> None:
    sums, counts = tally(people)
    value, old = skm.ikm(sums, counts), skm.ikm_0111(sums, counts)
    assert value is not None
    assert old is not None
    assert skm.published(value) == by_respondents(people, ninth())
    assert skm.published(old) == by_respondents(people, Decimal("0.111"))


@given(st.integers(1, 5_000_000))
def test_sample_by_cochran_with_finite_correction(population: int) -> None:
    """Cochran 1977: n0 = z2 p q / e2, corrected for a finite population."""
    with localcontext() as context:
        context.prec = 50
        n0 = Decimal("3.841") * Decimal("0.25") / Decimal("0.0025")
        corrected = n0 * population / (n0 + population - 1)
        assert sample.needed(population) == int(corrected.quantize(Decimal(1), ROUND_HALF_UP))
