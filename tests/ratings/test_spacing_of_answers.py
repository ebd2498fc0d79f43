"""Ninety days between two answers of one account about one service."""

from __future__ import annotations

from datetime import date, timedelta

from forum.ratings.rules.spacing import may_answer, next_on

LAST = date(2026, 8, 20)


def test_first_answer_is_free() -> None:
    assert may_answer(None, LAST)


def test_next_answer_waits_ninety_days() -> None:
    assert next_on(LAST) == date(2026, 11, 18)
    assert may_answer(LAST, next_on(LAST))
    assert not may_answer(LAST, next_on(LAST) - timedelta(days=1))
