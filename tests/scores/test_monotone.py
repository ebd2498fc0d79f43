"""One more success never lowers T: so long as the peers are the same group and q stays where it was.

The prior is made of the peers, the unit among them, so it moves with every success; no month was found in which that
outweighs the success itself. Two other movements can outweigh it. They stand in LIMITS, and here, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from forum.scores.rules import LIMITS, Evidence, Resolution, Satisfaction, Share, score_month, share_of
from forum.scores.rules.score import combined
from tests.scores.cases import months

HAIR = 1e-9
BEST = (36, 9)


def total(evidence: list[Evidence], unit: str, q: Share) -> float:
    return combined(score_month(evidence, q).units[unit].parts)[0]


def one_better(unit: Evidence) -> Iterator[Evidence]:
    """Every way to one more success: one more trial, or a failed one turned."""
    yield replace(unit, r=(unit.r[0] + 1, unit.r[1] + 1))
    yield replace(unit, c=(unit.c[0] + 1, unit.c[1] + 1))
    yield replace(unit, k=replace(unit.k, yes=unit.k.yes + 1, answered=unit.k.answered + 1))
    if unit.r[0] < unit.r[1]:
        yield replace(unit, r=(unit.r[0] + 1, unit.r[1]))
    if unit.c[0] < unit.c[1]:
        yield replace(unit, c=(unit.c[0] + 1, unit.c[1]))
    if unit.k.overdue:
        k = unit.k
        yield replace(unit, k=replace(k, yes=k.yes + 1, answered=k.answered + 1, overdue=k.overdue - 1))
    if unit.k.yes < unit.k.answered:
        yield replace(unit, k=replace(unit.k, yes=unit.k.yes + 1))
    yield replace(unit, p=more_pleased(unit.p))


def more_pleased(answers: Satisfaction) -> Satisfaction:
    counts = {(total, items): count for total, items, count in answers.histogram}
    return Satisfaction.of(counts | {BEST: counts.get(BEST, 0) + 1})


@settings(max_examples=200, deadline=None)
@given(months(), st.data())
def test_one_more_success_never_lowers_the_score_among_the_same_peers(
    evidence: list[Evidence], data: st.DataObject
) -> None:
    evidence = [replace(unit, kind="kelurahan") for unit in evidence]
    chosen = data.draw(st.integers(0, len(evidence) - 1))
    q, before = share_of(evidence), evidence[chosen]
    lowest = total(evidence, before.unit, q)
    for after in one_better(before):
        assert total([*evidence[:chosen], after, *evidence[chosen + 1 :]], before.unit, q) >= lowest - HAIR, after


def test_the_first_trial_of_a_fifth_unit_changes_the_group_and_may_cost_it() -> None:
    strict = [Evidence(f"a{n}", "puskesmas", (5, 20)) for n in range(4)]
    easy = [Evidence(f"b{n}", "kelurahan", (38, 40)) for n in range(6)]
    before = total([*strict, *easy, Evidence("a4", "puskesmas")], "a4", Share(1, 1))
    after = total([*strict, *easy, Evidence("a4", "puskesmas", (1, 1))], "a4", Share(1, 1))
    assert after < before
    assert "new_peer" in LIMITS


def test_an_answer_that_lifts_q_from_its_floor_may_cost_a_unit_with_many_overdue_cases() -> None:
    units = [Evidence(f"a{n}", "puskesmas", (15, 20), Resolution(0, 0, 40, 3)) for n in range(5)]
    better = [replace(units[0], k=Resolution(1, 1, 40, 2)), *units[1:]]
    assert total(better, "a0", share_of(better)) < total(units, "a0", share_of(units))
    assert total(better, "a0", share_of(units)) > total(units, "a0", share_of(units))
    assert "moving_q" in LIMITS
