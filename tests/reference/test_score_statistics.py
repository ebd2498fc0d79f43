"""The score's arithmetic against SciPy and statsmodels, which share no line with it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats
from statsmodels.stats.proportion import proportion_confint

from forum.scores.rules import score_month
from forum.scores.rules.funnel import exact_limits, place, tail_chance
from forum.scores.rules.ranks import below
from forum.scores.rules.shrinkage import Prior, beta_estimate, beta_prior
from forum.scores.rules.wilson import wilson
from tests.scores.cases import VECTOR, WHOLE

MONTH = score_month(VECTOR, WHOLE)


@pytest.mark.parametrize("part", ["r", "k", "c"])
def test_means_and_variances_are_those_of_the_beta_distribution(part: str) -> None:
    for unit in MONTH.units.values():
        one = unit.parts[part]  # type: ignore[index]
        a = one.prior.mean * one.prior.strength + one.s
        b = (1 - one.prior.mean) * one.prior.strength + float(one.n) - one.s
        assert one.mean == pytest.approx(stats.beta.mean(a, b), abs=1e-12)
        assert one.variance == pytest.approx(stats.beta.var(a, b), abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(st.floats(0.01, 0.99), st.floats(2, 200), st.integers(0, 300), st.data())
def test_any_beta_estimate_is_that_of_scipy(mean: float, strength: float, n: int, data: st.DataObject) -> None:
    s = data.draw(st.integers(0, n))
    one = beta_estimate(Prior(mean, strength, "kind", 6, True), s, n)
    exact = stats.beta(mean * strength + s, (1 - mean) * strength + n - s)
    assert (one.mean, one.variance) == pytest.approx((exact.mean(), exact.var()), rel=1e-9)


def test_the_moments_find_the_mean_that_the_likelihood_finds() -> None:
    """Beta-binomial maximum likelihood over R and K of the vector: shrunk means within .02 of ours."""
    for part in ("r", "k"):
        trials = [(int(u.parts[part].s), int(u.parts[part].n)) for u in MONTH.units.values() if u.parts[part].n]  # type: ignore[index]
        mean, strength = likeliest(trials)
        prior = beta_prior(trials, "kind")
        assert prior.mean == pytest.approx(mean, abs=0.02)
        for s, n in trials:
            ours = beta_estimate(prior, s, n).mean
            assert ours == pytest.approx((mean * strength + s) / (strength + n), abs=0.02)


def likeliest(trials: list[tuple[int, int]]) -> tuple[float, float]:
    s, n = np.array(trials).T

    def unlikely(x: np.ndarray) -> float:
        mean, strength = 1 / (1 + np.exp(-x[0])), np.exp(np.clip(x[1], np.log(2), np.log(200)))
        return float(-stats.betabinom.logpmf(s, n, mean * strength, (1 - mean) * strength).sum())

    found = optimize.minimize(unlikely, np.array([0.5, 2.5]), method="Nelder-Mead", options={"xatol": 1e-6})
    return float(1 / (1 + np.exp(-found.x[0]))), float(np.exp(np.clip(found.x[1], np.log(2), np.log(200))))


@pytest.mark.parametrize(("s", "n"), [(0, 1), (1, 1), (3, 3), (46, 50), (31, 52), (0, 14), (500, 1000), (1, 10000)])
def test_wilson_intervals_are_those_of_statsmodels(s: int, n: int) -> None:
    assert wilson(s, n) == pytest.approx(proportion_confint(s, n, alpha=0.05, method="wilson"), abs=1e-5)


def test_wilson_of_nothing_is_everything_and_of_the_impossible_an_error() -> None:
    assert wilson(0, 0) == (0, 1)
    with pytest.raises(ValueError, match="successes"):
        wilson(3, 2)


@pytest.mark.parametrize("level", [0.95, 0.998])
@pytest.mark.parametrize(("n", "target"), [(1, 0.5), (10, 0.7), (50, 0.76), (333, 0.05), (2000, 0.9)])
def test_exact_limits_lie_on_the_step_that_scipy_names(n: int, target: float, level: float) -> None:
    tail, (low, high) = (1 - level) / 2, exact_limits(n, target, level)
    for chance, limit in ((stats.binom(n, target), low), (stats.binom(n, 1 - target), 1 - high)):
        r = float(chance.ppf(tail))
        beyond = (chance.cdf(r) - tail) / chance.pmf(r)
        assert limit == pytest.approx(max(0.0, (r - beyond) / n), abs=1e-9)


CHANCES = [(1, 0.5), (5, 0.84), (10, 0.84), (20, 0.84), (22, 0.8358), (30, 0.9), (60, 0.5), (200, 0.97), (400, 0.03)]


@pytest.mark.parametrize(("n", "target"), CHANCES)
def test_a_unit_lies_outside_only_where_scipy_gives_its_tail_less_than_the_level(n: int, target: float) -> None:
    chance = stats.binom(n, target)
    for s in range(n + 1):
        tail = float(chance.sf(s - 1) if s > n * target else chance.cdf(s))
        assert tail_chance(s, n, target) == pytest.approx(tail, rel=1e-9, abs=1e-15)
        assert place(s, n, target) == ("outside_998" if tail < 0.001 else "outside_95" if tail < 0.025 else "within")


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 150), st.floats(0.02, 0.98))
def test_honest_units_are_flagged_no_more_often_than_the_level_says(n: int, target: float) -> None:
    """Under the target itself each side is called out with at most 0.1 % (of 95 %: 2.5 %)."""
    chances = stats.binom(n, target).pmf(np.arange(n + 1))
    places = [place(s, n, target) for s in range(n + 1)]
    for nominal, called in ((0.001, {"outside_998"}), (0.025, {"outside_998", "outside_95"})):
        for side in (range(int(n * target) + 1), range(int(n * target) + 1, n + 1)):
            assert sum(chances[s] for s in side if places[s] in called) <= nominal + 1e-9


@pytest.mark.parametrize("z", [-6.0, -1.645, 0.0, 0.3, 1.96, 4.2])
def test_the_normal_distribution_is_that_of_scipy(z: float) -> None:
    assert below(z) == pytest.approx(stats.norm.cdf(z), rel=1e-12)


def test_credibility_is_the_one_way_analysis_of_variance() -> None:
    groups = [
        np.repeat([x for x, _ in unit.p.values], [count for _, count in unit.p.values]) for unit in VECTOR if unit.p.n
    ]
    prior = MONTH.priors["kelurahan"]["p"]
    within = sum(float(((group - group.mean()) ** 2).sum()) for group in groups) / (sum(map(len, groups)) - len(groups))
    assert prior.variance == pytest.approx(within, rel=1e-12)
    ratio = float(stats.f_oneway(*groups).statistic)
    sizes = np.array([len(group) for group in groups])
    typical = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / (len(groups) - 1)
    assert prior.strength == pytest.approx(typical / (ratio - 1), rel=1e-9)
