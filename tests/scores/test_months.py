"""Windows of three months, and the day on which a month is settled."""

from __future__ import annotations

from datetime import date

import pytest

from forum.scores.rules import is_settled, month_of, settled_on, shifted, window


def test_a_window_is_the_month_and_the_two_before() -> None:
    assert window("2026-09") == ("2026-07", "2026-08", "2026-09")
    assert window("2026-01") == ("2025-11", "2025-12", "2026-01")


@pytest.mark.parametrize(("by", "month"), [(0, "2026-12"), (1, "2027-01"), (-12, "2025-12"), (14, "2028-02")])
def test_months_are_counted_across_years(by: int, month: str) -> None:
    assert shifted("2026-12", by) == month


def test_a_month_is_settled_one_full_month_after_its_end() -> None:
    assert settled_on("2026-09") == date(2026, 11, 1)
    assert not is_settled("2026-09", date(2026, 10, 31))
    assert is_settled("2026-09", date(2026, 11, 1))
    assert settled_on("2026-12") == date(2027, 2, 1)


def test_a_day_lies_in_its_month() -> None:
    assert month_of(date(2026, 9, 30)) == "2026-09"
