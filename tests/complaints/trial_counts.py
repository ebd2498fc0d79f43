"""What the kept trials of a government must be, looked at from three sides."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select

from forum.complaints.actions import trialing
from forum.complaints.models import Complaint, Message, PendingTally, Trial, TrialTally, VoidAnswer
from forum.complaints.rules import trials as rule
from forum.core import clock
from forum.core.db import db

Facts = dict[tuple[Any, ...], int]


def kept_trials() -> set[tuple[Any, ...]]:
    """Every row."""
    rows = db.session.scalars(select(Trial).execution_options(populate_existing=True))
    return {(t.complaint_id, t.part, t.unit_id, t.due_on, t.month, t.outcome) for t in rows}


def kept_counts() -> tuple[Facts, Facts]:
    """What is counted by day and by month, without zeros."""
    days = select(
        PendingTally.government_id, PendingTally.due_on, PendingTally.unit_id, PendingTally.part, PendingTally.n
    )
    months = select(TrialTally.government_id, TrialTally.month, TrialTally.unit_id, TrialTally.part, TrialTally.outcome,
                    TrialTally.n)  # fmt: skip
    return tuple({tuple(row[:-1]): row[-1] for row in db.session.execute(each) if row[-1]} for each in (days, months))  # type: ignore[return-value]


def counted_by_hand() -> tuple[Facts, Facts]:
    """The same from the rows."""
    days: Counter[tuple[Any, ...]] = Counter()
    months: Counter[tuple[Any, ...]] = Counter()
    for t in db.session.scalars(select(Trial)):
        if t.outcome == "pending":
            days[t.government_id, t.due_on, t.unit_id, t.part] += 1
        else:
            months[t.government_id, t.month, t.unit_id, t.part, t.outcome] += 1
    return dict(days), dict(months)


def check_trials(government_id: int) -> None:
    """Rows, counts and a full recount agree; each case counts once for a part; answers that count are there."""
    rows, counts = kept_trials(), kept_counts()
    assert counts == counted_by_hand()
    for complaint in db.session.scalars(select(Complaint).where(Complaint.assigned_on.is_not(None))):
        _check_case(complaint, [row for row in rows if row[0] == complaint.id])
    for _done in trialing.rebuild(government_id):
        db.session.commit()
    assert (kept_trials(), kept_counts()) == (rows, counts)


def _check_case(complaint: Complaint, rows: list[tuple[Any, ...]]) -> None:
    for part in ("R", "K"):
        own = [row for row in rows if row[1] == part]
        counting = [row for row in own if row[5] not in rule.LEFT_OUT[part]]
        assert own
        assert len(counting) <= 1
        was_moved = any(row[5] == "transferred" for row in own)
        if part == "R" and not was_moved and counting and counting[0][5] in ("met", "pending"):
            answered = any(day <= counting[0][3] for day in _answered_on(complaint))
            assert answered == (counting[0][5] == "met")


def _answered_on(complaint: Complaint) -> list[Any]:
    """Days of official words that no moderator voided."""
    void = select(VoidAnswer.message_id)
    said = select(Message.at).where(
        Message.complaint_id == complaint.id, Message.kind.in_(("answer", "resolution")), Message.id.not_in(void)
    )
    return [clock.local_date(at, complaint.government.zone) for at in db.session.scalars(said)]
