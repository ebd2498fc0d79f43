"""A plain case of the months around the stories: it keeps office hours, and proves nothing after publication.

A published month must say what the lists behind it say afterwards. So a trial is written as soon as nothing that
comes changes it, and it is settled by the day on which the month of its deadline is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.complaints.rules.trials import PENDING, Standing
from forum.core import clock
from forum.core.workdays import is_working_day
from forum.ledger.rules import canonical
from forum.scores.rules.months import month_of, settled_on
from forum.seeds.case import LIMITS, SPOKEN, Case, Words
from forum.seeds.ground import Ground
from forum.seeds.pen import working_days_after

PUBLISHED_AFTER = timedelta(days=3)
"""Days after a month settled that it is published."""
CLOSES = time(17, 5, tzinfo=UTC)
"""Silence closes just before the nightly sweep of the stories would."""
TRIES = 20
SLOW = 0.9
"""Share of late answers of a unit that slips."""


def published_on(month: str) -> date:
    """The day a month is published."""
    return settled_on(month) + PUBLISHED_AFTER


class Past(Case):
    """A plain case that keeps office hours."""

    where = ""
    answers: Sequence[str] = ()
    done: Sequence[str] = ()
    is_slow = False

    def plan(self, ground: Ground, unit: int, words: Words, begun: datetime, fate: Sequence[str]) -> None:
        """Another pace where something would change what was published."""
        for _try in range(TRIES):
            super().plan(ground, unit, words, begun, fate)
            self._proofs = list(self.proofs())
            if all(self._is_in_time(*proof) for proof in self._proofs):
                return

    def next_moment(self, act: str, last: datetime) -> datetime:
        """The act's day and hour."""
        zone = ZoneInfo(self.ground.zone)
        if act == "close_silent":
            due = working_days_after(self.facts["resolved_on"], LIMITS.silence, self.ground.days_off)
            return datetime.combine(due, CLOSES)
        day = (last + timedelta(days=self._days(act))).astimezone(zone).date()
        is_reporter = act in ("confirm", "dispute")
        while not is_reporter and not is_working_day(day, self.ground.days_off):
            day += timedelta(days=1)
        hours = (6, 21) if is_reporter else (8, 15)
        moment = datetime.combine(day, time(self.dice.randint(*hours), self.dice.randint(0, 59)), zone)
        return max(moment, last + timedelta(minutes=self.dice.randint(15, 90)))

    def _days(self, act: str) -> float:
        pace = self.ground.pace[self.unit]  # 0.7 quick to 1.7 slow
        is_late = self.dice.random() < (SLOW if self.is_slow else max(0.03, 0.42 * (pace - 0.72)))
        spans = {
            "assign": (0.2, 2), "answer": (9, 14) if is_late else (0.8, 3 + pace), "confirm": (0.3, 6),
            "resolve": (20, 33) if is_late and self.dice.random() < 0.6 else (1, 6 + 4 * pace), "dispute": (0.5, 7),
        }  # fmt: skip
        return self.dice.uniform(*spans[act])

    def _is_in_time(self, acts: int, held: Standing) -> bool:
        """Undone past its deadline, it is a failure from the next day on without anybody's doing."""
        if held.outcome == PENDING:
            return True
        settled = clock.local_date(self.acts[acts - 1][1], self.ground.zone)
        return settled < published_on(month_of(held.due_on))

    def prove(self, acts: int) -> None:
        """What stands as it stays, at once."""
        for since, held in self._proofs:
            if since == acts:
                self.keep_trial(held)

    def said(self, act: str) -> tuple[str, str]:
        """Words that fit what it is about."""
        body = self.dice.choice(self.answers if act == "answer" else self.done)
        body = body.replace("{place}", self.where).replace("di di ", "di ")
        return body, canonical({"kind": SPOKEN[act], "role": "officer", "body": body}).decode()

    def supporters(self) -> int:
        """Supports are real acts of the stories."""
        return 0
