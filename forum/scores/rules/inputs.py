"""The open file of a month: what the figures were computed from, and the figures, without a text or a person. Pure.

Canonical JSON (sorted keys, no spaces, UTF-8), one object:
- `format`: "rembuk-skor-1";
- `inputs`: `formula`, `version` (1, then 2 after a correction), `month` ("2026-09"), `window` (three months),
  `government` {code, name}, `q` [reporters who answered, complaints marked done], and `units`, each {code, name, kind,
  r: [s, n], k: {yes, answered, overdue, silent}, p: [[sum of answers, items answered, respondents], ...], c: [s, n]};
  all numbers are whole;
- `inputs_sha256`: SHA-256 of the canonical JSON of `inputs`, hex;
- `published`: `priors` by kind and part {mean, strength, group, peers, spread (of p)}, and `units` by code: `evidence`
  and, where there is enough of it, `total`, `sd`, `low`, `high`, `rank` [best, worst], `bands`, `weights` (places
  under other weights) and `parts` {mean, n, only_prior}; else `missing` [of R, in all].
Figures are strings with two decimals: shares in percent, strengths as they are. `score_check.py` does them again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from math import sqrt

from forum.scores.rules.evidence import Evidence, Share
from forum.scores.rules.months import window
from forum.scores.rules.ranks import Interval
from forum.scores.rules.rounding import percent, published
from forum.scores.rules.score import Month, UnitScore
from forum.scores.rules.sensitivity import sensitivity
from forum.scores.rules.shrinkage import Prior
from forum.scores.rules.version import FORMULA, PARTS, Part

FORMAT = "rembuk-skor-1"


def canonical(content: Mapping[str, object]) -> bytes:
    """The same content always gives the same bytes."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def hash_of(inputs: Mapping[str, object]) -> str:
    """SHA-256 of the inputs part, hex."""
    return hashlib.sha256(canonical(inputs)).hexdigest()


def inputs_part(
    month: str, government: tuple[str, str], names: Mapping[str, str], evidence: Sequence[Evidence], q: Share,
    version: int = 1,
) -> dict[str, object]:  # fmt: skip
    """What goes into the hash. `government` is (code, name), `names` are the units' by code."""
    return {
        "formula": FORMULA,
        "version": version,
        "month": month,
        "window": list(window(month)),
        "government": {"code": government[0], "name": government[1]},
        "q": [q.answered, q.done],
        "units": [_unit(unit, names[unit.unit]) for unit in sorted(evidence, key=lambda unit: unit.unit)],
    }


def _unit(unit: Evidence, name: str) -> dict[str, object]:
    k = unit.k
    return {
        "code": unit.unit,
        "name": name,
        "kind": unit.kind,
        "r": list(unit.r),
        "k": {"yes": k.yes, "answered": k.answered, "overdue": k.overdue, "silent": k.silent},
        "p": [list(row) for row in unit.p.histogram],
        "c": list(unit.c),
    }


def inputs_document(inputs: Mapping[str, object], scored: Month) -> bytes:
    """The whole open file, from `inputs_part` and the month scored from the same evidence."""
    return canonical(
        {
            "format": FORMAT,
            "inputs": inputs,
            "inputs_sha256": hash_of(inputs),
            "published": published_part(scored, str(inputs["month"])),
        }
    )


def published_part(scored: Month, month: str) -> dict[str, object]:
    """Every figure that is shown."""
    places = sensitivity(scored, month)
    priors = {kind: {part: _prior(its[part]) for part in PARTS} for kind, its in scored.priors.items()}
    return {"priors": priors, "units": {code: _figures(unit, places) for code, unit in scored.units.items()}}


def _prior(prior: Prior) -> dict[str, object]:
    figures: dict[str, object] = {
        "mean": str(percent(prior.mean)),
        "strength": str(published(prior.strength)),
        "group": prior.group,
        "peers": prior.peers,
    }
    return figures if prior.variance is None else figures | {"spread": str(percent(sqrt(prior.variance)))}


def _figures(unit: UnitScore, places: Mapping[str, Interval]) -> dict[str, object]:
    evidence = str(published(float(unit.evidence)))
    if unit.range is None or unit.rank is None:
        return {"evidence": evidence, "missing": [unit.missing_response, unit.missing_evidence]}
    return {
        "evidence": evidence,
        "total": str(unit.inside_total),
        "sd": str(unit.inside_sd),
        "low": str(unit.range[0]),
        "high": str(unit.range[1]),
        "rank": list(unit.rank),
        "bands": list(unit.bands),
        "weights": list(places[unit.unit]),
        "parts": {part: _part(unit, part) for part in PARTS},
    }


def _part(unit: UnitScore, part: Part) -> dict[str, object]:
    one = unit.parts[part]
    return {"mean": str(percent(one.mean)), "n": str(published(float(one.n))), "only_prior": one.only_prior}
