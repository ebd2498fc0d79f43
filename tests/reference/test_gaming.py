"""Every row of the gaming table in design/scoring.md, over a thousand simulated months; and what no formula can see."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from forum.scores.rules import LIMITS, Evidence, Resolution, Satisfaction, Share, share_of
from tests.reference.lives import counts_for_p, judged, survey_answer
from tests.reference.simulated import (
    MONTHS,
    Chance,
    Figures,
    Unit,
    error,
    gains,
    honest,
    months_of,
    neighbours,
    respondents,
    scored,
    total,
)

WHOLE = Share(1, 1)
UNITS = {"poor": Unit(answers=0.5, solves=0.3), "usual": Unit(), "good": Unit(answers=0.9, solves=0.9)}


# Ignoring most complaints and answering the easy ones

COMPLAINTS = 100
EASY = 15


def outcomes(chance: Chance) -> Figures:
    """How pleased the reporter of each case would be, easy ones first; the hardest twentieth stays unsolved."""
    hard = np.sort(chance.random(COMPLAINTS))
    return np.where(hard < 0.95, 0.95 - 0.3 * hard, 0.1)


def dutiful(chance: Chance) -> Evidence:
    """Answers everything, solves 95 %."""
    return honest(Unit(COMPLAINTS, 0.97, 0.95, 0.75, 0.6, 20, 4), chance, "dutiful")


def ignoring(chance: Chance) -> Evidence:
    """Answers and solves the 15 easiest of a hundred, in time and well, and pleases everybody it sees."""
    told = int(chance.binomial(EASY, 0.3))
    left = COMPLAINTS - EASY
    k = Resolution(told, told, left, EASY - told)
    promises = (int(chance.binomial(4, 0.6)), 4)
    return Evidence("ignoring", "kelurahan", (EASY, COMPLAINTS), k, respondents(20, 0.9, chance), promises)


def test_answering_only_the_easy_ones_wins_every_month_by_the_mean_over_answered_ones() -> None:
    cases = [outcomes(chance) for chance in months_of(11)]
    assert sum(easy[:EASY].mean() > easy.mean() for easy in cases) == MONTHS


def test_answering_only_the_easy_ones_wins_no_month_by_ours() -> None:
    wins = 0
    for chance in months_of(12):
        month = scored([*neighbours(chance), dutiful(chance), ignoring(chance)])
        wins += month.units["ignoring"].inside_total >= month.units["dutiful"].inside_total
    assert wins == 0


# Marking everything done


def mark_everything_done(reporters: float, own: Evidence, chance: Chance) -> Evidence:
    """Every unsolved case is called done: as many reporters as elsewhere say no, the rest say nothing."""
    says_no = int(chance.binomial(own.k.overdue, reporters))
    told = Counter({"10 resolve, 12 dispute": says_no, "10 resolve, 25 close_silent": own.k.overdue - says_no})
    return replace(own, k=judged(replace(own.k, overdue=0), told))


def totals(unit: Unit, seed: int, cheats: bool) -> Figures:
    found = []
    for chance in months_of(seed):
        own = honest(unit, chance)
        if cheats:
            own = mark_everything_done(unit.reporters, own, chance)
        found.append(total([own, *neighbours(chance, unit.reporters)]))
    return np.array(found)


@pytest.mark.parametrize("reporters", [0.06, 0.30, 0.80])
def test_marking_everything_done_gains_nothing(reporters: float) -> None:
    unit = Unit(reporters=reporters)
    cheating, fair = totals(unit, 21, True), totals(unit, 22, False)
    assert cheating.mean() - fair.mean() <= 2 * np.hypot(error(cheating), error(fair))


@pytest.mark.parametrize(
    ("quality", "reporters"), [("usual", 0.06), ("poor", 0.30), ("usual", 0.30), ("good", 0.30), ("good", 0.80)]
)
def test_even_in_the_very_same_months_it_gains_less_than_a_fifth_of_a_point(quality: str, reporters: float) -> None:
    """Pairs see what two thousand separate months cannot: up to 0.15, since false marks make the prior less narrow."""
    unit = replace(UNITS[quality], reporters=reporters)
    assert gains(unit, partial(mark_everything_done, reporters), 23, reporters).mean() < 0.2


def test_without_q_marking_everything_done_would_win_every_month() -> None:
    wins = 0
    for chance in months_of(24):
        rest, own = neighbours(chance, 0.06), honest(Unit(reporters=0.06), chance)
        cheat = mark_everything_done(0.06, own, chance)
        wins += total([*rest, cheat], q=WHOLE) > total([*rest, own], q=WHOLE)
    assert wins == MONTHS


# Brigading, stuffing, rating oneself: such answers are no trials


NO_TRIAL = (
    survey_answer("open"),
    survey_answer("paper"),
    survey_answer("token", answered=4),
    survey_answer("token", standing="excluded"),
    survey_answer("open", standing="held"),
)


def stuffed(own: Evidence, chance: Chance) -> Evidence:
    """Fifty perfect answers of every sort that is left out."""
    return pleased(own, 50 * sum(counts_for_p(answer) for answer in NO_TRIAL))


def pleased(own: Evidence, people: int) -> Evidence:
    """So many more respondents who give the best answer everywhere."""
    counts = Counter({(sums, items): number for sums, items, number in own.p.histogram})
    counts[36, 9] += people
    return replace(own, p=Satisfaction.of(counts))


def test_stuffed_answers_change_no_month() -> None:
    assert not gains(Unit(), stuffed, 31).any()


# Closing silently


def closed_silently(own: Evidence, chance: Chance) -> Evidence:
    """Unsolved cases are closed without a word; every second reporter finds out and opens them again."""
    found_out = int(chance.binomial(own.k.overdue, 0.5))
    told = Counter({"10 resolve, 24 close_silent, 33 reopen!": found_out,
                    "10 resolve, 24 close_silent": own.k.overdue - found_out})  # fmt: skip
    return replace(own, k=judged(replace(own.k, overdue=0), told))


def test_closing_silently_costs_when_reporters_find_out() -> None:
    found = gains(Unit(), closed_silently, 41)
    assert found.mean() + 2 * error(found) < 0


# Volume is never scored


def fewer(own: Evidence, chance: Chance, solves: float, answers: float) -> Evidence:
    """Half of the complaints are never made; of the others the unit answers and solves as many as ever."""
    half = honest(Unit(complaints=20, solves=solves, answers=answers), chance)
    return replace(own, r=half.r, k=half.k)


def test_a_usual_unit_gains_nothing_by_talking_complaints_away() -> None:
    found = gains(Unit(), partial(fewer, solves=0.66, answers=0.75), 51)
    assert found.mean() <= 2 * error(found)


# Luck


def raw(unit: Evidence) -> float:
    """The plain share: first answers and cases that went well, of all that could."""
    return (unit.r[0] + unit.k.yes) / (unit.r[1] + unit.k.answered)


def test_a_small_unit_is_never_first_by_luck_alone() -> None:
    lucky = alone = 0
    for chance in months_of(61):
        units = [honest(Unit(complaints=80, reporters=0.5), chance, f"large{index}") for index in range(7)]
        units.append(honest(Unit(complaints=10, respondents=8, promises=2, reporters=0.5), chance))
        lucky += max(units, key=raw).unit == "unit"
        alone += scored(units).units["unit"].rank == (1, 1)
    assert lucky > MONTHS / 10
    assert alone == 0


# The range


def covered(units: int, months: int, seed: int) -> float:
    """How often the published range holds the truth, where truths are spread as the priors of the vector say."""
    weights, held = np.array([0.30, 0.30, 0.25, 0.15]), []
    for chance in months_of(seed, months):
        truths, evidence = {}, []
        for name in map(str, range(units)):
            shares = chance.beta([8.17, 10.84, 2.58], [2.62, 5.54, 1.77])
            means = np.array([shares[0], shares[1], np.clip(chance.normal(0.68, 0.07), 0.05, 0.95), shares[2]])
            sizes = chance.integers([10, 8, 0], [80, 60, 8])
            r, k, c = chance.binomial(sizes, shares).tolist()
            answers = respondents(int(chance.integers(5, 50)), means[2], chance)
            n = sizes.tolist()
            evidence.append(Evidence(name, "kelurahan", (r, n[0]), Resolution(k, n[1]), answers, (c, n[2])))
            truths[name] = 100 * float(weights @ means)
        shown = [unit for unit in scored(evidence).units.values() if unit.range]
        held += [float(unit.range[0]) <= truths[unit.unit] <= float(unit.range[1]) for unit in shown if unit.range]
    return float(np.mean(held))


def test_the_range_holds_the_truth_nine_times_in_ten() -> None:
    assert 0.88 <= covered(units=16, months=300, seed=71) <= 0.93


# What no formula can see: each is shown to be real, and stands in LIMITS


def own_tokens(own: Evidence, chance: Chance) -> Evidence:
    return pleased(own, 30)


def brigading(own: Evidence, chance: Chance) -> Evidence:
    return pleased(own, 10)


def agreed_transfers(own: Evidence, chance: Chance) -> Evidence:
    r = (own.r[0], own.r[0] + (own.r[1] - own.r[0]) // 2)
    return replace(own, r=r, k=replace(own.k, overdue=own.k.overdue // 2))


def soft_commitments(own: Evidence, chance: Chance) -> Evidence:
    return replace(own, c=(own.c[0] + 6, own.c[1] + 6))


def hollow_answers(own: Evidence, chance: Chance) -> Evidence:
    return replace(own, r=(own.r[1], own.r[1]))


BLIND = {
    "own_tokens": (Unit(), own_tokens),
    "brigading": (Unit(), brigading),
    "agreed_transfers": (Unit(), agreed_transfers),
    "soft_commitments": (Unit(), soft_commitments),
    "hollow_answers": (Unit(), hollow_answers),
    "discouraging": (UNITS["poor"], partial(fewer, solves=0.3, answers=0.5)),
    "quiet_reporters": (Unit(reporters=0.06), partial(mark_everything_done, 0.06)),
}


@pytest.mark.parametrize("limit", BLIND)
def test_what_the_formula_cannot_see_is_real_and_said(limit: str) -> None:
    unit, cheat = BLIND[limit]
    found = gains(unit, cheat, 81)
    assert found.mean() > 2 * error(found)
    assert limit in LIMITS


def test_of_few_units_the_range_is_a_little_too_narrow_and_that_is_said() -> None:
    assert 0.82 <= covered(units=8, months=500, seed=72) < 0.88
    assert "few_units" in LIMITS


def test_every_limit_is_shown_somewhere() -> None:
    elsewhere = {"few_units", "new_peer", "moving_q"}
    assert set(LIMITS) == set(BLIND) | elsewhere


def test_q_is_that_of_the_government() -> None:
    units = [Evidence("a", "kelurahan", k=Resolution(2, 3, 0, 7)), Evidence("b", "kelurahan", k=Resolution(1, 1, 4, 9))]
    assert share_of(units) == Share(4, 20)
