"""Small groups are not printed, and cannot be computed back from the total."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.ratings.rules.makeup import AGES, FIELDS, SMALL, UNTOLD, grouped, printable

groups = st.lists(st.integers(0, 12), min_size=2, max_size=8).map(
    lambda counts: {f"g{k}": c for k, c in enumerate(counts)}
)


@pytest.mark.parametrize(
    ("counts", "printed"),
    [
        ([20, 30], [20, 30]),
        ([5, 0, 30], [5, 0, 30]),
        ([4, 20, 30], [None, None, 30]),  # one alone would be the total less the others
        ([1, 1, 20, 30], [None, None, None, 30]),  # two of two people in all would be one each
        ([2, 3, 20, 30], [None, None, 20, 30]),
        ([0, 3, 20, 30], [None, None, None, 30]),  # an empty group is hidden with the small ones
        ([0, 0, 0], [0, 0, 0]),
        ([3, 0], [None, None]),
        ([1, 9, 9, 9], [None, None, 9, 9]),
    ],
)
def test_what_is_printed(counts: list[int], printed: list[int | None]) -> None:
    assert list(printable({str(k): count for k, count in enumerate(counts)}).values()) == printed


@given(groups)
def test_no_small_group_is_ever_printed(counts: dict[str, int]) -> None:
    printed = printable(counts)
    assert not [group for group, count in printed.items() if count is not None and 0 < count < SMALL]
    assert all(count in (None, counts[group]) for group, count in printed.items())


@given(groups)
def test_the_hidden_are_two_groups_and_five_people_or_everybody(counts: dict[str, int]) -> None:
    hidden = [counts[group] for group, count in printable(counts).items() if count is None]
    if hidden:
        assert len(hidden) >= 2
        assert sum(hidden) >= SMALL or len(hidden) == len(counts)


@given(groups)
def test_nothing_is_hidden_without_need(counts: dict[str, int]) -> None:
    if not any(0 < count < SMALL for count in counts.values()):
        assert printable(counts) == counts


def test_those_who_did_not_say_are_a_group() -> None:
    made = grouped("age", {"18_25": 7, None: 6})
    assert list(made) == [*AGES, UNTOLD]
    assert (made["18_25"], made[UNTOLD], made["26_35"]) == (7, 6, 0)


def test_lists_are_closed() -> None:
    with pytest.raises(ValueError, match="occupation"):
        grouped("occupation", {"presiden": 1})
    assert set(FIELDS) == {"age", "sex", "education", "occupation"}


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        printable({"a": -1, "b": 7})
