"""One plain case of a load, written as rows: what it leaves in every table."""

from __future__ import annotations

import itertools
import json
import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
    """One case, written to the rows of a batch."""

    def __init__(self, rows: bulk.Rows, counts: counting.Counts, ids: Ids, dice: random.Random, now: datetime) -> None:
        super().__init__(rows, ids, dice, now)
        self.counts = counts

    def write(self, ground: Ground, words: Words, ago: float) -> None:
        """Everything a case leaves behind."""
        dice = self.dice
        self.ground, self.words, self.versions = ground, words, 0
        self.begun = self.now + timedelta(days=ago)
        self.state = self._state(-ago)
        self.village = dice.choice(ground.villages)
        self.unit = ground.some_unit(dice)
        self.pace, self.events = ground.pace[self.unit], list[trial_rules.Event]()
        self.id = self.ids.take("complaint")
        self.subject, self.ref = self.open_subject("complaint", self.begun)
        day = clock.local_date(self.begun, ground.zone)
        ground.last[day.year] = seq = ground.last.get(day.year, 0) + 1
        self.number, self.facts = f"{ground.prefix}-{day.year}-{seq:06d}", dict[str, Any](submitted_on=day)
        content = f'{{"body":{words.quoted},"happened":"","number":"{self.number}","place":""}}'
        salt, leaf = self.leaf("complaint", self.subject, self.ref, 1, content, self.begun)
        texts = (self.id, words.body, "", "", None, salt, leaf, self.rows.moment(self.begun))
        copy = (self.id, 1, words.body, words.html, "", text.SANITISER_VERSION, None, self.rows.moment(self.begun))
        self._live(day)
        self._complaint(day, seq)
        self._trials()
        self.rows.texts.append(texts)
        self.rows.copies.append(copy)

    def _state(self, age: float) -> str:
        """Old cases are over, but for a few that were forgotten."""
        state = self.dice.choices(NAMES, cum_weights=WEIGHTS)[0]
        if age > 60 and state in FRESH and self.dice.random() < 0.97:
            return "closed_by_system"
        return state if age > 30 or state in FRESH else self.dice.choice(sorted(FRESH))

    def _live(self, day: date) -> None:
        self._act("submit", "submitted", "reporter", self.begun, {"channel": "web"})
        moment = self.begun
        for act in ACTS[self.state]:
            moment = min(moment + timedelta(days=self._gap(act)), self.now)
            self._note(act, clock.local_date(moment, self.ground.zone), moment)
        self.moment = moment

    def _gap(self, act: str) -> float:
        """Days until the next act: some units take their time."""
        return self.dice.uniform(*GAPS.get(act, (0.2, 3))) * (self.pace if act in SPOKEN else 1)

    def _trials(self) -> None:
        """What it proves, by the very rule."""
        ground = self.ground
        for held in trial_rules.standings(self.events, QuickTerms(LIMITS, ground.days_off)):
            month = f"{held.due_on:%Y-%m}"
            row = (self.id, held.part, held.unit_id, ground.id, held.due_on.isoformat(), month, held.outcome)
            self.rows.trials.append(row)
            self.counts.trial(ground.id, held)

    def _note(self, act: str, day: date, moment: datetime) -> None:
        facts, month = self.facts, f"{moment:%Y-%m}"
        if act in trial_rules.VERBS:
            unit = self.unit if act == "assign" else None
            self.events.append(trial_rules.Event(act, day, ROLE.get(act, "moderator"), unit))
        if act == "assign":
            facts |= {"verified_on": day, "assigned_on": day, "answer_from": day}
            self.rows.assignments.append(
                (self.id, self.unit, "lead", self.ground.moderator, self.rows.moment(moment), None)
            )  # fmt: skip
            self.counts.month(self.unit, month, received=1)
        elif act in ("merge", "refer"):
            facts |= {"verified_on": day}
        elif act == "ask_completion":
            facts |= {"asked_on": day}
        detail = {"to": self.ground.unit_names[self.unit], "unit": self.unit} if act == "assign" else {}
        if act == "answer":
            detail = self._first_answer(day, month)
        elif act == "resolve":
            facts |= {"resolved_on": day}
            self.counts.month(self.unit, month, resolved=1)
        elif act == "confirm":
            self.counts.month(self.unit, month, confirmed=1)
        elif act == "dispute":
            facts |= {"reopened_on": day, "answer_from": day, "answered_on": None, "resolved_on": None}
            self.counts.month(self.unit, month, reopened=1)
        if AFTER[act] in rules.CLOSED:
            facts |= {"closed_on": day}
        self._act(act, AFTER[act], ROLE.get(act, "moderator"), moment, detail)

    def _first_answer(self, day: date, month: str) -> dict[str, Any]:
        assigned, off = self.facts["assigned_on"], self.ground.days_off
        days = working_days_between(assigned, day, off)
        late = day > working_days_after(assigned, 5, off)
        self.facts |= {"answered_on": day, "first_answered_on": day}
        self.counts.answered(self.unit, days, month, not late)
        return {"days": days, "late": late}

    def _act(self, act: str, state: str, role: str, moment: datetime, detail: dict[str, Any]) -> None:
        self.versions += 1
        on = clock.local_date(moment, self.ground.zone)
        content = f'{{"act":"{act}","on":"{on}","role":"{role}","state":"{state}"}}'
        leaf = self.leaf("status", self.subject, self.ref, self.versions, content, moment)
        by = {"moderator": self.ground.moderator, "officer": self.ground.officers[self.unit]}.get(role)
        unit = self.unit if role == "officer" else None
        number = self.act(self.subject, act, moment, (role, by, unit), json.dumps({**detail, "state": state}), leaf)
        if act in SPOKEN:
            self._say(SPOKEN[act], moment, unit, number)

    def _say(self, kind: str, moment: datetime, unit: int | None, act: int) -> None:
        body = SAYINGS[kind]
        subject, ref = self.open_subject("reply", moment)
        salt, leaf = self.leaf("reply", subject, ref, 1, SAID[kind], moment)
        self.rows.messages.append((
            self.ids.take("message"), self.id, subject, act, kind, "officer", unit, "public", body, f"<p>{body}</p>",
            text.SANITISER_VERSION, salt, leaf, self.rows.moment(moment),
        ))  # fmt: skip

    def _complaint(self, day: date, seq: int) -> None:
        dice, ground, facts, state = self.dice, self.ground, self.facts, self.state
        found = rules.ClockFacts(state=state, **{k: v for k, v in facts.items() if k in CLOCK_FACTS})
        due = rules.deadlines(found, LIMITS, ground.days_off)
        is_verified, is_assigned = "verified_on" in facts, "assigned_on" in facts
        district = self.village.rpartition(".")[0]
        supports = int(dice.paretovariate(1.2)) - 1 if is_verified else 0
        secret = dice.random() < 0.02
        named = dice.random() < 0.8
        plain = (facts.get(k) for k in FACT_COLUMNS)
        self.rows.complaints.append((
            self.id, self.subject, ground.id, self.number, day.year, seq, state, "complaint", "web", "id",
            self.words.headline, self.words.category, self.unit if is_assigned else None, district, self.village,
            not named, secret, self.rows.moment(self.begun), day.isoformat(), f"{day:%Y-%m}",
            *(d.isoformat() if d else None for d in plain), *(d.isoformat() if d else None for d in (
                due.verify, due.completion, due.answer, due.resolve, due.silence, due.running)), min(supports, 2000),
        ))  # fmt: skip
        self.counts.case(ground.id, state, self.unit if is_assigned else None,
                         (self.village, district) if is_verified and not secret else ())  # fmt: skip
        if is_verified and not secret and state != "archived":
            scopes = f"g{ground.id} a{self.village.replace('.', '')} a{district.replace('.', '')}"
            self.rows.entries.append((self.subject, self.words.stems, scopes))
