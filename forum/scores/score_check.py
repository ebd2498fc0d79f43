#!/usr/bin/env python3
"""Hitung ulang nilai akuntabilitas satu bulan dari berkas masukan terbuka. Recompute a month from its open file.

    python3 score_check.py masukan.json

Needs Python 3.11 and nothing else: no network, no other file. It was written apart from the program that publishes the
scores. It prints one line per unit, "sama" (same) or "BEDA" (different), and ends with 1 when anything differs.

What is counted, of every unit, over three months (whole numbers, under "inputs", "units"):
  r  [in time, due]   first answers to complaints
  k  {yes, answered, overdue, silent}   complaints done and judged by the reporter; overdue and undone; silent
  p  [[sum of answers, items answered, respondents], ...]   the satisfaction survey, answers from 1 to 4
  c  [kept, due]   promises made in the forum
"""

import hashlib
import json
import math
import random
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from statistics import NormalDist
from typing import Any

Json = Any
WEIGHT = {"r": 0.30, "k": 0.30, "p": 0.25, "c": 0.15}
BANDS = {"very_good": 85, "good": 70, "fair": 55, "needs_attention": 0}


def two(x: float) -> str:
    """Two decimals, half up; nine decimals first, because computers hold broken numbers inexactly."""
    return str(Decimal(str(round(x, 9))).quantize(Decimal("0.01"), ROUND_HALF_UP))


def respondents(unit: Json) -> list[float]:
    """Every respondent as a number from 0 (all "tidak baik") to 1 (all "sangat baik")."""
    return [(total / items - 1) / 3 for total, items, people in unit["p"] for _ in range(people)]


def trials(unit: Json, part: str, q: Fraction) -> tuple[float, Fraction]:
    """Successes and trials. An overdue complaint weighs q, the share of reporters who answer at all."""
    if part == "p":
        answers = respondents(unit)
        return math.fsum(answers), Fraction(len(answers))
    if part == "k":
        return unit["k"]["yes"], unit["k"]["answered"] + unit["k"]["overdue"] * q
    return unit[part][0], Fraction(unit[part][1])


def peers_of(kind: str, part: str, units: list[Json], q: Fraction) -> tuple[str, list[Json]]:
    """Units with at least one trial: of the same kind when there are five, else all of the government."""
    everyone = [unit for unit in units if trials(unit, part, q)[1] > 0]
    alike = [unit for unit in everyone if unit["kind"] == kind]
    return ("kind", alike) if len(alike) >= 5 else ("government", everyone)


def group_size(sizes: list[float]) -> float:
    """The size of a typical group, where groups are unequal."""
    whole = math.fsum(sizes)
    return (whole - math.fsum(size**2 for size in sizes) / whole) / (len(sizes) - 1)


def prior_of_shares(counts: list[tuple[float, Fraction]]) -> tuple[float, float]:
    """(p, M): the peers' share, and how many trials it is worth (from the spread between the peers)."""
    hits, all_trials, k = sum(s for s, _ in counts), sum(n for _, n in counts), len(counts)
    p = (hits + 1) / float(all_trials + 2)
    if k < 5 or hits == 0 or hits == all_trials or all_trials <= k:
        return p, 20.0
    sizes, middle = [float(n) for _, n in counts], hits / float(all_trials)
    shares = [s / float(n) for s, n in counts]
    between = math.fsum(n * (share - middle) ** 2 for n, share in zip(sizes, shares, strict=True)) / (k - 1)
    inside = math.fsum(n * share * (1 - share) for n, share in zip(sizes, shares, strict=True)) / float(all_trials - k)
    alike = (between - inside) / (between + (group_size(sizes) - 1) * inside) if between > inside else 0.0
    return p, min(200.0, max(2.0, 1 / alike - 1)) if alike > 0 else 200.0


def prior_of_means(groups: list[list[float]]) -> tuple[float, float, float]:
    """(mu, m, s2): the peers' mean, how many respondents it is worth, and the spread among respondents."""
    people, k = [x for group in groups for x in group], len(groups)
    mu = math.fsum(people) / len(people) if people else 0.5
    if len(people) <= k:
        return mu, 10.0, 0.08
    means = [math.fsum(group) / len(group) for group in groups]
    s2 = math.fsum((x - mean) ** 2 for group, mean in zip(groups, means, strict=True) for x in group)
    s2 /= len(people) - k
    if k < 5:
        return mu, 10.0, max(0.01, s2)
    between = math.fsum(len(group) * (mean - mu) ** 2 for group, mean in zip(groups, means, strict=True)) / (k - 1)
    apart = (between - s2) / group_size([float(len(group)) for group in groups])
    return mu, 100.0 if apart < 1e-12 else min(100.0, max(2.0, s2 / apart)), s2


def prior(kind: str, part: str, units: list[Json], q: Fraction) -> Json:
    """What the peers say of one part."""
    group, peers = peers_of(kind, part, units, q)
    if part == "p":
        mean, worth, s2 = prior_of_means([respondents(unit) for unit in peers])
    else:
        (mean, worth), s2 = prior_of_shares([trials(unit, part, q) for unit in peers]), math.nan
    return {"mean": mean, "worth": worth, "s2": s2, "group": group, "peers": len(peers)}


def part_of(unit: Json, part: str, peers: Json, q: Fraction) -> tuple[float, float, Fraction]:
    """Mean and variance of one part: own trials, and the peers' mean counted like `worth` more of them."""
    hits, n = trials(unit, part, q)
    if part == "p":
        whole = float(n) + peers["worth"]
        return (hits + peers["worth"] * peers["mean"]) / whole, peers["s2"] / whole, n
    a = peers["mean"] * peers["worth"] + hits
    b = (1 - peers["mean"]) * peers["worth"] + float(n) - hits
    return a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1)), n


def words(total: float, sd: float) -> list[str]:
    """One band when it holds with 80 %, else its likelier neighbour too."""
    keys, floors = list(BANDS), list(BANDS.values())
    own = next(i for i, floor in enumerate(floors) if total >= floor)
    if sd == 0:
        return [keys[own]]
    over = [1 - NormalDist(total, sd).cdf(floor) for floor in floors[:3]]
    chance = [over[0], over[1] - over[0], over[2] - over[1], 1 - over[2]]
    if chance[own] >= 0.8:
        return [keys[own]]
    near = max((round(chance[i], 9), i) for i in (own - 1, own + 1) if 0 <= i <= 3)[1]
    return [keys[i] for i in sorted((own, near))]


def surely_better(one: Json, other: Json) -> bool:
    """True when `one` beats `other` with 95 %."""
    gap = float(one["total"]) - float(other["total"])
    spread = math.sqrt(float(one["sd"]) ** 2 + float(other["sd"]) ** 2)
    return NormalDist().cdf(gap / spread) >= 0.95 if spread else gap > 0


def places_under_other_weights(means: dict[str, list[float]], month: str) -> dict[str, list[int]]:
    """Best and worst place when the four weights are drawn a thousand times around ours."""
    dice, found = random.Random(month), dict[str, list[int]]((unit, []) for unit in means)
    for _ in range(1000):
        drawn = [-math.fsum(math.log(1 - dice.random()) for _ in range(shape)) for shape in (6, 6, 5, 3)]
        weights = [x / math.fsum(drawn) for x in drawn]
        total = {
            unit: round(math.fsum(w * x for w, x in zip(weights, four, strict=True)), 9) for unit, four in means.items()
        }
        for unit in means:
            found[unit].append(1 + sum(other > total[unit] for other in total.values()))
    return {unit: [min(places), max(places)] for unit, places in found.items()}


def recompute(inputs: Json) -> Json:
    """Every published figure of the month, from the counts alone."""
    units, (answered, done) = inputs["units"], inputs["q"]
    q = max(Fraction(2, 100), Fraction(answered, done)) if done else Fraction(2, 100)
    kinds = sorted({unit["kind"] for unit in units})
    priors = {kind: {part: prior(kind, part, units, q) for part in WEIGHT} for kind in kinds}
    figures: dict[str, Json] = {}
    means: dict[str, list[float]] = {}
    for unit in units:
        parts = {part: part_of(unit, part, priors[unit["kind"]][part], q) for part in WEIGHT}
        evidence = sum(n for _, _, n in parts.values())
        missing = [max(0, 10 - unit["r"][1]), max(0, math.ceil(20 - evidence))]
        figures[unit["code"]] = {"evidence": two(float(evidence))}
        if any(missing):
            figures[unit["code"]]["missing"] = missing
            continue
        means[unit["code"]] = [mean for mean, _, _ in parts.values()]
        figures[unit["code"]] |= shown(parts)
    places = places_under_other_weights(means, inputs["month"])
    for code in means:
        others = [figures[other] for other in means if other != code]
        best = 1 + sum(surely_better(other, figures[code]) for other in others)
        worst = len(means) - sum(surely_better(figures[code], other) for other in others)
        figures[code] |= {"rank": [best, worst], "weights": places[code]}
    return {"units": figures, "priors": {kind: {c: told(x) for c, x in its.items()} for kind, its in priors.items()}}


def shown(parts: dict[str, tuple[float, float, Fraction]]) -> Json:
    """Score, range and band of one unit; range and band start from the rounded score."""
    total = two(100 * math.fsum(WEIGHT[part] * mean for part, (mean, _, _) in parts.items()))
    sd = two(100 * math.sqrt(math.fsum(WEIGHT[part] ** 2 * var for part, (_, var, _) in parts.items())))
    reach = Decimal("1.96") * Decimal(sd)
    low, high = max(Decimal(0), Decimal(total) - reach), min(Decimal(100), Decimal(total) + reach)
    each = {c: {"mean": two(100 * m), "n": two(float(n)), "only_prior": n == 0} for c, (m, _, n) in parts.items()}
    bands = words(float(total), float(sd))
    return {"total": total, "sd": sd, "low": two(float(low)), "high": two(float(high)), "bands": bands, "parts": each}


def told(peers: Json) -> Json:
    """A prior as it is published."""
    said = {"mean": two(100 * peers["mean"]), "strength": two(peers["worth"])}
    said |= {"group": peers["group"], "peers": peers["peers"]}
    return said if math.isnan(peers["s2"]) else said | {"spread": two(100 * math.sqrt(peers["s2"]))}


def differences(file: Json) -> list[tuple[str, str]]:
    """(what, "" when the same, else which figures differ), line by line."""
    inputs, published = file["inputs"], file["published"]
    if (file["format"], inputs["formula"]) != ("rembuk-skor-1", "1"):
        raise SystemExit("Format atau versi rumus tidak dikenal / unknown format or formula version.")
    plain = json.dumps(inputs, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    same_hash = hashlib.sha256(plain).hexdigest() == file["inputs_sha256"]
    answered = sum(unit["k"]["answered"] for unit in inputs["units"])
    done = answered + sum(unit["k"]["silent"] for unit in inputs["units"])
    lines = [("SHA-256", "" if same_hash else "inputs_sha256"), ("q", "" if [answered, done] == inputs["q"] else "q")]
    ours = recompute(inputs)
    for name, key in (("sebaya", "priors"), ("", "units")):
        for code in sorted(ours[key].keys() | published[key].keys()):
            mine, theirs = ours[key].get(code, {}), published[key].get(code, {})
            wrong = [x for x in sorted(mine.keys() | theirs.keys()) if mine.get(x) != theirs.get(x)]
            lines.append((f"{name} {code}".strip(), ", ".join(f"{x} {theirs.get(x)} -> {mine.get(x)}" for x in wrong)))
    return lines


def main(paths: list[str]) -> int:
    """0 when every figure is the same, 1 when not, 2 without a file."""
    if len(paths) != 1 or paths[0].startswith("-"):
        sys.stdout.write(__doc__ or "")
        return 2
    file = json.loads(Path(paths[0]).read_text(encoding="utf-8"))
    names = {unit["code"]: unit["name"] for unit in file["inputs"]["units"]}
    lines = differences(file)
    for what, wrong in lines:
        total = file["published"]["units"].get(what, {}).get("total", "")
        told_name = " ".join(word for word in (what, names.get(what, ""), total) if word)
        sys.stdout.write(f"{'BEDA' if wrong else 'sama'}  {told_name}{': ' + wrong if wrong else ''}\n")
    return int(any(wrong for _, wrong in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
