"""One plain commitment of a load, written as rows: its wording and the acts that led to where it stands."""

from __future__ import annotations

import json
import random
from datetime import date, datetime, timedelta
from typing import Any

from forum.commitments import rules
from forum.core import clock
from forum.ledger.rules import canonical
from forum.seeds import bulk, counting
from forum.seeds.ground import Ground
from forum.seeds.pen import Ids, Pen

FATES = {"kept": 0.6, "kept_late": 0.7, "partly": 0.78, "broken": 0.9, "accepted": 1.0}
"""Up to which number of chance, for those whose day has passed."""
ENDING = {"kept": "keep", "kept_late": "keep", "partly": "part", "broken": "break"}
STATE = {"propose": "drafted", "word": "worded", "accept": "accepted", "claim": "claimed", "keep": "kept",
         "part": "partly", "break": "broken"}  # fmt: skip
ROLE = {"accept": "head", "claim": "officer"}
WHAT = "Loket contoh melayani paling lama 30 menit sejak nomor antrean diambil."
INDICATOR = "Catatan antrean sepekan, dipasang di loket."


class Promise(Pen):
    """One commitment, written to the rows of a batch."""

    def __init__(self, rows: bulk.Rows, counts: counting.PromiseCounts, ids: Ids, dice: random.Random,
                 now: datetime) -> None:  # fmt: skip
        super().__init__(rows, ids, dice, now)
        self.counts = counts

    def write(self, ground: Ground, unit: int, ago: float) -> None:
        """Everything a commitment leaves behind; made so many days ago."""
        dice, made = self.dice, self.now + timedelta(days=ago)
        self.ground, self.versions = ground, 0
        self.due = clock.local_date(made, ground.zone) + timedelta(days=dice.randint(20, 60))
        is_over = self.due < clock.local_date(self.now, ground.zone)
        chance = dice.random()
        fate = next(word for word, up_to in FATES.items() if chance <= up_to) if is_over else "accepted"
        self.id = self.ids.take("commitment")
        self.subject, self.ref = self.open_subject("commitment", made)
        self._keep_wording(made)
        days = self._live(fate, made)
        self._row(unit, made, days)

    def _keep_wording(self, made: datetime) -> None:
        self.versions += 1
        content = {"what": WHAT, "indicator": INDICATOR, "due_on": self.due.isoformat(), "version": 1}
        leaf = self._leaf(content, made)
        at, by = self.rows.moment(made), self.ground.moderator
        self.rows.wordings.append((self.id, 1, WHAT, INDICATOR, self.due.isoformat(), by, at, *leaf))

    def _leaf(self, content: dict[str, Any], moment: datetime) -> tuple[bytes, int]:
        return self.leaf("commitment", self.subject, self.ref, self.versions, canonical(content).decode(), moment)

    def _live(self, fate: str, made: datetime) -> dict[str, date]:
        """The acts; the day of each."""
        hand_in = timedelta(days=4 if fate == "kept_late" else -2)
        end = datetime.combine(self.due, made.timetz())
        acts = {"propose": made, "word": made, "accept": made + timedelta(days=2)}
        if fate in ("kept", "kept_late", "partly"):
            acts["claim"] = end + hand_in
        if fate in ENDING:
            acts[ENDING[fate]] = end + timedelta(days=6)
        acts = {act: moment for act, moment in acts.items() if moment <= self.now or act in ("propose", "word")}
        for act, moment in acts.items():
            self._step(act, moment)
        return {act: clock.local_date(moment, self.ground.zone) for act, moment in acts.items()}

    def _step(self, act: str, moment: datetime) -> None:
        self.versions += 1
        role, day = ROLE.get(act, "moderator"), clock.local_date(moment, self.ground.zone)
        content = {"act": act, "state": STATE[act], "role": role, "on": day.isoformat(), "due": self.due.isoformat(),
                   "version": 1}  # fmt: skip
        line = json.dumps({"state": STATE[act], "due": self.due.isoformat()})
        by = (role, self.ground.moderator if role == "moderator" else None, None)
        self.act(self.subject, act, moment, by, line, self._leaf(content, moment))

    def _row(self, unit: int, made: datetime, days: dict[str, date]) -> None:
        state = STATE[list(days)[-1]]
        accepted, claimed = days.get("accept"), days.get("claim")
        settled = next((days[act] for act in ("keep", "part", "break") if act in days), None)
        marked = [day.isoformat() if day else None for day in (days["word"], accepted, claimed, settled)]
        self.rows.promises.append((
            self.id, self.subject, self.ground.id, unit, "forum", state, WHAT, INDICATOR, self.due.isoformat(),
            f"{self.due:%Y-%m}", 1, self.rows.moment(made), *marked, "",
        ))  # fmt: skip
        outcome = rules.outcome(state, self.due, accepted, claimed)
        if outcome is not None:
            self.counts.commitment(self.ground.id, unit, self.due, outcome)
