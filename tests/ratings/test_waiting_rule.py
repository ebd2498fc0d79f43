"""How many answers go in together: whatever comes, is held and comes back, never few beside others."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forum.ratings.rules import tokens, waiting
from forum.scores.rules import months

steps = st.lists(st.tuples(st.sampled_from(["come", "hold", "come back"]), st.integers(1, 14)), max_size=60)


def test_five_stay_back_whenever_some_go_in() -> None:
    assert [waiting.released(n) for n in (0, 1, 5, 9, 10, 11, 16)] == [0, 0, 0, 0, 5, 6, 11]
    assert [waiting.more_needed(n) for n in (0, 4, 9, 10, 30)] == [10, 6, 1, 1, 1]


@given(story=steps)
def test_groups_are_of_five_at_least_unless_the_month_had_fewer(story: list[tuple[str, int]]) -> None:
    waits = shown = held = 0
    groups: list[int] = []
    for what, many in story:
        if what == "hold":
            taken = min(many, waiting.may_leave(waits, shown))
            waits, held = waits - taken, held + taken
            continue
        coming = many if what == "come" else min(many, held)
        held -= 0 if what == "come" else coming
        for _each in range(coming if what == "come" else 1):
            waits += 1 if what == "come" else coming
            if group := waiting.released(waits):
                groups.append(group)
                waits, shown = waits - group, shown + group
        assert not shown or waits >= waiting.LEAST
    rest = waiting.settled(waits, shown)
    assert rest == waits
    assert all(group >= waiting.LEAST for group in groups)
    assert rest >= waiting.LEAST or not groups


def test_few_that_come_back_to_a_settled_month_stay_waiting() -> None:
    assert [waiting.settled(n, 12) for n in (1, 4, 5, 9)] == [0, 0, 5, 9]
    assert [waiting.settled(n, 0) for n in (1, 4, 5, 9)] == [1, 4, 5, 9]


def test_a_month_is_settled_on_one_day_for_answers_tokens_and_scores() -> None:
    day = date(2026, 1, 1)
    while day < date(2028, 3, 1):
        month = f"{day:%Y-%m}"
        assert waiting.settled_on(month) == months.settled_on(month)
        assert tokens.last_day(day) < waiting.settled_on(month)
        newest = waiting.last_settled(day)
        assert waiting.settled_on(newest) <= day < waiting.settled_on(months.shifted(newest, 1))
        day += timedelta(days=1)
