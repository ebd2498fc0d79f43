"""A signal is a month outside the limits, or eight in a row on one side."""

from __future__ import annotations

import math

import pytest

from forum.scores.rules.trend import Chart, chart


def charted(*pairs: tuple[int, int]) -> Chart:
    made = chart([(f"2026-{number:02d}", s, n) for number, (s, n) in enumerate(pairs, 1)])
    assert made is not None
    return made


def test_fewer_than_eight_months_with_trials_make_no_chart() -> None:
    months = [(f"2026-{number:02d}", 5, 10) for number in range(1, 8)]
    assert chart(months) is None
    assert chart([*months, ("2026-08", 0, 0)]) is None
    assert chart([*months, ("2026-08", 5, 10)]) is not None


def test_limits_are_three_deviations_of_each_months_own_number() -> None:
    made = charted(*[(40, 50), (30, 50)] * 4)
    assert made.centre == 0.7
    reach = 3 * math.sqrt(0.7 * 0.3 / 50)
    assert (made.points[0].low, made.points[0].high) == pytest.approx((0.7 - reach, 0.7 + reach))
    assert made.signals == ()


def test_limits_stay_within_nothing_and_all() -> None:
    made = charted(*[(9, 10), (10, 10)] * 4)
    assert all(0 <= point.low <= point.high <= 1 for point in made.points)
    assert made.signals == ()


def test_a_month_outside_is_a_signal() -> None:
    made = charted(*[(40, 50)] * 4, *[(41, 50)] * 3, (20, 50))
    assert [(point.month, point.signal) for point in made.signals] == [("2026-08", "outside")]


def test_eight_in_a_row_on_one_side_are_a_signal_and_seven_are_not() -> None:
    def runs_of(length: int) -> list[str]:
        made = charted(*[(27, 50)] * length, *[(20, 50), (30, 50)] * 5)
        return [point.month for point in made.signals]

    assert runs_of(7) == []
    assert runs_of(8) == ["2026-08"]


def test_a_month_on_the_centre_breaks_a_run_and_an_empty_one_does_not() -> None:
    high, low, middle = (26, 50), (24, 50), (25, 50)
    broken = charted(*[high] * 4, middle, *[high] * 4, *[low] * 4, middle, *[low] * 4)
    assert broken.signals == ()
    gapped = charted(*[high] * 4, (0, 0), *[high] * 4, *[low] * 4, middle, *[low] * 4)
    assert [point.month for point in gapped.signals] == ["2026-09"]


def test_all_kept_every_month_is_no_signal() -> None:
    assert charted(*[(10, 10)] * 9).signals == ()
