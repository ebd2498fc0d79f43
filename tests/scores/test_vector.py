"""The worked example of design/scoring.md, to a hundredth."""

from __future__ import annotations

import pytest

from forum.scores.rules import UnitScore, score_month, sensitivity
from tests.scores.cases import VECTOR, WHOLE

MONTH = score_month(VECTOR, WHOLE)
TABLE = {
    "Kassi-Kassi": (0.8911, 0.7775, 0.7026, 0.7035, 78.18, 2.99, (1, 2)),
    "Batua": (0.8622, 0.7141, 0.7629, 0.7589, 77.74, 3.52, (1, 3)),
    "Antang": (0.7618, 0.6787, 0.6862, 0.6676, 70.39, 2.92, (2, 4)),
    "Jongaya": (0.6550, 0.6321, 0.6110, 0.5482, 62.11, 4.40, (3, 6)),
    "Pampang": (0.6925, 0.5784, 0.6703, 0.4059, 60.97, 4.84, (4, 6)),
    "Tamalate": (0.6238, 0.5374, 0.6077, 0.4285, 56.45, 3.65, (4, 6)),
}


@pytest.mark.parametrize(
    ("part", "mean", "strength"), [("r", 0.7570, 10.79), ("k", 0.6615, 16.38), ("c", 0.5926, 4.35), ("p", 0.6794, 3.22)]
)
def test_the_priors_are_those_of_the_document(part: str, mean: float, strength: float) -> None:
    prior = MONTH.priors["kelurahan"][part]  # type: ignore[index]
    assert prior.mean == pytest.approx(mean, abs=0.0001)
    assert prior.strength == pytest.approx(strength, abs=0.01)
    assert prior.fitted
    assert prior.group == "kind"


def test_the_spread_of_satisfaction_is_that_of_the_document() -> None:
    assert MONTH.priors["kelurahan"]["p"].variance == pytest.approx(0.01561, abs=0.00001)


@pytest.mark.parametrize("name", TABLE)
def test_every_figure_is_that_of_the_document(name: str) -> None:
    score, row = MONTH.units[name], TABLE[name]
    assert [score.parts[part].mean for part in ("r", "k", "p", "c")] == pytest.approx(row[:4], abs=0.0001)
    assert float(score.total or 0) == pytest.approx(row[4], abs=0.01)
    assert float(score.sd or 0) == pytest.approx(row[5], abs=0.01)
    assert score.rank == row[6]


def test_the_sentence_for_laypeople_is_true() -> None:
    kassi = MONTH.units["Kassi-Kassi"]
    assert kassi.evidence == 130
    assert kassi.range is not None
    assert [round(bound) for bound in kassi.range] == [72, 84]


@pytest.mark.parametrize(("name", "inside", "n"), [("Sudiang", 74.19, 7), ("Layang", 68.43, 0)])
def test_thin_evidence_gives_no_number_and_no_rank(name: str, inside: float, n: int) -> None:
    score = MONTH.units[name]
    assert float(score.inside_total) == pytest.approx(inside, abs=0.01)
    assert score.evidence == n
    assert shown_of(score) == (None, None, None, None, ())
    assert (score.missing_response, score.missing_evidence) == (10 - score.parts["r"].n, 20 - n)


def shown_of(score: UnitScore) -> tuple[object, ...]:
    return score.total, score.sd, score.range, score.rank, score.bands


def test_a_raw_hundred_percent_of_few_does_not_lead() -> None:
    assert MONTH.units["Sudiang"].inside_total < MONTH.units["Kassi-Kassi"].inside_total


def test_a_part_without_trials_takes_the_prior_mean() -> None:
    part = MONTH.units["Sudiang"].parts["c"]
    assert part.only_prior
    assert part.mean == MONTH.priors["kelurahan"]["c"].mean
    assert not MONTH.units["Pampang"].parts["c"].only_prior


def test_units_of_one_interval_share_a_row() -> None:
    assert MONTH.rows == (
        ((1, 2), ("Kassi-Kassi",)),
        ((1, 3), ("Batua",)),
        ((2, 4), ("Antang",)),
        ((3, 6), ("Jongaya",)),
        ((4, 6), ("Pampang", "Tamalate")),
    )


def test_other_weights_are_drawn_alike_every_time() -> None:
    places = sensitivity(MONTH, "2026-09")
    assert places == sensitivity(MONTH, "2026-09")
    assert set(places) == set(TABLE)
    assert places["Kassi-Kassi"][0] == 1
    assert places["Tamalate"] == (6, 6)
