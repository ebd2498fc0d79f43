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
        (100, 100, "outside_998"),
        (0, 3, "within"),
        (0, 4, "outside_95"),
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


@pytest.mark.parametrize(("n", "target"), [(5, 0.8358), (7, 0.8358), (22, 0.9), (1, 0.01)])
def test_a_unit_where_all_succeeded_is_outside_only_if_that_is_rare(n: int, target: float) -> None:
    is_common = target**n >= 0.025
    assert place(n, n, target) == ("within" if is_common else "outside_95")
    assert (limits(n, target, 0.95)[1] == 1) == is_common


@pytest.mark.parametrize("n", [1, 5, 12, 40, 150])
@pytest.mark.parametrize("target", [0.05, 0.5, 0.8358, 0.97])
def test_the_drawn_lines_and_the_words_agree(n: int, target: float) -> None:
    for level, called in ((0.95, {"outside_95", "outside_998"}), (0.998, {"outside_998"})):
        low, high = limits(n, target, level)
        for s in range(n + 1):
            assert (not low - 1e-9 <= s / n <= high + 1e-9) == (place(s, n, target) in called), (s, level)


def test_over_dispersion_only_takes_flags_away() -> None:
    for s in range(61):
        plain, wide = place(s, 60, 0.7), place(s, 60, 0.7, 2.5)
        assert ("within", "outside_95", "outside_998").index(wide) <= (
            "within", "outside_95", "outside_998").index(plain)  # fmt: skip
