"""One plain case of a load, written as rows: what it leaves in every table."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from forum.complaints import rules
from forum.core import clock, text
from forum.core.workdays import add_working_days, working_days_between
from forum.ledger.actions import new_reference
from forum.ledger.rules import canonical
from forum.seeds import bulk, counting

SPAN_DAYS = 900
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


@dataclass
class Ground:
    """A government with what cases need of it."""

    id: int
    prefix: str
    zone: str
    villages: list[str]
    units: list[int]
    unit_names: dict[int, str]
    officers: dict[int, int | None]
    moderator: int
    days_off: frozenset[date]
    last: dict[int, int] = field(default_factory=dict)


@dataclass
class Ids:
    """The next free id of each table that is filled."""

    subject: int
    complaint: int
    act: int
    message: int
    leaf: int


class Case:
    """One case, written to the rows of a batch."""

    def __init__(self, rows: bulk.Rows, counts: counting.Counts, ids: Ids, dice: random.Random, now: datetime) -> None:
        self.rows, self.counts, self.ids, self.dice, self.now = rows, counts, ids, dice, now

    def write(self, ground: Ground, words: Words, ago: float) -> None:
        """Everything a case leaves behind."""
        dice = self.dice
        self.ground, self.words, self.versions = ground, words, 0
        self.begun = self.now + timedelta(days=ago)
        self.state = self._state(-ago)
        self.village = dice.choice(ground.villages)
        self.unit = ground.units[min(int(dice.expovariate(6 / len(ground.units))), len(ground.units) - 1)]
        self.id, self.ids.complaint = self.ids.complaint, self.ids.complaint + 1
        self.subject, self.ref = self._open_subject("complaint", self.begun)
        day = clock.local_date(self.begun, ground.zone)
        ground.last[day.year] = seq = ground.last.get(day.year, 0) + 1
        self.number, self.facts = f"{ground.prefix}-{day.year}-{seq:06d}", dict[str, Any](submitted_on=day)
        content = f'{{"body":{words.quoted},"happened":"","number":"{self.number}","place":""}}'
        salt, leaf = self._leaf("complaint", self.subject, self.ref, 1, content, self.begun)
        texts = (self.id, words.body, "", "", None, salt, leaf, self.rows.moment(self.begun))
        copy = (self.id, 1, words.body, words.html, "", text.SANITISER_VERSION, None, self.rows.moment(self.begun))
        self._live(day)
        self._complaint(day, seq)
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
            moment = min(moment + timedelta(days=self.dice.uniform(*GAPS.get(act, (0.2, 3)))), self.now)
            self._note(act, clock.local_date(moment, self.ground.zone), moment)
        self.moment = moment

    def _note(self, act: str, day: date, moment: datetime) -> None:
        facts, month = self.facts, f"{moment:%Y-%m}"
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
        late = day > add_working_days(assigned, 5, off)
        self.facts |= {"answered_on": day, "first_answered_on": day}
        self.counts.answered(self.unit, days, month, not late)
        return {"days": days, "late": late}

    def _act(self, act: str, state: str, role: str, moment: datetime, detail: dict[str, Any]) -> None:
        self.versions += 1
        on = clock.local_date(moment, self.ground.zone)
        content = f'{{"act":"{act}","on":"{on}","role":"{role}","state":"{state}"}}'
        salt, leaf = self._leaf("status", self.subject, self.ref, self.versions, content, moment)
        by = {"moderator": self.ground.moderator, "officer": self.ground.officers[self.unit]}.get(role)
        unit = self.unit if role == "officer" else None
        at = self.rows.moment(moment)
        line = json.dumps({**detail, "state": state})
        self.rows.acts.append((self.ids.act, self.subject, act, at, role, by, unit, None, "public", line, salt, leaf))
        if act in SPOKEN:
            self._say(SPOKEN[act], moment, unit)
        self.ids.act += 1

    def _say(self, kind: str, moment: datetime, unit: int | None) -> None:
        body = SAYINGS[kind]
        subject, ref = self._open_subject("reply", moment)
        salt, leaf = self._leaf("reply", subject, ref, 1, SAID[kind], moment)
        self.rows.messages.append((
            self.ids.message, self.id, subject, self.ids.act, kind, "officer", unit, "public", body, f"<p>{body}</p>",
            text.SANITISER_VERSION, salt, leaf, self.rows.moment(moment),
        ))  # fmt: skip
        self.ids.message += 1

    def _open_subject(self, kind: str, moment: datetime) -> tuple[int, str]:
        number, ref = self.ids.subject, new_reference()
        self.ids.subject += 1
        self.rows.subjects.append((number, ref, kind, self.rows.moment(moment)))
        return number, ref

    def _leaf(
        self, kind: str, subject: int, ref: str, version: int, content: str, moment: datetime
    ) -> tuple[bytes, int]:  # fmt: skip
        """A leaf as ledger.rules makes it, written without its JSON encoder: seven a case are most of the work."""
        salt, month, index = secrets.token_bytes(32), f"{moment:%Y-%m}", self.ids.leaf
        committed = hashlib.sha256(b"forum-commit-v1\0" + salt + content.encode()).digest()
        entry = f'{{"c":"{committed.hex()}","k":"{kind}","r":"{ref}","t":"{month}","v":{version}}}'
        self.ids.leaf += 1
        hashed = hashlib.sha256(b"\0" + entry.encode()).digest()
        self.rows.leaves.append((index, subject, kind, version, month, committed, hashed))
        return salt, index

    def _complaint(self, day: date, seq: int) -> None:
        dice, ground, facts, state = self.dice, self.ground, self.facts, self.state
        found = rules.ClockFacts(state=state, **{k: v for k, v in facts.items() if k in CLOCK_FACTS})
        due = rules.deadlines(found, rules.Limits(), ground.days_off)
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
