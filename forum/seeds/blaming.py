"""Hollow answers around the stories, by the house's own acts: a reporter marks them, a moderator voids them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from forum.complaints.actions import hollow
from forum.complaints.models import Complaint
from forum.complaints.queries import cases
from forum.complaints.queries.hollow import answers_of
from forum.core.db import db
from forum.scores.rules.months import first_day, month_of, shifted
from forum.seeds.deeds import Around, Deed
from forum.seeds.past import published_on

MARKED, DECIDED = 52, 51
"""Days ago: before the month is published in which the answers were due."""
CASES = 2
"""So many that the unit gets attention."""


def deeds_of(around: Around) -> Iterator[Deed]:
    """All of it, with moments; only where the place tells of such a unit."""
    if not around.place.book.history.hollow:
        return
    blamed = _Blamed(around)
    yield Deed(around.at(MARKED, 19), blamed.mark)
    yield Deed(around.at(DECIDED, 11), blamed.decide)


class _Blamed:
    def __init__(self, around: Around) -> None:
        self.around, self.ids = around, list[int]()

    def mark(self) -> None:
        """What the unit called done and its reporter says nothing of: both answers name no action and no date."""
        around = self.around
        around.history.count()
        own = (Complaint.unit_id == around.unit(around.place.book.history.hollow).id, ~Complaint.is_confidential,
               Complaint.state == "closed_by_system", Complaint.assigned_on >= self._open_since())  # fmt: skip
        newest = db.session.scalars(select(Complaint.id).where(*own).order_by(Complaint.id.desc()))
        self.ids = [case_id for case_id in newest.all() if len(answers_of(case_id)) >= hollow.MARKS][:CASES]
        for case_id in self.ids:
            for answer in answers_of(case_id)[: hollow.MARKS]:
                hollow.mark(cases.lock(case_id), answer.id)

    def _open_since(self) -> date:
        """The first day of the months that will not be published when the moderator decides."""
        decided = self.around.at(DECIDED).date()
        month = shifted(month_of(decided), -2)
        return first_day(month if published_on(month) > decided else shifted(month, 1))

    def decide(self) -> None:
        """The first answers are void, what was said at the end stands."""
        reason = self.around.shared.life["hollow"]["reason"]
        self.around.history.count()
        for case_id in self.ids:
            first = answers_of(case_id)[0]
            hollow.decide(cases.lock(case_id), [first.id], reason, by=self.around.place.moderator(0))
