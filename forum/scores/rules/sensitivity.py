"""Would other weights change who stands where? Pure, and the same on every machine.

Source: design/scoring.md: "Dirichlet(20 w), 1,000 draws, seeded by the month". A gamma variate of whole shape is a sum
of exponentials, so only `random()` is drawn, whose sequence Python promises to keep from version to version.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

from forum.scores.rules.ranks import Interval
from forum.scores.rules.rounding import DIGITS
from forum.scores.rules.score import Month
from forum.scores.rules.version import DRAWS, PARTS, SHAPES, Part


def weights_drawn(seed: str) -> Iterator[dict[Part, float]]:
    """A thousand sets of weights around ours, each adding up to one. The seed is the month, such as "2026-09"."""
    chance = random.Random(seed)
    for _ in range(DRAWS):
        gammas = {part: -math.fsum(math.log(1 - chance.random()) for _ in range(SHAPES[part])) for part in PARTS}
        whole = math.fsum(gammas.values())
        yield {part: gamma / whole for part, gamma in gammas.items()}


def sensitivity(month: Month, seed: str) -> dict[str, Interval]:
    """The best and the worst place of each published unit by T alone, over all draws; equals share the better place."""
    means = {unit: [score.parts[part].mean for part in PARTS] for unit, score in month.units.items() if score.published}
    best, worst = dict.fromkeys(means, len(means)), dict.fromkeys(means, 1)
    for weights in weights_drawn(seed):
        drawn = [weights[part] for part in PARTS]
        for unit, place in _places(means, drawn).items():
            best[unit], worst[unit] = min(best[unit], place), max(worst[unit], place)
    return {unit: (best[unit], worst[unit]) for unit in means}


def _places(means: dict[str, list[float]], weights: list[float]) -> dict[str, int]:
    totals = {
        unit: round(math.fsum(w * mean for w, mean in zip(weights, parts, strict=True)), DIGITS)
        for unit, parts in means.items()
    }
    first: dict[float, int] = {}
    for place, total in enumerate(sorted(totals.values(), reverse=True), 1):
        first.setdefault(total, place)
    return {unit: first[total] for unit, total in totals.items()}
