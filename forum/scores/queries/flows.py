"""What came to a unit in a window, what it gave away, and its answers that were declared hollow: shown, not scored."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from zoneinfo import ZoneInfo

from forum.complaints.queries import trials
from forum.scores.rules.months import first_day, shifted, window
from forum.units.models import Government

NOTHING = {"received": 0, "proposed": 0, "transferred": 0, "hollow": 0}


def flows_of(government: Government, unit_ids: Collection[int], month: str) -> dict[int, dict[str, int]]:
    """Cases received, proposed to be transferred and transferred away, and void answers, in the window of a month."""
    flows = {unit_id: dict(NOTHING) for unit_id in unit_ids}
    months = window(month)
    for row in trials.bounces_between(unit_ids, months[0], months[-1]):
        for key in ("received", "proposed", "transferred"):
            flows[row.unit_id][key] += getattr(row, key)
    voided = trials.voids_between(government.id, _begin(months[0], government), _begin(shifted(month, 1), government))
    for unit_id in voided.keys() & flows.keys():
        flows[unit_id]["hollow"] = voided[unit_id]
    return flows


def _begin(month: str, government: Government) -> datetime:
    """The first moment of a month where the government is."""
    return datetime.combine(first_day(month), time(), ZoneInfo(government.zone))
