"""The vectors of design/domain.md, with the days off frozen in a file."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.complaints.rules import ClockFacts, Limits, deadlines, paused_working_days
from forum.complaints.rules.escalation import Ladder, steps_due
from forum.complaints.rules.figures import median
from forum.core.workdays import add_working_days, is_working_day, working_days_between

OFF = frozenset(date.fromisoformat(d) for d in json.loads((Path(__file__).parent / "days_off.json").read_text()))
VECTORS = [
    ("2026-03-17", {3: "2026-03-27", 5: "2026-03-31", 10: "2026-04-08", 14: "2026-04-14", 60: "2026-06-26"}),
    ("2026-05-13", {3: "2026-05-20", 5: "2026-05-22", 10: "2026-06-03", 14: "2026-06-09", 60: "2026-08-13"}),
    ("2026-11-20", {3: "2026-11-25", 5: "2026-11-27", 10: "2026-12-04", 14: "2026-12-10", 60: "2027-02-19"}),
]
DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("start", "expected"), VECTORS)
def test_vectors_of_the_domain(start: str, expected: dict[int, str]) -> None:
    assert {n: str(add_working_days(day(start), n, OFF)) for n in expected} == expected


@given(DAYS, st.integers(0, 80))
def test_counting_back_gives_the_same_number(start: date, days: int) -> None:
    assert working_days_between(start, add_working_days(start, days, OFF), OFF) == days


@given(DAYS, st.integers(0, 400))
def test_counting_agrees_with_looking_at_each_day(start: date, span: int) -> None:
    end = start + timedelta(days=span)
    each = sum(is_working_day(start + timedelta(days=k), OFF) for k in range(1, span + 1))
    assert working_days_between(start, end, OFF) == each
    assert working_days_between(end, start, OFF) == -each


def test_the_day_of_the_event_is_day_zero() -> None:
    facts = ClockFacts("submitted", day("2026-11-20"))
    assert deadlines(facts, Limits(), OFF).running == day("2026-11-25")


def test_waiting_shifts_the_verifying_deadline_by_the_days_it_lasted() -> None:
    asked, ended = day("2026-11-19"), day("2026-11-24")
    paused = paused_working_days(asked, ended, Limits(), OFF, used=False)
    assert paused == 3
    facts = ClockFacts("submitted", day("2026-11-18"), paused_days=paused)
    assert deadlines(facts, Limits(), OFF).verify == day("2026-11-26")


def test_waiting_counts_at_most_ten_days_and_only_once() -> None:
    asked, ended = day("2026-10-01"), day("2026-11-20")
    assert paused_working_days(asked, ended, Limits(), OFF, used=False) == 10
    assert paused_working_days(asked, ended, Limits(), OFF, used=True) == 0


def test_a_transfer_restarts_the_answer_clock_only() -> None:
    facts = ClockFacts("assigned", day("2026-11-02"), assigned_on=day("2026-11-03"), answer_from=day("2026-11-17"))
    ends = deadlines(facts, Limits(), OFF)
    assert (ends.answer, ends.resolve) == (day("2026-11-24"), day("2026-11-23"))
    assert ends.running == day("2026-11-23")


def test_a_reopening_gives_five_days_for_an_answer() -> None:
    facts = ClockFacts(
        "reopened", day("2026-10-01"), assigned_on=day("2026-10-02"), answer_from=day("2026-11-20"),
        reopened_on=day("2026-11-20"),
    )  # fmt: skip
    ends = deadlines(facts, Limits(), OFF)
    assert ends.answer == ends.running == day("2026-11-27")
    assert ends.resolve == day("2026-11-27")


def test_the_reporters_silence_ends_after_ten_days() -> None:
    facts = ClockFacts(
        "resolved", day("2026-11-02"), assigned_on=day("2026-11-03"), answered_on=day("2026-11-05"),
        resolved_on=day("2026-11-20"),
    )  # fmt: skip
    ends = deadlines(facts, Limits(), OFF)
    assert (ends.silence, ends.running) == (day("2026-12-04"), None)


def test_supervisory_cases_have_sixty_days() -> None:
    facts = ClockFacts("in_progress", day("2026-11-20"), assigned_on=day("2026-11-20"), answered_on=day("2026-11-23"))
    assert deadlines(facts, Limits(resolve=60), OFF).running == day("2027-02-19")


@pytest.mark.parametrize(
    ("today", "steps"),
    [
        ("2026-11-24", []),
        ("2026-11-26", ["remind"]),
        ("2026-11-27", ["remind"]),
        ("2026-11-30", ["remind", "head"]),
        ("2026-12-02", ["remind", "head", "moderator"]),
        ("2026-12-04", ["remind", "head", "moderator", "inspector"]),
        ("2026-12-11", ["remind", "head", "moderator", "inspector", "ombudsman"]),
    ],
)
def test_the_ladder_climbs_day_by_day(today: str, steps: list[str]) -> None:
    assert steps_due(day("2026-11-27"), day(today), Ladder(), OFF) == steps


@given(st.dictionaries(st.integers(0, 61), st.integers(1, 9), max_size=8))
def test_the_median_of_the_histogram_is_the_median_of_the_list(histogram: dict[int, int]) -> None:
    from statistics import median as of_list

    each = [days for days, n in histogram.items() for _ in range(n)]
    assert median(histogram) == (of_list(each) if each else None)
