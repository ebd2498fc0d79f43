"""A unit is looked into only where chance does not explain it."""

from __future__ import annotations

import pytest

from forum.scores.rules.funnel import dispersion, limits, place


def test_limits_narrow_with_the_number_of_trials() -> None:
    few, many = limits(10, 0.7, 0.95), limits(1000, 0.7, 0.95)
    assert few[0] < many[0] < 0.7 < many[1] < few[1]
    assert limits(0, 0.7, 0.95) == (0.0, 1.0)


def test_the_outer_limits_hold_the_inner_ones() -> None:
    inner, outer = limits(60, 0.8, 0.95), limits(60, 0.8, 0.998)
    assert outer[0] < inner[0] < inner[1] < outer[1]


@pytest.mark.parametrize(
    ("s", "n", "where"),
    [
        (70, 100, "within"),
        (59, 100, "outside_95"),
        (45, 100, "outside_998"),
        (0, 0, "within"),
        (95, 100, "outside_998"),
    ],
)
def test_where_a_unit_lies(s: int, n: int, where: str) -> None:
    assert place(s, n, 0.7) == where


def test_units_that_differ_by_chance_alone_are_not_over_dispersed() -> None:
    assert dispersion([(7, 10), (14, 20), (22, 30), (27, 40), (36, 50)], 0.7) == 1.0
    assert dispersion([(3, 10)], 0.7) == 1.0


def test_units_that_differ_by_more_widen_the_limits() -> None:
    scattered = [(40, 100), (95, 100), (50, 100), (90, 100), (70, 100), (45, 100), (97, 100), (73, 100)]
    phi = dispersion(scattered, 0.7)
    assert phi > 10
    plain, wide = limits(100, 0.7, 0.95), limits(100, 0.7, 0.95, phi)
    assert wide[0] < plain[0]
    assert wide[1] > plain[1]
    assert place(59, 100, 0.7, phi) == "within"


def test_one_far_unit_does_not_hide_itself_by_widening_the_limits() -> None:
    units = [(70, 100)] * 9 + [(5, 100)]
    assert dispersion(units, 0.7) == 1.0


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_where_nothing_or_everything_succeeds_the_limits_are_the_target(target: float) -> None:
    assert limits(20, target, 0.95) == (target, target)
    assert place(round(20 * target), 20, target) == "within"
