"""Signals: months that say more than chance, piles of overdue cases, cases sent away, hollow answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forum.scores.queries.evidence import Counts, Member
from forum.scores.rules import trend as rule
from forum.scores.rules.version import PARTS, Part

PILE_SHARE = 0.5
"""At least half of the first answers due in the window are missing …"""
PILE_LEAST = 5
"""… and at least five."""
BOUNCE_SHARE = 0.3
BOUNCE_LEAST = 5
HOLLOW_LEAST = 2
"""One void answer may be an accident."""


def monthly_trials(counts: Counts, member: Member, part: Part) -> tuple[float, float]:
    """(s, n) of a part in one month, as the trend takes it: an overdue case of K is one whole case there."""
    evidence = counts.evidence(member)
    if part == "r":
        return evidence.r
    if part == "k":
        return evidence.k.yes, evidence.k.answered + evidence.k.overdue
    if part == "c":
        return evidence.c
    return evidence.p.total, evidence.p.n


def trend(months: Sequence[str], monthly: Sequence[Counts], member: Member) -> dict[str, Any]:
    """Twelve months of each part with its control limits; None where fewer than eight have trials."""
    charts: dict[str, Any] = {}
    for part in PARTS:
        given = [(m, *monthly_trials(c, member, part)) for m, c in zip(months, monthly, strict=True)]
        charts[part] = _chart(rule.chart(given))
    return charts


def _chart(chart: rule.Chart | None) -> dict[str, Any] | None:
    if chart is None:
        return None
    points = [[p.month, p.n, round(p.rate, 4), round(p.low, 4), round(p.high, 4), p.signal] for p in chart.points]
    return {"centre": round(chart.centre, 4), "points": points}


def attention(members: Sequence[Member], rows: Mapping[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """Units that somebody should look at, with what speaks for it; the more, the earlier."""
    found = [{"unit": m.id, "signals": signals} for m in members if (signals := _signals(rows[m.id]["detail"]))]
    return sorted(found, key=lambda one: -len(one["signals"]))


def _signals(detail: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [*_trend_signals(detail["trend"]), *_pile(detail), *_bounce(detail), *_hollow(detail)]


def _trend_signals(trends: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Of the last three months only: an old signal is history."""
    signals = []
    for part, chart in trends.items():
        for month, _, rate, _, _, signal in chart["points"][-3:] if chart else []:
            if signal:
                side = "up" if rate > chart["centre"] else "down"
                signals.append({"kind": "trend", "part": part, "month": month, "signal": signal, "side": side})
    return signals


def _pile(detail: Mapping[str, Any]) -> list[dict[str, Any]]:
    overdue = detail["k"]["overdue"]
    whole = overdue + detail["k"]["answered"] + detail["k"]["silent"]
    is_pile = overdue >= PILE_LEAST and overdue >= PILE_SHARE * whole
    return [{"kind": "pile", "n": overdue, "of": whole}] if is_pile else []


def _bounce(detail: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Cases that a moderator moved away from the unit, against those that came: as the scorecard shows them."""
    away, received = detail["flow"]["transferred"], detail["flow"]["received"]
    is_bounce = away >= BOUNCE_LEAST and away >= BOUNCE_SHARE * received
    return [{"kind": "bounce", "n": away, "of": received}] if is_bounce else []


def _hollow(detail: Mapping[str, Any]) -> list[dict[str, Any]]:
    void = detail["flow"]["hollow"]
    return [{"kind": "hollow", "n": void}] if void >= HOLLOW_LEAST else []
