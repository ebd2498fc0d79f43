"""What holds for every month, whatever was counted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.scores.rules import Evidence, Resolution, Satisfaction, Share, q_of, score_month, sensitivity, share_of
from forum.scores.rules.rounding import published
from tests.scores.cases import VECTOR, document, months, scored


@settings(max_examples=100, deadline=None)
@given(months(), st.randoms())
def test_the_order_of_the_units_changes_nothing(evidence: list[Evidence], chance: object) -> None:
    shuffled = list(evidence)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert scored(shuffled) == scored(evidence)


def test_the_open_file_is_the_same_for_every_order_of_the_units() -> None:
    assert document(VECTOR[::-1]) == document(VECTOR)


@settings(max_examples=150, deadline=None)
@given(months())
def test_scores_and_ranges_stay_within_0_and_100(evidence: list[Evidence]) -> None:
    for unit in scored(evidence).units.values():
        assert 0 <= unit.inside_total <= 100
        assert all(0 <= part.mean <= 1 and part.variance >= 0 for part in unit.parts.values())
        if unit.range:
            assert 0 <= unit.range[0] <= unit.inside_total <= unit.range[1] <= 100


@settings(max_examples=100, deadline=None)
@given(months())
def test_a_number_is_shown_only_with_ten_first_answers_and_twenty_trials(evidence: list[Evidence]) -> None:
    month, q = scored(evidence), share_of(evidence).exact
    for unit in evidence:
        n = unit.r[1] + unit.k.answered + q * unit.k.overdue + unit.p.n + unit.c[1]
        shown = month.units[unit.unit]
        assert (shown.total is not None) == (unit.r[1] >= 10 and n >= 20)
        assert (shown.rank is not None) == (shown.total is not None)
        assert shown.published == (shown.missing_response == shown.missing_evidence == 0)


@settings(max_examples=60, deadline=None)
@given(months())
def test_ranks_hold_the_place_by_score_and_rows_hold_every_ranked_unit(evidence: list[Evidence]) -> None:
    month = scored(evidence)
    ranked = [unit for unit in month.units.values() if unit.total is not None]
    assert sorted(name for _, names in month.rows for name in names) == sorted(unit.unit for unit in ranked)
    for unit in ranked:
        assert unit.rank is not None
        place = 1 + sum(other.inside_total > unit.inside_total for other in ranked)
        assert 1 <= unit.rank[0] <= place <= unit.rank[1] <= len(ranked)


def test_a_small_unit_shrinks_more_than_a_large_one_of_the_same_share() -> None:
    peers = [Evidence(f"p{n}", "kelurahan", (10 + n, 20)) for n in range(6)]
    pair = [Evidence("small", "kelurahan", (3, 3)), Evidence("large", "kelurahan", (60, 60))]
    month = scored([*peers, *pair])
    prior = month.priors["kelurahan"]["r"].mean
    small, large = (month.units[name].parts["r"] for name in ("small", "large"))
    assert prior < small.mean < large.mean < 1
    assert small.variance > large.variance


def test_a_silent_reporter_weighs_nothing_in_the_unit() -> None:
    q = Share(5, 10)
    loud = [Evidence(f"u{n}", "kelurahan", (9, 12), Resolution(4, 8, 3)) for n in range(6)]
    still = [replace(unit, k=replace(unit.k, silent=50)) for unit in loud]
    assert score_month(loud, q) == score_month(still, q)


def test_an_overdue_case_weighs_q() -> None:
    unit = Evidence("u", "kelurahan", k=Resolution(yes=2, answered=4, overdue=10))
    part = score_month([unit], Share(3, 10)).units["u"].parts["k"]
    assert part.n == Fraction(7)
    assert part.mean == pytest.approx((20 * part.prior.mean + 2) / 27)


@pytest.mark.parametrize(
    ("answered", "done", "q"), [(6, 100, 0.06), (1, 100, 0.02), (0, 50, 0.02), (50, 50, 1.0), (0, 0, 0.02)]
)
def test_q_is_the_share_that_answered_between_a_fiftieth_and_one(answered: int, done: int, q: float) -> None:
    assert q_of(answered, done) == q


def test_peers_are_of_the_same_kind_when_there_are_five_with_trials() -> None:
    puskesmas = [Evidence(f"a{n}", "puskesmas", (5, 20)) for n in range(5)]
    kelurahan = [Evidence(f"b{n}", "kelurahan", (18, 20)) for n in range(4)]
    month = scored([*puskesmas, *kelurahan, Evidence("b4", "kelurahan")])
    own, all_of_them = month.priors["puskesmas"]["r"], month.priors["kelurahan"]["r"]
    assert (own.group, own.peers, own.mean) == ("kind", 5, 26 / 102)
    assert (all_of_them.group, all_of_them.peers, all_of_them.mean) == ("government", 9, 98 / 182)


def one_part(*pairs: tuple[int, int]) -> list[Evidence]:
    return [Evidence(f"u{n}", "kelurahan", r=pair) for n, pair in enumerate(pairs)]


@pytest.mark.parametrize(
    ("pairs", "strength", "fitted"),
    [
        (((5, 10), (6, 10), (7, 10), (8, 10)), 20, False),  # fewer than five peers
        (((10, 10),) * 6, 20, False),  # all succeeded
        (((0, 10),) * 6, 20, False),  # none did
        (((1, 1), (0, 1), (1, 1), (0, 1), (1, 1)), 20, False),  # one trial each: no spread to be seen within
        (((5, 10),) * 6, 200, True),  # no spread between
        (((0, 40), (40, 40), (0, 40), (40, 40), (0, 40)), 2, True),  # nothing but spread between
    ],
)
def test_the_strength_of_the_prior_at_its_edges(
    pairs: tuple[tuple[int, int], ...], strength: float, fitted: bool
) -> None:
    prior = scored(one_part(*pairs)).priors["kelurahan"]["r"]
    assert (prior.strength, prior.fitted) == (strength, fitted)


def pleased(*histograms: dict[tuple[int, int], int]) -> list[Evidence]:
    return [Evidence(f"u{n}", "kelurahan", p=Satisfaction.of(counts)) for n, counts in enumerate(histograms)]


SPLIT = {(9, 9): 1, (36, 9): 1}


@pytest.mark.parametrize(
    ("histograms", "mean", "strength", "variance"),
    [
        (({},), 0.5, 10, 0.08),  # nothing at all
        (({(36, 9): 1}, {(9, 9): 1}), 0.5, 10, 0.08),  # one respondent each
        (({(27, 9): 5}, {(27, 9): 5}), 2 / 3, 10, 0.01),  # everybody says the same: the floor
        ((SPLIT, SPLIT), 0.5, 10, 0.5),  # few peers: the pooled variance
        (({(27, 9): 5}, {(18, 9): 5}) * 3, 0.5, 2, 0.0),  # five peers: fitted, no floor
        ((SPLIT,) * 5, 0.5, 100, 0.5),  # no spread between
    ],
)
def test_the_credibility_of_satisfaction_at_its_edges(
    histograms: tuple[dict[tuple[int, int], int], ...], mean: float, strength: float, variance: float
) -> None:
    prior = scored(pleased(*histograms)).priors["kelurahan"]["p"]
    assert (prior.mean, prior.strength, prior.variance) == pytest.approx((mean, strength, variance))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.125, "0.13"), (0.135, "0.14"), (78.175, "78.18"), (2.675, "2.68"), (0.1 + 0.2, "0.30"), (99.9949, "99.99")],
)
def test_figures_are_rounded_half_up_whatever_the_last_bit_of_a_float_says(value: float, shown: str) -> None:
    assert str(published(value)) == shown


def test_other_weights_need_a_month_as_seed() -> None:
    month = scored(VECTOR)
    drawn = [sensitivity(month, seed) for seed in ("2026-09", "2026-10")]
    for places in drawn:
        assert all(1 <= best <= worst <= 6 for best, worst in places.values())


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Evidence("u", "k", r=(3, 2)),
        lambda: Evidence("u", "k", c=(-1, 2)),
        lambda: Resolution(yes=2, answered=1),
        lambda: Resolution(overdue=-1),
        lambda: Satisfaction.of({(50, 9): 1}),
        lambda: Share(3, 2),
        lambda: score_month([Evidence("u", "k"), Evidence("u", "k")], Share(0, 0)),
    ],
)
def test_what_cannot_have_been_counted_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        wrong()  # type: ignore[operator]


def test_the_range_is_reckoned_from_the_published_figures() -> None:
    unit = scored(VECTOR).units["Kassi-Kassi"]
    assert unit.total is not None
    assert unit.sd is not None
    assert unit.range == (
        round(unit.total - Decimal("1.96") * unit.sd, 2),
        round(unit.total + Decimal("1.96") * unit.sd, 2),
    )
