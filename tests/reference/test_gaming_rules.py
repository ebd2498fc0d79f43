"""The rules against gaming in design/scoring.md, one attempt at a time, by the very rules that count."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from forum.commitments import rules as promises
from forum.complaints.rules.trials import SUCCESS, VERBS
from forum.ratings import policy
from forum.ratings.rules import bursts
from tests.reference.lives import DUE, GIVEN, OTHER, OWN, START, counts_for_p, ends, proved, survey_answer


def test_a_verified_visit_of_five_marks_is_a_trial() -> None:
    assert counts_for_p(survey_answer("token", answered=5))


@pytest.mark.parametrize("staff_of", ["/1/", "/1/4/", "/1/4/9/"])
def test_nobody_rates_a_unit_of_ones_own_branch(staff_of: str) -> None:
    assert not policy.may_rate([staff_of], "/1/4/")
    assert policy.may_rate([staff_of], "/1/5/") == (staff_of != "/1/")


@pytest.mark.parametrize(("daily", "most"), [(0, 5), (1, 5), (3, 12), (20, 80)])
def test_a_pile_of_answers_without_tokens_is_held_as_a_whole(daily: int, most: int) -> None:
    before = [GIVEN - timedelta(days=1 + k // max(daily, 1), minutes=1) for k in range(28 * daily)]
    pile = [GIVEN - timedelta(minutes=k) for k in range(most)]
    assert bursts.held([*before, *pile], GIVEN) == []
    one_more = [*pile, GIVEN - timedelta(hours=1)]
    assert bursts.held([*before, *one_more], GIVEN) == sorted(one_more)


def first_answers(hollow: int, voided: bool) -> tuple[int, int]:
    """Forty complaints, thirty truly answered in time, the rest left or given an empty answer."""
    empty = "4 answer?" if voided else "4 answer"
    stories = ["4 answer"] * 30 + [empty if number < hollow else "" for number in range(10)]
    outcomes = [ends(story, "R") for story in stories]
    return outcomes.count(SUCCESS["R"]), len(outcomes)


def test_a_voided_empty_answer_is_worth_as_much_as_none() -> None:
    assert first_answers(10, voided=True) == first_answers(0, voided=False) == (30, 40)
    assert first_answers(10, voided=False) == (40, 40)


@pytest.mark.parametrize("story", ["4 answer?, 9 answer", "4 answer?, 6 resolve?, 30 answer"])
def test_a_true_answer_after_a_voided_one_is_as_late_as_it_is(story: str) -> None:
    assert ends(story, "R") == "late"


@pytest.mark.parametrize(("days", "outcome"), [(1, "unsolved"), (14, "unsolved"), (15, "solved")])
def test_a_yes_counts_unless_the_case_is_opened_again_within_fourteen_days(days: int, outcome: str) -> None:
    assert ends(f"10 resolve, 12 confirm, {12 + days} reopen!", "K") == outcome


@pytest.mark.parametrize("ending", ["withdraw", "close", "merge"])
@pytest.mark.parametrize("part", ["R", "K"])
def test_no_ending_after_the_deadline_rids_a_unit_of_a_missed_one(part: str, ending: str) -> None:
    """Merging says that the case is another one's: its first answer is that one's, its resolution stays missed."""
    late = (DUE[part] - START).days + 1
    missed = {"R": "unanswered", "K": "overdue"}[part]
    assert ends(f"{late} {ending}", part) == ("merged" if (part, ending) == ("R", "merge") else missed)
    in_time = {"withdraw": "withdrawn", "close": "closed", "merge": "merged"}[ending]
    assert ends(f"{late - 1} {ending}", part) == in_time


@pytest.mark.parametrize("part", ["R", "K"])
def test_a_proposed_transfer_that_nobody_agreed_to_changes_nothing(part: str) -> None:
    assert VERBS.isdisjoint({"propose_transfer", "refuse_transfer"})
    asked = "2 propose_transfer, 4 refuse_transfer"
    assert ends(asked, part) == ends("", part)
    assert ends(asked, part) in ("unanswered", "overdue")


@pytest.mark.parametrize(("part", "missed"), [("R", "unanswered"), ("K", "overdue")])
def test_an_agreed_transfer_is_the_other_units_trial_and_counted_as_a_bounce(part: str, missed: str) -> None:
    found = proved("3 transfer other", part)
    assert found == {OWN: "transferred", OTHER: missed}


def test_only_what_was_kept_in_time_is_a_success_of_c() -> None:
    evidence = {"in time": DUE["R"], "late": DUE["R"] + timedelta(days=1)}
    said = [promises.outcome(state, DUE["R"], START, on) for state in ("kept", "partly", "broken", "withdrawn")
            for on in evidence.values()]  # fmt: skip
    assert promises.share(Counter(each for each in said if each)) == promises.Share(kept=1, n=6, left_out=2)
    assert promises.outcome("accepted", DUE["R"], START, None) == promises.PENDING
    assert promises.OVERDUE in promises.FAILURES
