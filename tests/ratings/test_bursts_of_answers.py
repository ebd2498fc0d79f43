"""Many answers without a token within a day wait for a moderator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from forum.ratings.rules.bursts import ceiling, held, is_burst

NOW = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)


def spread(count: int, begin: timedelta, end: timedelta) -> list[datetime]:
    step = (end - begin) / count
    return [NOW - begin - step * k for k in range(count)]


@pytest.mark.parametrize(("trailing", "most"), [(0, 5), (35, 5), (36, Fraction(36, 7)), (280, 40)])
def test_ordinary_is_five_or_four_times_the_mean_of_four_weeks(trailing: int, most: Fraction | int) -> None:
    assert ceiling(trailing) == most


@pytest.mark.parametrize(
    ("recent", "trailing", "burst"), [(5, 0, False), (6, 0, True), (40, 280, False), (41, 280, True)]
)
def test_a_burst_is_more_than_ordinary(recent: int, trailing: int, burst: bool) -> None:
    assert is_burst(recent, trailing) is burst


def test_the_whole_burst_is_held_its_first_answers_too() -> None:
    fresh = spread(6, timedelta(0), timedelta(hours=23))
    assert held(fresh, NOW) == sorted(fresh)
    assert held(fresh[:5], NOW) == []


def test_answers_of_the_window_do_not_raise_their_own_ceiling() -> None:
    fresh = spread(60, timedelta(0), timedelta(hours=23))
    assert held(fresh, NOW) == sorted(fresh)


def test_a_busy_unit_may_have_a_busy_day() -> None:
    usual = spread(280, timedelta(hours=24), timedelta(days=29))
    fresh = spread(40, timedelta(0), timedelta(hours=23))
    assert held(usual + fresh, NOW) == []
    assert len(held([*usual, *fresh, NOW], NOW)) == 41


def test_what_is_older_than_four_weeks_and_a_day_does_not_count() -> None:
    old = spread(2800, timedelta(days=29), timedelta(days=60))
    fresh = spread(6, timedelta(0), timedelta(hours=23))
    assert held(old + fresh, NOW) == sorted(fresh)


def test_exactly_a_day_ago_is_no_longer_today() -> None:
    fresh = [*spread(5, timedelta(0), timedelta(hours=23)), NOW - timedelta(hours=24)]
    assert held(fresh, NOW) == []


def test_a_young_unit_is_measured_by_the_days_it_has() -> None:
    assert is_burst(20, 30)
    assert not is_burst(20, 30, days=3)
    with pytest.raises(ValueError, match="days"):
        ceiling(3, days=0)
