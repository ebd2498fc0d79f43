"""Commitments around the stories, by the house's own acts: from answers and from a forum, in every state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import select

from forum.commitments.actions import keeping, making
from forum.commitments.actions.making import Promise
from forum.commitments.models import Commitment
from forum.commitments.queries import cases
from forum.complaints.models import Complaint, Message
from forum.core.db import db
from forum.ledger.models import Subject
from forum.ledger.rules import Actor
from forum.scores.rules.months import first_day, month_of, shifted
from forum.seeds.deeds import Around, Deed, in_order
from forum.units.models import Unit

FATES = ("kept", "kept", "partly", "kept", "broken", "late", "kept", "withdrawn", "kept", "kept", "declined", "kept",
         "broken", "kept", "progress", "claimed", "accepted", "returned", "worded", "drafted")  # fmt: skip
"""Oldest first."""
OLDEST, NEWEST = 165, 4
"""Days ago that the first and the last was made."""
DUE_AFTER = 38
OPEN = frozenset(["progress", "claimed", "accepted", "returned", "worded", "drafted"])
OPEN_UNTIL = 30
UNITS = 8
WEIGHED_LATE = 8
"""Days ago that the evidence for one commitment of a published month was accepted."""


def late_month(around: Around) -> str:
    """The month of that commitment."""
    return shifted(month_of(around.anchor.date()), -2)


def deeds_of(around: Around) -> Iterator[Deed]:
    """All of it, with moments."""
    told = _Told(around)
    busiest = sorted(around.place.book.history.cases.items(), key=lambda pair: -pair[1])
    units = [around.unit(code) for code, _much in busiest[:UNITS]]
    for turn, fate in enumerate(FATES):
        ago = OLDEST - turn * (OLDEST - NEWEST) // (len(FATES) - 1)
        yield from in_order(told.life(fate, units[turn % len(units)], ago, turn))
    if around.place.book.slug == "makassar":
        yield from in_order(told.weighed_late(units[2]))


def weighed_at(around: Around) -> datetime:
    """When its evidence was accepted: before the correction, also where both fall on the same working day."""
    return around.at(WEIGHED_LATE, 10)


class _Told:
    def __init__(self, around: Around) -> None:
        self.around, self.words = around, around.shared.life["promises"]
        self.made: dict[int, int] = {}

    def life(self, fate: str, unit: Unit, ago: int, turn: int) -> Iterator[Deed]:
        """One commitment's acts."""
        around, on_time = self.around, 3 if fate != "late" else -3
        due = around.at(ago - DUE_AFTER if fate not in OPEN else ago - DUE_AFTER - OPEN_UNTIL).date()
        is_born = bool(turn % 3 == 1 or fate == "drafted")
        yield Deed(around.at(ago), lambda: self._propose(unit, due, turn, is_born))
        if fate == "drafted":
            return
        if is_born:
            yield Deed(around.at(ago - 1, 14), self._with(turn, lambda c: making.word(c, by=around.place.moderator(1))))
        if fate == "worded":
            return
        if fate == "declined":
            why = self.words["declined"]
            yield Deed(
                around.at(ago - 2.5, 15), self._with(turn, lambda c: making.decline(c, why, by=around.head(unit)))
            )
            return
        yield Deed(around.at(ago - 2.5, 15), self._with(turn, lambda c: making.accept(c, by=around.head(unit))))
        yield from self._kept(fate, unit, ago, turn, around.on(due - timedelta(days=on_time)).date())

    def _kept(self, fate: str, unit: Unit, ago: int, turn: int, handed_in: date) -> Iterator[Deed]:
        around, words = self.around, self.words
        officer, moderator = around.place.officer(unit.id, turn), around.place.moderator(turn)
        if fate in ("accepted", "broken"):
            if fate == "broken":
                after = around.on(handed_in + timedelta(days=6), 11)
                yield Deed(after, self._with(turn, lambda c: keeping.settle_broken(c, words["broken"], by=moderator)))
            return
        progressed = around.on(handed_in - timedelta(days=12), 9) if fate not in OPEN else around.at(max(ago - 4, 1), 9)
        yield Deed(progressed, self._with(turn, lambda c: keeping.progress(c, words["progress"], by=officer)))
        if fate == "withdrawn":
            yield Deed(around.on(handed_in, 11), self._with(turn, lambda c: self._withdraw(c, moderator)))
        elif fate != "progress":
            claimed = around.on(handed_in, 9) if fate not in OPEN else around.at(max(ago - 6, 0.6), 9)
            yield Deed(claimed, self._with(turn, lambda c: keeping.claim(c, words["evidence"], by=officer)))
            if fate == "returned":
                yield Deed(around.at(0.5, 9), self._with(
                    turn, lambda c: keeping.give_back(c, words["returned"], by=moderator)))  # fmt: skip
            elif fate != "claimed":
                verdict, why = ("part", words["partly"]) if fate == "partly" else ("keep", words["kept"])
                yield Deed(around.on(handed_in + timedelta(days=6), 14), self._with(
                    turn, lambda c: keeping.settle(c, verdict, why, by=moderator)))  # fmt: skip

    def _withdraw(self, promise: Commitment, moderator: Actor) -> None:
        """Born in an answer, before its day; what a forum heard stays until a forum decides."""
        if promise.origin == "answer":
            keeping.withdraw(promise, None, self.words["withdrawn"], by=moderator)

    def weighed_late(self, unit: Unit) -> Iterator[Deed]:
        """Handed in on time, weighed after its month was published: what a correction is for."""
        around, turn = self.around, len(FATES)
        due = first_day(late_month(around)) + timedelta(days=24)
        officer = around.place.officer(unit.id, 0)
        yield Deed(around.on(due - timedelta(days=30)), lambda: self._propose(unit, due, turn, False))
        yield Deed(around.on(due - timedelta(days=28)), self._with(
            turn, lambda c: making.accept(c, by=around.head(unit))))  # fmt: skip
        yield Deed(around.on(due - timedelta(days=2)), self._with(
            turn, lambda c: keeping.claim(c, self.words["evidence"], by=officer)))  # fmt: skip
        yield Deed(weighed_at(around), self._with(
            turn, lambda c: keeping.settle(c, "keep", self.words["kept"], by=around.place.moderator(0))))  # fmt: skip

    def _propose(self, unit: Unit, due: date, turn: int, is_born: bool) -> None:
        what, indicator = self.words["lines"][turn % len(self.words["lines"])]
        born_in = self._answered(unit) if is_born else None
        by = self.around.place.officer(unit.id, turn) if born_in else self.around.place.moderator(turn)
        agreed = "" if born_in else self.words["forum"]
        made = making.propose(self.around.place.government, unit, Promise(what, indicator, due), by=by,
                              born_in=born_in, agreed_in=agreed)  # fmt: skip
        self.made[turn] = made.id

    def _answered(self, unit: Unit) -> Subject | None:
        """The newest open case of the unit with an official answer."""
        asked = (
            select(Subject).join(Complaint, Complaint.subject_id == Subject.id)
            .join(Message, Message.complaint_id == Complaint.id)
            .where(Complaint.unit_id == unit.id, Message.kind == "answer", ~Complaint.is_confidential)
            .order_by(Message.id.desc()).limit(1)
        )  # fmt: skip
        return db.session.scalars(asked).first()

    def _with(self, turn: int, act: Callable[[Commitment], object]) -> Callable[[], None]:
        """The act, unless what it follows did not happen before the anchor."""

        def do() -> None:
            if turn in self.made:
                act(cases.lock(self.made[turn]))

        return do
