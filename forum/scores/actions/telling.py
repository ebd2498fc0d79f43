"""Telling the heads of units that their scorecard has appeared: who may reply must know that there is something."""

from __future__ import annotations

from forum.accounts import queries as accounts
from forum.notifications.actions import notify
from forum.scores.models import ScoreMonth
from forum.scores.queries import months as known
from forum.units.models import Government


def tell_heads(government: Government, row: ScoreMonth) -> None:
    """A line in the inbox of each head of a unit that the month has a scorecard of."""
    units = {score.unit_id: score.unit for score in known.scores_of(row.id)}
    if not units:
        return
    for held in accounts.staff_of(list(units), "head"):
        unit = units[held.unit_id]
        notify(held.account_id, "score", step="corrected" if row.version > 1 else "published", unit=unit.name,
               kota=government.slug, code=unit.code, month=row.month, version=row.version)  # fmt: skip
