"""IKM of Permenpan RB 14/2017: exact ninths, half up, then the grade."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.ratings.rules import skm
from forum.ratings.rules.elements import ELEMENTS, check, tally

SEKADAU = Path(__file__).with_name("data") / "skm_sekadau_2019.csv"
SEKADAU_TOTALS = [138, 139, 150, 177, 159, 163, 161, 143, 159]
QUARTER = [105, 101, 100, 116, 102, 105, 106, 105, 115]
BOUNDARY = [3180] * 8 + [3172]

answer = st.one_of(st.none(), st.integers(1, 4))
nine = st.lists(answer, min_size=9, max_size=9)


def sekadau() -> list[list[int | None]]:
    with SEKADAU.open(newline="") as file:
        return [[int(row[f"U{k}"]) for k in range(1, 10)] for row in csv.DictReader(file)]


def test_real_respondents_add_up_to_the_published_totals() -> None:
    assert tally(sekadau()) == (SEKADAU_TOTALS, [49] * 9)


@pytest.mark.parametrize(
    ("totals", "n", "figure", "grade"),
    [
        (SEKADAU_TOTALS, 49, "78.74", "B"),
        (QUARTER, 29, "91.48", "A"),
        ([4] * 9, 1, "100.00", "A"),
        (BOUNDARY, 900, "88.31", "A"),
        ([1] * 9, 1, "25.00", "D"),
    ],
)
def test_published_vectors(totals: list[int], n: int, figure: str, grade: str) -> None:
    value = skm.ikm(totals, [n] * 9)
    assert value is not None
    assert str(skm.published(value)) == figure
    assert skm.grade(skm.published(value)) == grade


@pytest.mark.parametrize(
    ("totals", "n", "figure", "grade"),
    [(SEKADAU_TOTALS, 49, "78.66", "B"), (BOUNDARY, 900, "88.22", "B"), ([4] * 9, 1, "99.90", "A")],
)
def test_printed_weight_gives_the_figure_of_older_reports(totals: list[int], n: int, figure: str, grade: str) -> None:
    value = skm.ikm_0111(totals, [n] * 9)
    assert value is not None
    assert str(skm.published(value)) == figure
    assert skm.grade(skm.published(value)) == grade


def test_an_element_nobody_answered_makes_the_index_incalculable() -> None:
    assert skm.ikm([*SEKADAU_TOTALS[:8], 0], [49] * 8 + [0]) is None
    assert skm.ikm_0111([0] * 9, [0] * 9) is None


def test_each_element_has_its_own_number_of_answers() -> None:
    assert skm.ikm([4] * 8 + [300], [1] * 8 + [100]) == Fraction(4 * 8 + 3, 9) * 25


@pytest.mark.parametrize(
    ("figure", "grade"),
    [("100.00", "A"), ("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C"), ("65.00", "C"), ("64.99", "D")],
)
def test_grades_begin_at_their_floor(figure: str, grade: str) -> None:
    assert skm.grade(Decimal(figure)) == grade


@pytest.mark.parametrize(
    ("value", "figure"),
    [("88.305", "88.31"), ("88.3049", "88.30"), ("0.125", "0.13"), ("2.675", "2.68"), ("25", "25.00")],
)
def test_half_a_hundredth_goes_up(value: str, figure: str) -> None:
    assert str(skm.published(Fraction(value))) == figure


def test_grade_is_taken_after_rounding() -> None:
    assert skm.grade(skm.published(Fraction("76.605"))) == "B"


def test_element_is_graded_on_the_scale_of_the_index() -> None:
    assert skm.element_grade(Fraction(138, 49)) == "C"
    assert skm.element_grade(Fraction(177, 49)) == "A"


def test_weakest_elements_come_first_and_ties_stay_together() -> None:
    assert skm.weakest(SEKADAU_TOTALS, [49] * 9) == ("persyaratan",)
    assert skm.weakest(SEKADAU_TOTALS, [49] * 9, 3) == ("persyaratan", "prosedur", "sarana")
    assert skm.weakest([3, 2, 2, 4, 4, 4, 4, 4, 4], [1] * 9) == ("prosedur", "waktu")
    assert skm.weakest([0] * 9, [0] * 9) == ()
    assert skm.weakest(SEKADAU_TOTALS, [49] * 9, 0) == ()


def test_an_element_nobody_answered_is_not_the_weakest() -> None:
    assert skm.weakest([0, 3, 4, 4, 4, 4, 4, 4, 4], [0] + [1] * 8) == ("prosedur",)


@pytest.mark.parametrize(
    ("answers", "x"),
    [
        ([4] * 9, Fraction(1)),
        ([1] * 9, Fraction(0)),
        ([3, 3, 3, 4, 4, None, None, None, None], Fraction(4, 5)),
        ([4, 4, 4, 4, None, None, None, None, None], None),
        ([None] * 9, None),
    ],
)
def test_one_visit_counts_from_five_answers_on(answers: list[int | None], x: Fraction | None) -> None:
    assert skm.x_of(answers) == x


@pytest.mark.parametrize("answers", [[4] * 8, [4] * 10, [0] + [4] * 8, [5] + [4] * 8, [-1] + [4] * 8])
def test_answers_off_the_scale_are_refused(answers: list[int | None]) -> None:
    with pytest.raises(ValueError, match=r"expected|scale"):
        check(answers)


@pytest.mark.parametrize(("total", "count"), [(5, 1), (1, 2), (1, 0), (-1, 0), (0, -1)])
def test_impossible_sums_are_refused(total: int, count: int) -> None:
    with pytest.raises(ValueError, match="add up"):
        skm.nrr(total, count)


def test_eight_sums_are_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        skm.ikm([4] * 8, [1] * 8)


@given(st.lists(nine, min_size=1, max_size=30))
def test_index_lies_between_25_and_100_and_ignores_the_order_of_respondents(people: list[list[int | None]]) -> None:
    value = skm.ikm(*tally(people))
    assert value == skm.ikm(*tally(people[::-1]))
    incomplete = any(all(person[k] is None for person in people) for k in range(len(ELEMENTS)))
    assert (value is None) == incomplete
    assert value is None or 25 <= value <= 100


@given(st.lists(nine, min_size=1, max_size=30), st.integers(0, 8))
def test_a_better_answer_never_lowers_the_index(people: list[list[int | None]], k: int) -> None:
    before = skm.ikm(*tally(people))
    was = people[0][k]
    if was is None or was == 4 or before is None:
        return
    after = skm.ikm(*tally([[*people[0][:k], was + 1, *people[0][k + 1 :]], *people[1:]]))
    assert after is not None
    assert after > before


@given(nine)
def test_a_visit_lies_between_0_and_1(answers: list[int | None]) -> None:
    x = skm.x_of(answers)
    assert (x is None) == (sum(a is not None for a in answers) < 5)
    assert x is None or 0 <= x <= 1
