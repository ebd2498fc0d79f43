"""A month's scores from its evidence: what is kept of a unit, and the open file. Same input, same output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from forum.ratings.queries import scoring as ratings
from forum.ratings.rules import skm
from forum.scores.actions import signalling
from forum.scores.queries.evidence import Counts, Gathered, Member, by_month, gather, left_out_visits
from forum.scores.queries.flows import flows_of
from forum.scores.rules.evidence import Share
from forum.scores.rules.inputs import hash_of, inputs_document, inputs_part
from forum.scores.rules.months import shifted, window
from forum.scores.rules.ranks import surpasses
from forum.scores.rules.rounding import fully, percent, published
from forum.scores.rules.score import Month, UnitScore, score_month
from forum.scores.rules.sensitivity import sensitivity
from forum.scores.rules.shrinkage import Estimate, Prior
from forum.scores.rules.version import PARTS, SURE, WEIGHTS, Part
from forum.units.models import Government

TREND_MONTHS = 12
MOST_EQUALS = 40


@dataclass(frozen=True)
class Computed:
    """Rows of UnitScore by unit id, the file with its hash, and what the whole month shows."""

    rows: dict[int, dict[str, Any]]
    file: bytes
    inputs_hash: str
    detail: dict[str, Any]


def compute(government: Government, month: str, version: int, today: date) -> Computed:
    """Everything that is kept of a month."""
    gathered = gather(government.id, window(month)[0], month, today)
    evidence, share = gathered.evidence(), gathered.share()
    scored = score_month(evidence, share)
    names = {m.code: m.name for m in gathered.members}
    inputs = inputs_part(month, (government.prefix, government.name), names, evidence, share, version)
    trends = by_month(government.id, shifted(month, 1 - TREND_MONTHS), month, today)
    marks = ratings.marks_between(government.id, window(month))
    flows, visits = flows_of(government, gathered.counts, month), left_out_visits(government.id, gathered, month)
    rows = _rows(gathered, scored, trends, month)
    for unit_id, row in rows.items():
        row["detail"]["left_out"] |= {"p": visits[unit_id]} if visits.get(unit_id) else {}
        row["detail"] |= {"ikm": _ikm(marks.get(unit_id)), "flow": flows[unit_id]}
    detail = {"q": [share.answered, share.done], "priors": _priors(scored), "rows": len(scored.rows),
              "attention": signalling.attention(gathered.members, rows)}  # fmt: skip
    return Computed(rows, inputs_document(inputs, scored), hash_of(inputs), detail)


def inputs_hash(government: Government, month: str, version: int, today: date) -> str:
    """The hash that a version of a month would have, without computing its figures."""
    gathered = gather(government.id, window(month)[0], month, today)
    names = {m.code: m.name for m in gathered.members}
    named = (government.prefix, government.name)
    return hash_of(inputs_part(month, named, names, gathered.evidence(), gathered.share(), version))


def _rows(
    gathered: Gathered, scored: Month, trends: Mapping[tuple[int, str], Counts], month: str
) -> dict[int, dict[str, Any]]:
    places, equals = sensitivity(scored, month), _equals(scored, gathered.members)
    months = [shifted(month, by) for by in range(1 - TREND_MONTHS, 1)]
    rows = {}
    for member in gathered.members:
        score, counts = scored.units[member.code], gathered.counts[member.id]
        monthly = [trends.get((member.id, m), Counts()) for m in months]
        rows[member.id] = _figures(score) | {"detail": {
            "kind": member.kind,
            "parts": _parts(score),
            "q": _share(gathered.share()),
            "k": {name: getattr(counts.evidence(member).k, name) for name in ("yes", "answered", "overdue", "silent")},
            "left_out": counts.left_out(),
            "missing": [score.missing_response, score.missing_evidence],
            "bands": list(score.bands),
            "weights": list(places[member.code]) if member.code in places else None,
            "equals": equals.get(member.code, []),
            "trend": signalling.trend(months, monthly, member),
        }}  # fmt: skip
    return rows


def _hundredths(value: Decimal) -> int:
    return int(value * 100)


def _figures(score: UnitScore) -> dict[str, Any]:
    """Columns of UnitScore; numbers only where they may be shown."""
    low_high, rank = score.range, score.rank
    return {
        "is_published": score.published,
        "points": _hundredths(score.total) if score.total is not None else None,
        "low": _hundredths(low_high[0]) if low_high else None,
        "high": _hundredths(low_high[1]) if low_high else None,
        "rank_low": rank[0] if rank else None,
        "rank_high": rank[1] if rank else None,
        "evidence": int(score.evidence),
    }


def _parts(score: UnitScore) -> dict[str, Any]:
    """The four parts: s and n of R and C are whole, of K and P they may be broken and are kept as decimal text."""
    return {
        part: {
            "mean": str(percent(one.mean)), "s": str(published(float(one.s))), "n": str(published(float(one.n))),
            "only_prior": one.only_prior, "group": one.prior.group, "peers": one.prior.peers,
            **({"full": _full(part, one)} if score.published else {}),
        }
        for part, one in ((part, score.parts[part]) for part in PARTS)
    }  # fmt: skip


def _full(part: Part, one: Estimate) -> dict[str, str]:
    """What a stranger needs to add the score up again: (p M + s) / (M + n), times the weight, four times."""
    figures = {"prior": one.prior.mean, "strength": one.prior.strength, "s": one.s, "n": float(one.n),
               "mean": one.mean, "adds": 100 * WEIGHTS[part] * one.mean}  # fmt: skip
    return {name: str(fully(value)) for name, value in figures.items()}


def _share(share: Share) -> list[Any]:
    """q with what it was made of."""
    return [share.answered, share.done, str(fully(float(share.exact)))]


def _ikm(marks: ratings.Marks | None) -> dict[str, Any] | None:
    """The official index of the same three months, untouched; None of no answers."""
    if marks is None:
        return None
    exact = skm.ikm(marks.sums, marks.counts)
    figure = None if exact is None else skm.published(exact)
    return {"n": marks.n, "value": None if figure is None else str(figure), "grade": figure and skm.grade(figure)}


def _priors(scored: Month) -> dict[str, Any]:
    return {kind: {part: _prior(its[part]) for part in PARTS} for kind, its in scored.priors.items()}


def _prior(prior: Prior) -> dict[str, Any]:
    return {"mean": str(percent(prior.mean)), "strength": str(published(prior.strength)), "group": prior.group,
            "peers": prior.peers, "variance": prior.variance}  # fmt: skip


def _equals(scored: Month, members: list[Member]) -> dict[str, list[list[str]]]:
    """Published units of the same kind that a unit cannot be told from: [code, name], at most MOST_EQUALS of them."""
    kinds, names = {m.code: m.kind for m in members}, {m.code: m.name for m in members}
    shown = [(code, (one.inside_total, one.inside_sd)) for code, one in scored.units.items() if one.published]
    return {
        code: [
            [other, names[other]] for other, theirs in shown
            if other != code and kinds[other] == kinds[code]
            and max(surpasses(figure, theirs), surpasses(theirs, figure)) < SURE
        ][:MOST_EQUALS]
        for code, figure in shown
    }  # fmt: skip
