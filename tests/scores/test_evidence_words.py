"""The words and the counted outcomes of the score are those of the rules they come from."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from forum.commitments import rules as promises
from forum.complaints.rules import trials
from forum.scores import words
from forum.scores.queries import cards
from forum.scores.queries.evidence import C_TRIALS, K_SAID, R_TRIALS, Counts, Member
from forum.scores.rules import LIMITS
from tests.factories import Town

UNIT = Member(1, "dpu", "Dinas", "dinas")
COUNTED = {"r": {trials.SUCCESS["R"], *trials.FAILURES["R"]}, "k": {trials.SUCCESS["K"], *trials.FAILURES["K"]},
           "c": {"kept", "unkept", *promises.FAILURES} - {promises.OVERDUE}}  # fmt: skip
LEFT_OUT = {"r": {*trials.LEFT_OUT["R"]}, "k": {*trials.LEFT_OUT["K"]}, "c": {"withdrawn"}}


def test_every_limit_has_words_and_the_method_page_says_each(town: Town, client: FlaskClient) -> None:
    assert set(words.LIMITS) == set(LIMITS)
    page = client.get("/rapor/metode").text
    for key in LIMITS:
        assert str(escape(words.LIMITS[key])) in page, key


@pytest.mark.parametrize("part", ["r", "k", "c"])
def test_every_outcome_has_words_and_a_list(part: str) -> None:
    every = COUNTED[part] | LEFT_OUT[part]
    assert every <= set(words.OUTCOMES)
    assert sorted(cards.outcomes_of(part)) == sorted(every)
    assert {*promises.OUTCOMES} == (COUNTED["c"] | LEFT_OUT["c"]) - {"unkept"}


@pytest.mark.parametrize(("part", "counted"), [("r", R_TRIALS), ("k", K_SAID | {trials.PASSED["K"]}), ("c", C_TRIALS)])
def test_the_score_counts_what_the_rules_count(part: str, counted: frozenset[str]) -> None:
    assert counted == COUNTED[part]
    assert counted.isdisjoint(LEFT_OUT[part])


@pytest.mark.parametrize("part", ["r", "k", "c"])
def test_each_outcome_lands_on_its_side(part: str) -> None:
    """One case of each outcome: one success, every failure a failure, the rest shown as left out."""
    counts = Counts()
    for outcome in COUNTED[part] | LEFT_OUT[part]:
        getattr(counts, part)[outcome] += 1
    evidence = counts.evidence(UNIT)
    assert counts.left_out() == {part: dict.fromkeys(sorted(LEFT_OUT[part]), 1)}
    if part == "k":
        k = evidence.k
        assert (k.yes, k.answered, k.overdue, k.silent) == (1, 2, 1, 1)
    else:
        assert getattr(evidence, part) == (1, len(COUNTED[part]))


def test_q_is_answered_of_done_as_the_rule_of_trials_says() -> None:
    counts = Counts()
    counts.k.update({"solved": 3, "unsolved": 2, "silent": 7, "overdue": 4, "withdrawn": 1})
    k = counts.evidence(UNIT).k
    assert (k.answered, k.answered + k.silent) == trials.answered_and_done(counts.k)
