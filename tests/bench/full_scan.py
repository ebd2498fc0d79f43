"""The counts of the score without any counter: every complaint, message, answer and commitment read once.

Written for the plain lives of a load (no transfer, no void answer, no pause); the bench checks that both agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text

from forum.core.db import db, is_sqlite
from forum.core.workdays import add_working_days
from forum.scores.queries.evidence import Counts
from forum.scores.rules.months import shifted
from forum.units import queries as units
from forum.units.models import Government

Plain = dict[tuple[int, str], dict[str, dict[Any, int]]]

DEADLINES = """create temporary table deadlines (day date primary key, answer_due date, answer_month text,
    resolve_due date, resolve_month text)"""
ANSWERED = """
with answered as (
  select complaint_id, {day} as day from complaint_messages where kind in ('answer', 'resolution') group by complaint_id
)
select c.unit_id, d.answer_month, case when a.day is null then 'unanswered' when a.day <= d.answer_due then 'met'
  else 'late' end as outcome, count(*)
from complaints c join deadlines d on d.day = c.assigned_on left join answered a on a.complaint_id = c.id
where c.government_id = :government and d.answer_month between :first and :last
group by 1, 2, 3"""
RESOLVED = """
select c.unit_id, d.resolve_month, case c.state when 'confirmed' then 'solved' when 'reopened' then 'unsolved'
  when 'resolved' then 'silent' when 'closed_by_system' then 'silent'
  when 'closed_by_moderator' then case when c.closed_on <= d.resolve_due then 'closed' else 'overdue' end
  else 'overdue' end as outcome, count(*)
from complaints c join deadlines d on d.day = c.assigned_on
where c.government_id = :government and d.resolve_month between :first and :last
group by 1, 2, 3"""
VISITED = """
select unit_id, month, total, answered, count(*) from survey_answers
where government_id = :government and month between :first and :last and source = 'token' and standing = 'counted'
  and answered >= 5 and not waits
group by 1, 2, 3, 4"""
PROMISED = """
select unit_id, month, case when state = 'kept' and claimed_on <= due_on then 'kept' when state = 'kept' then
  'kept_late' when state in ('accepted', 'claimed') then 'unkept' else state end as outcome, count(*)
from commitments
where government_id = :government and month between :first and :last and accepted_on is not null
group by 1, 2, 3"""


def by_month(government: Government, month: str, today: date) -> Plain:
    """Outcomes of each unit and month of the year up to `month`, all of it past."""
    _write_deadlines(government, today)
    hours = {"Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}[government.zone]
    day = f"date(min(at), '+{hours} hours')" if is_sqlite() else f"(min(at) at time zone '{government.zone}')::date"
    asked = {"government": government.id, "first": shifted(month, -11), "last": month}
    found: defaultdict[tuple[int, str], dict[str, Counter[Any]]] = defaultdict(
        lambda: {part: Counter() for part in "rkpc"}
    )
    for part, statement in (("r", ANSWERED.format(day=day)), ("k", RESOLVED), ("c", PROMISED)):
        for unit_id, due, outcome, n in db.session.execute(text(statement), asked):
            found[unit_id, due][part][outcome] += n
    for unit_id, due, total, answered, n in db.session.execute(text(VISITED), asked):
        found[unit_id, due]["p"][total, answered] += n
    return {key: {part: dict(counts) for part, counts in parts.items()} for key, parts in found.items()}


def plain(counted: Mapping[tuple[int, str], Counts]) -> Plain:
    """What the counters say, in the same form."""
    return {
        key: {part: {k: n for k, n in own.items() if n} for part, own in
              (("r", one.r), ("k", one.k), ("p", one.visits), ("c", one.c))}
        for key, one in counted.items()
    }  # fmt: skip


def _write_deadlines(government: Government, today: date) -> None:
    off = units.days_off(government.id, today - timedelta(days=500))
    rows = []
    for ago in range(500):
        day = today - timedelta(days=ago)
        due, done = add_working_days(day, 5, off), add_working_days(day, 14, off)
        rows.append({"day": day, "a": due, "am": f"{due:%Y-%m}", "r": done, "rm": f"{done:%Y-%m}"})
    db.session.execute(text("drop table if exists deadlines"))
    db.session.execute(text(DEADLINES))
    values = [{k: v.isoformat() if is_sqlite() and isinstance(v, date) else v for k, v in row.items()} for row in rows]
    db.session.execute(text("insert into deadlines values (:day, :a, :am, :r, :rm)"), values)
