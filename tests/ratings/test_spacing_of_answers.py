"""Ninety days between two answers of one account about one service."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from forum.ratings.rules.spacing import may_answer, next_at

LAST = datetime(2026, 8, 20, 4, 0, tzinfo=UTC)


def test_first_answer_is_free() -> None:
    assert may_answer(None, LAST)


def test_next_answer_waits_ninety_days() -> None:
    assert next_at(LAST) == datetime(2026, 11, 18, 4, 0, tzinfo=UTC)
    assert may_answer(LAST, next_at(LAST))
    assert not may_answer(LAST, next_at(LAST) - timedelta(seconds=1))
