"""Statements: how long, when two say the same, when they take votes, and what the votes say. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from forum.scores.rules.wilson import wilson
from forum.search.rules import stems

LEAST, MOST = 10, 140
AGREE, PASS, DISAGREE = 1, 0, -1
VALUES = (AGREE, DISAGREE, PASS)
COUNTERS = {AGREE: "agree", DISAGREE: "disagree", PASS: "passed"}
LEAST_SHOWN = 5
"""Answers from which on the result is told: with fewer, it would tell who answered what."""
BROAD, DIVIDED, LEAST_VOTES = 0.6, 0.35, 10
"""What the lower bound of a share must reach to be broad, what both shares must reach to be divided, and how many must
have answered to say either. The same rule for a summary, a berita acara and what stands for what a forum wants."""
MOST_OF_SESSION = 300
MOST_WAITING = 5
"""Statements of one author that may wait for the moderator at once."""
ALIKE = 0.6
NEGATIONS = frozenset({"tidak", "tak", "bukan", "jangan", "tanpa", "belum", "no", "not", "never"})
ORDERS = ("setuju", "terbelah", "terbaru")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")

Key = TypeVar("Key")


def fold(body: str) -> str:
    """The words alone, lower-case ASCII: equal for sentences that differ in case, accents and marks only."""
    plain = unicodedata.normalize("NFKD", body.lower()).encode("ascii", "ignore").decode().replace("'", "")
    words = _NOT_A_WORD.sub(" ", plain).strip()
    return (words or " ".join(body.lower().split()))[:MOST]


def is_alike(one: str, other: str) -> bool:
    """True when at least six of ten word stems are shared, and both or neither deny."""
    if _denies(one) != _denies(other):
        return False
    first, second = set(stems(one)), set(stems(other))
    return bool(first and second) and len(first & second) >= ALIKE * len(first | second)


def alike(body: str, known: Iterable[tuple[Key, str]], most: int = 5) -> list[tuple[Key, str]]:
    """Statements among (key, body) that say nearly the same, in their order."""
    return [(key, said) for key, said in known if is_alike(body, said)][:most]


def _denies(body: str) -> bool:
    return not NEGATIONS.isdisjoint(fold(body).split())


def takes_words(state: str, today: date, opens: date, until: date) -> bool:
    """True while a session (in `state`) takes statements and votes; both days count."""
    return state != "cancelled" and opens <= today <= until


@dataclass(frozen=True)
class Result:
    """How a statement was answered. Who passed was asked and counts; who has not seen it does not."""

    agree: int
    disagree: int
    passed: int

    @property
    def n(self) -> int:
        """How many answered."""
        return self.agree + self.disagree + self.passed

    @property
    def is_shown(self) -> bool:
        """True when enough answered for nobody's answer to be told by it."""
        return self.n >= LEAST_SHOWN

    @property
    def standing(self) -> str:
        """agree or disagree when that share is surely at least six of ten, divided, or nothing that few can tell."""
        if self.n < LEAST_VOTES:
            return ""
        if wilson(self.agree, self.n)[0] >= BROAD:
            return "agree"
        if wilson(self.disagree, self.n)[0] >= BROAD:
            return "disagree"
        return "divided" if min(self.agree, self.disagree) >= DIVIDED * self.n else ""

    @property
    def is_broad(self) -> bool:
        """True when what it says stands for what a forum wants."""
        return self.standing == "agree"

    def percent(self, value: int) -> int:
        """Whole percent of n that answered so; the three need not add up to 100."""
        count: int = getattr(self, COUNTERS[value])
        return round(100 * count / self.n) if self.n else 0

    @property
    def low(self) -> int:
        """Lower bound (Wilson, 95 %) of the share that agrees, whole percent."""
        return round(100 * wilson(self.agree, self.n)[0])

    @property
    def high(self) -> int:
        """Upper bound of the share that agrees, whole percent."""
        return round(100 * wilson(self.agree, self.n)[1])

    def rank(self, order: str) -> float:
        """Where it stands in a list, highest first: by agreement that is sure, or by how clearly it divides."""
        if not self.is_shown:
            return -1.0
        agreeing = wilson(self.agree, self.n)[0]
        return agreeing if order != "terbelah" else min(agreeing, wilson(self.disagree, self.n)[0])


Counted = TypeVar("Counted")


def sorted_by(order: str, rows: Sequence[tuple[Counted, Result]]) -> list[tuple[Counted, Result]]:
    """Results in the order asked; `rows` come newest first and stay so among equals."""
    return list(rows) if order == "terbaru" else sorted(rows, key=lambda row: -row[1].rank(order))
