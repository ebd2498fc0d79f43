"""One plain case of a load, written as rows: what it leaves in every table."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from forum.complaints import rules
from forum.complaints.rules import trials as trial_rules
from forum.core import clock, text
from forum.core.workdays import working_days_between
from forum.ledger.rules import canonical
from forum.seeds import bulk, counting
from forum.seeds.ground import Ground
from forum.seeds.pen import Ids, Pen, working_days_after

LIMITS = rules.Limits()
"""Those of the default policy for complaints."""
STATES = {
    "submitted": 1, "awaiting_completion": 0.5, "archived": 5, "assigned": 1.5, "in_progress": 2.5, "resolved": 2.5,
    "confirmed": 24, "closed_by_system": 50, "closed_by_moderator": 4, "reopened": 1, "merged": 4, "withdrawn": 2,
    "referred": 2,
}  # fmt: skip
NAMES, WEIGHTS = list(STATES), list(itertools.accumulate(STATES.values()))
FRESH = frozenset({"submitted", "awaiting_completion", "assigned", "in_progress", "resolved", "reopened"})
ACTS = {
    "submitted": (), "awaiting_completion": ("ask_completion",), "archived": ("archive",), "assigned": ("assign",),
    "in_progress": ("assign", "answer"), "resolved": ("assign", "answer", "resolve"),
    "confirmed": ("assign", "answer", "resolve", "confirm"),
    "closed_by_system": ("assign", "answer", "resolve", "close_silent"),
    "closed_by_moderator": ("assign", "answer", "close"),
    "reopened": ("assign", "answer", "resolve", "dispute"), "merged": ("merge",), "withdrawn": ("withdraw",),
    "referred": ("refer",),
}  # fmt: skip
AFTER = {
    "ask_completion": "awaiting_completion", "archive": "archived", "assign": "assigned", "answer": "in_progress",
    "resolve": "resolved", "confirm": "confirmed", "close_silent": "closed_by_system", "close": "closed_by_moderator",
    "dispute": "reopened", "merge": "merged", "withdraw": "withdrawn", "refer": "referred",
}  # fmt: skip
ROLE = {"answer": "officer", "resolve": "officer", "confirm": "reporter", "dispute": "reporter",
        "withdraw": "reporter", "close_silent": "system"}  # fmt: skip
COUNTED = {"assign": "received", "resolve": "resolved", "confirm": "confirmed", "dispute": "reopened"}
SPOKEN = {"answer": "answer", "resolve": "resolution"}
GAPS = {"answer": (1, 9), "resolve": (1, 12), "confirm": (0, 8), "dispute": (0, 8), "close_silent": (15, 17)}
CLOCK_FACTS = frozenset({"submitted_on", "asked_on", "assigned_on", "answer_from", "answered_on", "reopened_on",
                         "resolved_on"})  # fmt: skip
FACT_COLUMNS = ("verified_on", "asked_on", "assigned_on", "answer_from", "answered_on", "first_answered_on",
                "resolved_on", "reopened_on", "closed_on")  # fmt: skip
SAYINGS = {
    "answer": "Terima kasih. Petugas kami memeriksa tempatnya dan menulis hasilnya di sini.",
    "resolution": "Pekerjaannya selesai. Mohon diperiksa.",
}
SAID = {k: canonical({"kind": k, "role": "officer", "body": body}).decode() for k, body in SAYINGS.items()}


@dataclass(frozen=True)
class Words:
    """A ready text: body, its safe form, its headline and its stems."""

    body: str
    quoted: str
    """The body as JSON."""
    html: str
    headline: str
    stems: str
    category: int


class QuickTerms(trial_rules.Terms):
    """Deadlines looked up: the same day's come thousands of times."""

    def after(self, start: date, days: int) -> date:
        """The last day of a limit that starts on a day."""
        return working_days_after(start, days, self.days_off)


class Case(Pen):
    """One case: planned first, then written act by act to the rows of a batch, and counted when it is over."""

    def __init__(self, rows: bulk.Rows, counts: counting.Counts, ids: Ids, dice: random.Random, now: datetime) -> None:
        super().__init__(rows, ids, dice, now)
        self.counts = counts

    def write(self, ground: Ground, words: Words, ago: float) -> None:
        """Everything a case leaves behind, at once."""
        self.plan(ground, ground.some_unit(self.dice), words, self.now + timedelta(days=ago), self._fate(-ago))
        for _moment in self.live():
            pass

    def plan(self, ground: Ground, unit: int, words: Words, begun: datetime, fate: Sequence[str]) -> None:
        """Settle what happens and when; nothing is written yet."""
        self.ground, self.unit, self.words, self.begun = ground, unit, words, begun
        self.versions, self.state = 0, "submitted"
        self.village = self.dice.choice(ground.villages)
        day = clock.local_date(begun, ground.zone)
        self.facts = dict[str, Any](submitted_on=day)
        self.acts: list[tuple[str, datetime, date, dict[str, Any]]] = []
        moment = begun
        for act in fate:
            moment = self.next_moment(act, moment)
            if moment > self.now:
                break
            self._note(act, clock.local_date(moment, ground.zone), moment)

    def live(self) -> Iterator[datetime]:
        """Tells the moment of each act and writes it when asked for the next."""
        yield self.begun
        self._submit()
        for acts, (act, moment, _day, detail) in enumerate(self.acts, 1):
            yield moment
            self._act(act, AFTER[act], ROLE.get(act, "moderator"), moment, detail)
            if act == "assign":
                row = (self.id, self.unit, "lead", self.ground.moderator, self.rows.moment(moment), None)
                self.rows.assignments.append(row)
            self._count_step(act, moment, detail)
            self.prove(acts)
        self._count()

    def next_moment(self, act: str, last: datetime) -> datetime:
        """When the next act comes: some units take their time."""
        pace = self.ground.pace[self.unit] if act in SPOKEN else 1
        return min(last + timedelta(days=self.dice.uniform(*GAPS.get(act, (0.2, 3))) * pace), self.now)

    def said(self, act: str) -> tuple[str, str]:
        """The unit's words, and as the leaf commits to them."""
        return SAYINGS[SPOKEN[act]], SAID[SPOKEN[act]]

    def supporters(self) -> int:
        """How many support it."""
        return min(int(self.dice.paretovariate(1.2)) - 1, 2000)

    def _fate(self, age: float) -> Sequence[str]:
        """Old cases are over, but for a few that were forgotten."""
        state = self.dice.choices(NAMES, cum_weights=WEIGHTS)[0]
        if age > 60 and state in FRESH and self.dice.random() < 0.97:
            return ACTS["closed_by_system"]
        return ACTS[state if age > 30 or state in FRESH else self.dice.choice(sorted(FRESH))]

    def _submit(self) -> None:
        day, words = self.facts["submitted_on"], self.words
        self.id = self.ids.take("complaint")
        self.subject, self.ref = self.open_subject("complaint", self.begun)
        self.ground.last[day.year] = seq = self.ground.last.get(day.year, 0) + 1
        number = f"{self.ground.prefix}-{day.year}-{seq:06d}"
        content = f'{{"body":{words.quoted},"happened":"","number":"{number}","place":""}}'
        salt, leaf = self.leaf("complaint", self.subject, self.ref, 1, content, self.begun)
        at = self.rows.moment(self.begun)
        self._complaint(day, seq, number)
        self.rows.texts.append((self.id, words.body, "", "", None, salt, leaf, at))
        self.rows.copies.append((self.id, 1, words.body, words.html, "", text.SANITISER_VERSION, None, at))
        self._act("submit", "submitted", "reporter", self.begun, {"channel": "web"})

    def _note(self, act: str, day: date, moment: datetime) -> None:
        """What an act changes, as far as it is known beforehand."""
        facts, detail = self.facts, dict[str, Any]()
        if act == "assign":
            facts |= {"verified_on": day, "assigned_on": day, "answer_from": day}
            detail = {"to": self.ground.unit_names[self.unit], "unit": self.unit}
        elif act in ("merge", "refer"):
            facts |= {"verified_on": day}
        elif act == "ask_completion":
            facts |= {"asked_on": day}
        elif act == "answer":
            detail = self._answer(day)
        elif act == "resolve":
            facts |= {"resolved_on": day}
        elif act == "dispute":
            facts |= {"reopened_on": day, "answer_from": day, "answered_on": None, "resolved_on": None}
        if AFTER[act] in rules.CLOSED:
            facts |= {"closed_on": day}
        self.state = AFTER[act]
        self.acts.append((act, moment, day, detail))

    def _answer(self, day: date) -> dict[str, Any]:
        is_first = "first_answered_on" not in self.facts
        self.facts |= {"answered_on": day}
        if not is_first:
            return {}
        self.facts |= {"first_answered_on": day}
        assigned, off = self.facts["assigned_on"], self.ground.days_off
        late = day > working_days_after(assigned, 5, off)
        return {"days": working_days_between(assigned, day, off), "late": late}

    def prove(self, acts: int) -> None:
        """Write what the case proves, so many acts having happened: of a load all of it at its end."""
        if acts == len(self.acts):
            for held in self._standings(acts):
                self.keep_trial(held)

    def keep_trial(self, held: trial_rules.Standing) -> None:
        """One trial, written and counted."""
        due, month = held.due_on.isoformat(), f"{held.due_on:%Y-%m}"
        self.rows.trials.append((self.id, held.part, held.unit_id, self.ground.id, due, month, held.outcome))
        self.counts.trial(self.ground.id, held)

    def proofs(self) -> Iterator[tuple[int, trial_rules.Standing]]:
        """Each trial, and after how many acts it stands as it stays."""
        stood = [self._standings(acts) for acts in range(len(self.acts) + 1)]
        for held in stood[-1]:
            since = len(self.acts)
            while held in stood[since - 1]:
                since -= 1
            yield since, held

    def _standings(self, acts: int) -> list[trial_rules.Standing]:
        """By the very rule, from the first so many acts."""
        return trial_rules.standings(self._events(acts), QuickTerms(LIMITS, self.ground.days_off))

    def _events(self, acts: int) -> Iterator[trial_rules.Event]:
        for act, _moment, day, _detail in self.acts[:acts]:
            if act in trial_rules.VERBS:
                unit = self.unit if act == "assign" else None
                yield trial_rules.Event(act, day, ROLE.get(act, "moderator"), unit)

    def _count_step(self, act: str, moment: datetime, detail: dict[str, Any]) -> None:
        month = f"{moment.astimezone(UTC):%Y-%m}"
        if act == "answer" and detail:
            self.counts.answered(self.unit, detail["days"], month, not detail["late"])
        elif act in COUNTED:
            self.counts.month(self.unit, month, **{COUNTED[act]: 1})

    def _count(self) -> None:
        """Where it stands in the end."""
        areas = (self.village, self.village.rpartition(".")[0]) if self.is_open else ()
        self.counts.case(self.ground.id, self.state, self.unit if "assigned_on" in self.facts else None, areas)

    def _act(self, act: str, state: str, role: str, moment: datetime, detail: dict[str, Any]) -> None:
        self.versions += 1
        on = clock.local_date(moment, self.ground.zone)
        content = f'{{"act":"{act}","on":"{on}","role":"{role}","state":"{state}"}}'
        leaf = self.leaf("status", self.subject, self.ref, self.versions, content, moment)
        by = {"moderator": self.ground.moderator, "officer": self.ground.officers[self.unit]}.get(role)
        unit = self.unit if role == "officer" else None
        number = self.act(self.subject, act, moment, (role, by, unit), json.dumps({**detail, "state": state}), leaf)
        if act in SPOKEN:
            self._say(act, moment, unit, number)

    def _say(self, act: str, moment: datetime, unit: int | None, number: int) -> None:
        body, content = self.said(act)
        subject, ref = self.open_subject("reply", moment)
        salt, leaf = self.leaf("reply", subject, ref, 1, content, moment)
        self.rows.messages.append((
            self.ids.take("message"), self.id, subject, number, SPOKEN[act], "officer", unit, "public", body,
            f"<p>{body}</p>", text.SANITISER_VERSION, salt, leaf, self.rows.moment(moment),
        ))  # fmt: skip

    def _complaint(self, day: date, seq: int, number: str) -> None:
        dice, ground, facts, state = self.dice, self.ground, self.facts, self.state
        found = rules.ClockFacts(state=state, **{k: v for k, v in facts.items() if k in CLOCK_FACTS})
        due = rules.deadlines(found, LIMITS, ground.days_off)
        is_verified, is_assigned = "verified_on" in facts, "assigned_on" in facts
        district = self.village.rpartition(".")[0]
        supports = self.supporters() if is_verified else 0
        secret = dice.random() < 0.02
        self.is_open = is_verified and not secret
        named = dice.random() < 0.8
        plain = (facts.get(k) for k in FACT_COLUMNS)
        self.rows.complaints.append((
            self.id, self.subject, ground.id, number, day.year, seq, state, "complaint", "web", "id",
            self.words.headline, self.words.category, self.unit if is_assigned else None, district, self.village,
            not named, secret, self.rows.moment(self.begun), day.isoformat(), f"{day:%Y-%m}",
            *(d.isoformat() if d else None for d in plain), *(d.isoformat() if d else None for d in (
                due.verify, due.completion, due.answer, due.resolve, due.silence, due.running)), supports,
        ))  # fmt: skip
        if self.is_open and state != "archived":
            scopes = f"g{ground.id} a{self.village.replace('.', '')} a{district.replace('.', '')}"
            self.rows.entries.append((self.subject, self.words.stems, scopes))
