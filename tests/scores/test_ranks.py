"""Places that the evidence can tell apart, and no others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from forum.scores.rules.ranks import below, intervals, shared_rows, surpasses


def figure(total: str, sd: str) -> tuple[Decimal, Decimal]:
    return Decimal(total), Decimal(sd)


def test_units_far_apart_have_a_place_of_their_own() -> None:
    places = intervals({"a": figure("90", "1"), "b": figure("70", "1"), "c": figure("50", "1")})
    assert places == {"a": (1, 1), "b": (2, 2), "c": (3, 3)}


def test_units_too_close_to_tell_share_every_place() -> None:
    places = intervals({"a": figure("71", "4"), "b": figure("70", "4"), "c": figure("69", "4")})
    assert set(places.values()) == {(1, 3)}


def test_a_chain_of_neighbours_overlaps() -> None:
    places = intervals({"a": figure("80", "3"), "b": figure("75", "3"), "c": figure("70", "3")})
    assert places == {"a": (1, 2), "b": (1, 3), "c": (2, 3)}


@pytest.mark.parametrize(("gap", "is_told"), [("2.32", False), ("2.33", True)])
def test_the_line_is_at_ninety_five_percent(gap: str, is_told: bool) -> None:
    places = intervals({"a": figure(gap, "1"), "b": figure("0", "1")})
    assert (places["a"] == (1, 1)) == is_told


def test_a_unit_alone_is_first_and_last() -> None:
    assert intervals({"a": figure("50", "3")}) == {"a": (1, 1)}
    assert intervals({}) == {}


def test_without_any_spread_the_higher_one_is_ahead_and_equals_share() -> None:
    assert intervals({"a": figure("50", "0"), "b": figure("49", "0")}) == {"a": (1, 1), "b": (2, 2)}
    assert surpasses(figure("50", "0"), figure("50", "0")) == 0.5
    assert intervals({"a": figure("50", "0"), "b": figure("50", "0")}) == {"a": (1, 2), "b": (1, 2)}


def test_rows_go_from_the_best_place_down_and_names_within_them_by_letter() -> None:
    rows = shared_rows({"b": (1, 2), "c": (3, 3), "a": (1, 2)})
    assert rows == (((1, 2), ("a", "b")), ((3, 3), ("c",)))


def test_chances_of_both_directions_add_up_to_one() -> None:
    one, other = figure("71.20", "3.10"), figure("69.90", "4.05")
    assert surpasses(one, other) + surpasses(other, one) == pytest.approx(1)
    assert below(1.6448536269514722) == pytest.approx(0.95)
