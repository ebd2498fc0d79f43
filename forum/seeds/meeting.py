"""One meeting of the demonstration: its script, its day, and what it left in the database so far."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from forum.accounts.models import Account
from forum.commitments.models import Commitment
from forum.commitments.queries import cases
from forum.core.db import db
from forum.core.workdays import is_working_day
from forum.dialogues.models import AgendaItem, Session
from forum.dialogues.queries import agenda, sessions, statements
from forum.dialogues.queries.statements import Case
from forum.dialogues.rules.voices import voter_of_account
from forum.ledger.models import Subject
from forum.ledger.rules import Actor
from forum.seeds.deeds import Around
from forum.seeds.scripts import Poll, Programme, Script
from forum.units.models import Unit


@dataclass
class Meeting:
    """Days count from the day it takes place; nothing is there that did not happen before the anchor."""

    around: Around
    programme: Programme
    script: Script
    turn: int
    planned_on: date
    on: date
    next_on: date
    dice: random.Random
    session_id: int = 0
    is_cancelled: bool = False
    items: dict[int, int] = field(default_factory=dict)
    """Items of the script, by their place in it."""
    excuses: dict[int, str] = field(default_factory=dict)
    """Shared by the meetings of a place: what a unit says when a commitment comes back, by its subject."""
    noticed: dict[int, str] = field(default_factory=dict)
    """Items that the system put on the agenda and the moderator kept: why they are there."""
    heard: Counter[str] = field(default_factory=Counter)
    """Shared by the meetings of a place: how many items the system brought, by why."""
    numbered: dict[int, int] = field(default_factory=dict)
    pledged: dict[tuple[int, int], int] = field(default_factory=dict)
    polls: dict[int, int] = field(default_factory=dict)
    tokens: list[int] = field(default_factory=list)
    posts: dict[int, int] = field(default_factory=dict)
    """The newest post of each item that can be replied to."""

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """An hour of a day before or after the meeting."""
        return self.around.on(self.on + timedelta(days=days), hour, minute)

    def office(self, days: int, hour: int, minute: int = 0) -> datetime:
        """An hour of a working day after the meeting, so much later or the next one."""
        day = self.on + timedelta(days=days)
        while not is_working_day(day, self.around.ground.days_off):
            day += timedelta(days=1)
        return self.around.on(day, hour, minute)

    def during(self, minutes: int) -> datetime:
        """So many minutes after the meeting begins."""
        hour, minute = (int(part) for part in self.programme.begins.split(":"))
        return self.around.on(self.on, hour, minute) + timedelta(minutes=minutes)

    def notice(self, item: AgendaItem) -> None:
        """An item of the system stays: the next words for its kind are said about it."""
        self.noticed[item.id], self.numbered[item.id] = item.reason, self.heard[item.reason]
        self.heard[item.reason] += 1

    def words_about(self, item_id: int, words: Mapping[str, Sequence[str]]) -> str:
        """Of the words for such items those whose turn it is: no two meetings of a place say the same."""
        lines = words[self.noticed[item_id]]
        return lines[self.numbered[item_id] % len(lines)]

    @property
    def is_past(self) -> bool:
        """True for one that is over by the anchor."""
        return self.script is not self.programme.coming

    def session(self) -> Session:
        """The session for an act."""
        return sessions.lock(self.session_id)

    def item(self, place: int) -> AgendaItem | None:
        """An item of the script for an act; None when it was never proposed."""
        return agenda.lock_item(self.items[place]) if place in self.items else None

    def promise(self, key: tuple[int, int]) -> Commitment | None:
        """A commitment for an act; None when it was never made."""
        return cases.lock(self.pledged[key]) if key in self.pledged else None

    def unit(self, code: str) -> Unit:
        """A unit by its code."""
        return self.around.unit(code)

    @property
    def moderator(self) -> Actor:
        """Who leads it and publishes its summary."""
        return self.around.place.moderator(0)

    @property
    def second(self) -> Actor:
        """The other moderator: takes the minutes and reads the summary."""
        return self.around.place.moderator(1)

    def officer(self, unit: Unit) -> Actor:
        """Who speaks for a unit."""
        return self.around.place.officer(unit.id, self.turn)

    def resident(self, turn: int) -> Account:
        """One of the residents."""
        residents = self.around.place.residents
        return residents[turn % len(residents)]

    def voice(self, turn: int) -> str:
        """What a resident's support and votes count under."""
        return voter_of_account(self.resident(turn).id)

    def poll(self, place: int) -> Case | None:
        """A statement for an act; None when it was never proposed."""
        if place not in self.polls:
            return None
        return statements.find_case(db.session.get_one(Subject, self.polls[place]).ref)

    def values(self, poll: Poll) -> list[int]:
        """How each voter in turn answers a statement, residents first."""
        agree, disagree, passed = poll.votes or (0, 0, 0)
        values = [1] * agree + [-1] * disagree + [0] * passed
        random.Random(poll.words).shuffle(values)
        return values
