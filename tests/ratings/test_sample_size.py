"""How many respondents a round needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.ratings.rules.sample import needed


@pytest.mark.parametrize(
    ("population", "respondents"),
    [(10, 10), (50, 44), (100, 80), (500, 217), (1000, 278), (5000, 357), (10000, 370), (10**9, 384), (1, 1), (0, 0)],
)
def test_table_of_krejcie_and_morgan(population: int, respondents: int) -> None:
    assert needed(population) == respondents


@given(st.integers(0, 10**12))
def test_never_more_than_the_population_nor_384_and_never_falling(population: int) -> None:
    assert needed(population) <= min(population, 384)
    assert needed(population) <= needed(population + 1)


def test_a_negative_population_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        needed(-1)
