"""The accountability score of every unit of a government for one month. Pure.

Source: design/scoring.md, "Estimate". Two readings are ours: T and sd come from the unrounded parts, while range,
ranks and bands come from T and sd as published, so that a reader with the table can do them again by hand; and n_K
counts an overdue case as q, in "n_R + n_K + n_P + n_C >= 20" too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from forum.scores.rules.bands import bands
from forum.scores.rules.evidence import Evidence, Satisfaction, Share
from forum.scores.rules.peers import peers_of
from forum.scores.rules.ranks import Interval, intervals, shared_rows
from forum.scores.rules.rounding import exactly, published
from forum.scores.rules.satisfaction import credibility_estimate, credibility_prior
from forum.scores.rules.shrinkage import Estimate, Number, Prior, Trials, beta_estimate, beta_prior
from forum.scores.rules.version import LEAST_EVIDENCE, LEAST_RESPONSE, PARTS, RANGE, WEIGHTS, Part

Priors = Mapping[Part, Prior]
Row = Mapping[Part, Trials | Satisfaction]


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One unit. What may be shown is None where the evidence is too thin; the inside figures are for tests alone."""

    unit: str
    kind: str
    parts: Mapping[Part, Estimate]
    evidence: Number
    inside_total: Decimal
    inside_sd: Decimal
    rank: Interval | None = None

    @property
    def missing_response(self) -> int:
        """How many trials of R are lacking before the score may be published."""
        return max(0, math.ceil(LEAST_RESPONSE - self.parts["r"].n))

    @property
    def missing_evidence(self) -> int:
        """How many trials in all are lacking."""
        return max(0, math.ceil(LEAST_EVIDENCE - self.evidence))

    @property
    def published(self) -> bool:
        """True where there is enough to say a number."""
        return not self.missing_response and not self.missing_evidence

    @property
    def total(self) -> Decimal | None:
        """T, 0.00 to 100.00."""
        return self.inside_total if self.published else None

    @property
    def sd(self) -> Decimal | None:
        """The standard deviation of T."""
        return self.inside_sd if self.published else None

    @property
    def range(self) -> tuple[Decimal, Decimal] | None:
        """The published range around T, "rentang 90 %", within 0 and 100."""
        return range_of(self.inside_total, self.inside_sd) if self.published else None

    @property
    def bands(self) -> tuple[str, ...]:
        """Keys of the one or two bands, better first; none where unpublished."""
        return bands(self.inside_total, self.inside_sd) if self.published else ()


@dataclass(frozen=True, slots=True)
class Month:
    """All units of a government; `priors` by kind, `rows` of units that share an interval, best first."""

    share: Share
    units: Mapping[str, UnitScore]
    priors: Mapping[str, Priors]
    rows: tuple[tuple[Interval, tuple[str, ...]], ...]


def range_of(total: Decimal, sd: Decimal) -> tuple[Decimal, Decimal]:
    """T +- 1.96 sd, clipped to [0, 100]."""
    reach = Decimal(RANGE) * sd
    return exactly(max(Decimal(0), total - reach)), exactly(min(Decimal(100), total + reach))


def score_month(evidence: Sequence[Evidence], q: Share) -> Month:
    """Scores of all units of one government. Raises ValueError when a unit stands there twice."""
    units = sorted(evidence, key=lambda unit: unit.unit)
    if len({unit.unit for unit in units}) < len(units):
        raise ValueError("a unit has one line of evidence")
    weight = q.exact
    rows = [(unit.kind, _trials(unit, weight)) for unit in units]
    priors = {kind: priors_of(kind, rows) for kind in sorted({unit.kind for unit in units})}
    scores = [_score(unit, row, priors[unit.kind]) for unit, (_, row) in zip(units, rows, strict=True)]
    places = intervals({score.unit: (score.inside_total, score.inside_sd) for score in scores if score.published})
    return Month(q, {score.unit: _placed(score, places) for score in scores}, priors, shared_rows(places))


def _trials(unit: Evidence, q: Fraction) -> Row:
    return {"r": unit.r, "k": (unit.k.yes, unit.k.trials(q)), "p": unit.p, "c": unit.c}


def size(trials: Trials | Satisfaction) -> Number:
    """n of a part."""
    return trials.n if isinstance(trials, Satisfaction) else trials[1]


def priors_of(kind: str, rows: Sequence[tuple[str, Row]]) -> Priors:
    """The four priors that units of one kind share."""
    return {part: _prior(part, kind, rows) for part in PARTS}


def _prior(part: Part, kind: str, rows: Sequence[tuple[str, Row]]) -> Prior:
    group, peers = peers_of(kind, [(its, row[part]) for its, row in rows if size(row[part])])
    if part == "p":
        return credibility_prior([peer for peer in peers if isinstance(peer, Satisfaction)], group)
    return beta_prior([peer for peer in peers if not isinstance(peer, Satisfaction)], group)


def estimate(trials: Trials | Satisfaction, prior: Prior) -> Estimate:
    """One part of one unit, given what its peers say."""
    if isinstance(trials, Satisfaction):
        return credibility_estimate(prior, trials)
    return beta_estimate(prior, *trials)


def _score(unit: Evidence, row: Row, priors: Priors) -> UnitScore:
    parts = {part: estimate(row[part], priors[part]) for part in PARTS}
    total, sd = combined(parts)
    return UnitScore(
        unit.unit, unit.kind, parts, sum(size(row[part]) for part in PARTS), published(total), published(sd)
    )


def combined(parts: Mapping[Part, Estimate]) -> tuple[float, float]:
    """T = 100 sum w mean, sd = 100 sqrt(sum w^2 var)."""
    total = 100 * math.fsum(WEIGHTS[part] * parts[part].mean for part in PARTS)
    return total, 100 * math.sqrt(math.fsum(WEIGHTS[part] ** 2 * parts[part].variance for part in PARTS))


def _placed(score: UnitScore, places: Mapping[str, Interval]) -> UnitScore:
    figures = (score.parts, score.evidence, score.inside_total, score.inside_sd)
    return UnitScore(score.unit, score.kind, *figures, rank=places.get(score.unit))
