"""Keeping the counts as answers come, are held, counted or excluded."""

from __future__ import annotations

from typing import Any

from forum.core.db import Base, add_rows
from forum.ratings.models import HourTally, MakeUpTally, SkmTally, SurveyAnswer, VisitTally
from forum.ratings.rules.elements import ELEMENTS
from forum.ratings.rules.makeup import FIELDS, UNTOLD
from forum.ratings.rules.skm import LEAST_ANSWERED

SKM_KEYS = ("scope", "scope_id", "period", "source")
MAKE_UP_KEYS = ("scope", "scope_id", "period", "field", "value")
VISIT_KEYS = ("government_id", "month", "unit_id", "answered", "total")
HOUR_KEYS = ("unit_id", "hour")

Rows = list[dict[str, Any]]


def count(answer: SurveyAnswer, step: int) -> None:
    """Count an answer where it belongs as it stands now (step 1), or take it out again (step -1)."""
    for model, keys, rows in counts_of(answer, step):
        add_rows(model, keys, rows)


def counts_of(answer: SurveyAnswer, step: int = 1) -> list[tuple[type[Base], tuple[str, ...], Rows]]:
    """(table, keys, rows) of everything an answer adds as it stands now."""
    counts: list[tuple[type[Base], tuple[str, ...], Rows]] = [
        (SkmTally, SKM_KEYS, [{**place, **steps_of(answer, step)} for place in _places(answer)])
    ]
    if answer.standing != "counted":
        return counts
    if answer.source == "open" and answer.burst_id is None:  # a burst, once decided, neither hides nor makes another
        counts.append((HourTally, HOUR_KEYS, [{"unit_id": answer.unit_id, "hour": answer.received_at, "n": step}]))
    if answer.waits:
        return counts
    counts.append((MakeUpTally, MAKE_UP_KEYS, _make_up(answer, step)))
    if counts_in_score(answer):
        row = {"government_id": answer.government_id, "month": answer.month, "unit_id": answer.unit_id,
               "answered": answer.answered, "total": answer.total, "n": step}  # fmt: skip
        counts.append((VisitTally, VISIT_KEYS, [row]))
    return counts


def hold(answer: SurveyAnswer) -> None:
    """A waiting answer is held; every count follows."""
    count(answer, -1)
    answer.standing, answer.waits = "held", False
    count(answer, 1)


def counts_in_score(answer: SurveyAnswer) -> bool:
    """True for part P: a verified visit with at least five marks."""
    return answer.source == "token" and answer.answered >= LEAST_ANSWERED


def periods_of(answer: SurveyAnswer) -> list[str]:
    """The month of the visit, and the round it lies in."""
    return [answer.month, *([f"r{answer.round_id}"] if answer.round_id else [])]


def _scopes(answer: SurveyAnswer) -> list[tuple[str, int]]:
    return [("service", answer.service_id), ("unit", answer.unit_id), ("government", answer.government_id)]


def _places(answer: SurveyAnswer) -> list[dict[str, Any]]:
    return [
        {"scope": scope, "scope_id": scope_id, "period": period, "source": _stands_under(answer)}
        for scope, scope_id in _scopes(answer)
        for period in periods_of(answer)
    ]


def _stands_under(answer: SurveyAnswer) -> str:
    if answer.standing != "counted":
        return answer.standing
    return "waiting" if answer.waits else answer.source


def steps_of(answer: SurveyAnswer, step: int) -> dict[str, int]:
    """What one answer adds to a row: its marks only while it counts and waits for nobody."""
    steps = {"n": step}
    is_shown = answer.standing == "counted" and not answer.waits
    for key in ELEMENTS:
        mark = getattr(answer, key) if is_shown else None
        steps[f"{key}_sum"], steps[f"{key}_n"] = step * (mark or 0), step * (mark is not None)
    return steps


def _make_up(answer: SurveyAnswer, step: int) -> list[dict[str, Any]]:
    return [
        {"scope": scope, "scope_id": scope_id, "period": period, "field": field,
         "value": getattr(answer, field) or UNTOLD, "n": step}
        for scope, scope_id in _scopes(answer)
        for period in periods_of(answer)
        for field in FIELDS
    ]  # fmt: skip
