"""Who answered, in groups: always from the kept counts, never by counting answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, select

from forum.core.db import db
from forum.ratings.models import MakeUpTally
from forum.ratings.rules.makeup import FIELDS, UNTOLD, grouped
from forum.units.models import Unit

MakeUp = dict[str, dict[str, int]]


def of_scope(scope: str, scope_id: int, key: str) -> MakeUp:
    """Counted respondents by field and group, every group of the lists included."""
    own = (MakeUpTally.scope == scope, MakeUpTally.scope_id == scope_id, MakeUpTally.period == key)
    rows = db.session.execute(select(MakeUpTally.field, MakeUpTally.value, MakeUpTally.n).where(*own))
    return _grouped([(field, value, n) for field, value, n in rows])


def by_unit(government_id: int, key: str) -> list[MakeUp]:
    """The same of every unit of a government that has respondents."""
    own = and_(MakeUpTally.scope == "unit", MakeUpTally.scope_id == Unit.id, MakeUpTally.period == key)
    columns = (MakeUpTally.scope_id, MakeUpTally.field, MakeUpTally.value, MakeUpTally.n)
    found: dict[int, list[tuple[str, str, int]]] = {}
    for unit_id, field, value, n in db.session.execute(
        select(*columns).join(Unit, own).where(Unit.government_id == government_id, MakeUpTally.n > 0)
    ):
        found.setdefault(unit_id, []).append((field, value, n))
    return [_grouped(rows) for rows in found.values()]


def _grouped(rows: Sequence[tuple[str, str, int]]) -> MakeUp:
    found: Mapping[str, dict[str | None, int]] = {field: {} for field in FIELDS}
    for field, value, n in rows:
        found[field][None if value == UNTOLD else value] = n
    return {field: grouped(field, counts) for field, counts in found.items()}
