"""One part of a complaint's trial, act by act: which unit holds it, when it is due, how it stands. Pure.

The readings behind it stand in rules/trials.py.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

from forum.complaints.rules.clocks import Limits
from forum.complaints.rules.life import REPORTER
from forum.core.workdays import add_working_days

R, K = "R", "K"
PENDING = "pending"
HELD_FOR = timedelta(days=14)
"""A yes counts unless the case is opened again within this time."""

BEGINNINGS = frozenset({"assign", "transfer"})
ENDINGS = {"withdraw": "withdrawn", "refer": "referred", "close": "closed"}


@dataclass(frozen=True, slots=True)
class Event:
    """One act that matters: its day in the government's zone, who took it, the unit that leads from it on."""

    verb: str
    on: date
    role: str
    unit_id: int | None = None
    is_void: bool = False
    """Of an answer: a moderator declared it hollow."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one part stands for one unit."""

    part: str
    unit_id: int
    due_on: date
    outcome: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Time limits and days off that the deadlines follow."""

    limits: Limits
    days_off: Set[date]

    def after(self, start: date, days: int) -> date:
        """The last day of a limit that starts on a day."""
        return add_working_days(start, days, self.days_off)


class Part:
    """What both parts share: which unit leads the case, and whose the trial is."""

    name = ""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.lead: int | None = None
        self.holder: int | None = None
        self.due = date.min
        self.reopened_on: date | None = None
        self.merged = ""
        self.left: dict[int, Standing] = {}

    def meet(self, event: Event) -> None:
        """Take in one act."""
        if event.verb in BEGINNINGS and event.unit_id is not None:
            self._begin(event.unit_id, event.on)
        elif self.holder is None:
            return
        elif event.verb in ("forward", "hand_over") and event.unit_id is not None:
            self._pass_on(event.unit_id, event.on)
        elif event.verb in ("dispute", "reopen"):
            self.reopened_on = event.on
            self.open_again(event)
        elif event.verb in ("merge", "unmerge"):
            self.merged = self.merged_as(event.on) if event.verb == "merge" else ""
        elif event.verb in ENDINGS:
            self.end(event)
        else:
            self.go_on(event)

    def standings(self) -> list[Standing]:
        """The trials of this part, one of them at most counting."""
        if self.holder is None:
            return []
        return [*self.left.values(), Standing(self.name, self.holder, self.due, self.outcome())]

    def _begin(self, unit_id: int, on: date) -> None:
        """A unit gets the case with a clock of its own, unless what was proved stays where it was."""
        former, self.lead = self.lead, unit_id
        if self.holder is None or (self.holder == former and not self.is_settled()):
            self._hand_on(unit_id, "transferred")
            self.start(on)

    def _pass_on(self, unit_id: int, on: date) -> None:
        """A unit gets the case as it is."""
        former, self.lead = self.lead, unit_id
        if self.holder == former and self.goes_along(on):
            self._hand_on(unit_id, "forwarded")

    def _hand_on(self, unit_id: int, outcome: str) -> None:
        if self.holder is not None:
            self.left[self.holder] = Standing(self.name, self.holder, self.due, outcome)
        self.left.pop(unit_id, None)
        self.holder = unit_id

    def answer_due(self, on: date) -> date:
        """When a unit that gets the case on a day must have answered."""
        limits = self.terms.limits
        return self.terms.after(on, limits.reopen if self.reopened_on == on else limits.answer)

    def is_settled(self) -> bool:
        """True when a transfer changes nothing any more."""
        return False

    def start(self, on: date) -> None:
        raise NotImplementedError

    def goes_along(self, on: date) -> bool:
        raise NotImplementedError

    def merged_as(self, on: date) -> str:
        raise NotImplementedError

    def open_again(self, event: Event) -> None:
        raise NotImplementedError

    def end(self, event: Event) -> None:
        raise NotImplementedError

    def go_on(self, event: Event) -> None:
        raise NotImplementedError

    def outcome(self) -> str:
        raise NotImplementedError


class Response(Part):
    """R: the first answer that stands."""

    name = R
    answered_on: date | None = None
    ended = ""

    def start(self, on: date) -> None:
        """The unit's own clock."""
        self.due, self.answered_on, self.ended = self.answer_due(on), None, ""

    def goes_along(self, on: date) -> bool:
        """Unanswered and in time; later, the failure stays."""
        if self.ended or self.answered_on is not None:
            return False
        if on > self.due:
            self.ended = "unanswered"
        return not self.ended

    def merged_as(self, on: date) -> str:
        """Left out whenever it was."""
        return "merged"

    def open_again(self, event: Event) -> None:
        """No new trial."""

    def end(self, event: Event) -> None:
        """The first ending decides."""
        if self.ended:
            return
        in_time, unanswered = event.on <= self.due, self.answered_on is None
        if event.verb == "refer" or (in_time and (unanswered or event.verb == "withdraw")):
            self.ended = ENDINGS[event.verb]
        elif unanswered:
            self.ended = "unanswered"

    def go_on(self, event: Event) -> None:
        """A resolution says what was done: it is an answer too."""
        if event.verb in ("answer", "resolve") and self.answered_on is None and not event.is_void:
            self.answered_on = event.on

    def outcome(self) -> str:
        """How it stands."""
        if self.merged or self.ended:
            return self.merged or self.ended
        if self.answered_on is None:
            return PENDING
        return "met" if self.answered_on <= self.due else "late"


class Resolution(Part):
    """K: the reporter's word on what the unit marked as done."""

    name = K
    done_on: date | None = None
    yes_on: date | None = None
    ended = ""
    final = ""

    def start(self, on: date) -> None:
        """The clock of the case goes on; it only never ends before the unit had to answer."""
        is_first = self.due == date.min
        self.due = self.terms.after(on, self.terms.limits.resolve) if is_first else max(self.due, self.answer_due(on))
        self.done_on = self.yes_on = None
        self.ended = self.final = ""

    def is_settled(self) -> bool:
        """What was proved stays, but for a deadline that merely passed."""
        return self.final in ("solved", "unsolved")

    def goes_along(self, on: date) -> bool:
        """Undone after the deadline, the failure stays."""
        if not self.final and self.done_on is None and on > self.due:
            self.final = "overdue"
        return not self.final

    def merged_as(self, on: date) -> str:
        """Undone after the deadline, the failure stays while it is merged."""
        return "merged" if on <= self.due else "overdue"

    def open_again(self, event: Event) -> None:
        """A yes that held stays one; else a case marked as done was not."""
        if self.final:
            return
        if self.done_on is None:
            self._run_again(event.on)
        elif self.yes_on is not None:
            self.final = "unsolved" if event.on - self.yes_on <= HELD_FOR else "solved"
        elif event.role == REPORTER or event.on - self.done_on <= HELD_FOR:
            self.final = "unsolved"
        else:
            self._run_again(event.on)

    def _run_again(self, on: date) -> None:
        self.done_on, self.ended = None, ""
        self.due = max(self.due, self.terms.after(on, self.terms.limits.reopen))

    def end(self, event: Event) -> None:
        """Undone, it depends on the deadline; done, a close leaves the reporter's silence."""
        if self.final:
            return
        if self.done_on is None:
            self._end_undone(event)
        elif event.verb == "withdraw":
            self.ended = "withdrawn"

    def _end_undone(self, event: Event) -> None:
        if event.on <= self.due:
            self.ended = ENDINGS[event.verb]
        else:
            self.final = "overdue"

    def go_on(self, event: Event) -> None:
        """Done, and the reporter's yes."""
        if event.verb == "resolve" and not self.final:
            self.done_on = event.on
        elif event.verb == "confirm" and not self.final:
            self.yes_on = event.on

    def outcome(self) -> str:
        """How it stands."""
        if self.final or self.merged:
            return self.final or self.merged
        if self.yes_on is not None:
            return "solved"
        return self.ended or ("silent" if self.done_on is not None else PENDING)
