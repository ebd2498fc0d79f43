"""What a session left behind, as plain values: what a summary is made of. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from forum.dialogues.rules.statements import Result


@dataclass(frozen=True)
class Meeting:
    """When and where it was, and where its pages are."""

    title: str
    number: int
    year: int
    day: date
    mode: str
    place: str
    government: str
    host: str
    asked: tuple[str, ...]
    path: str

    @property
    def record(self) -> str:
        """The page that holds the record behind the figures."""
        return f"{self.path}/catatan"


@dataclass(frozen=True)
class Quoted:
    """A question, or a unit's answer, in short."""

    words: str
    unit: str = ""
    support: int = 0
    path: str = ""
    """Where it was said; its reference before the path of its item is known."""

    def at(self, item: str) -> Quoted:
        """The same, with its address below that of its item."""
        return replace(self, path=f"{item}/{self.path}")


@dataclass(frozen=True)
class Noted:
    """A finding."""

    id: int
    words: str


@dataclass(frozen=True)
class Promised:
    """A commitment as it stood."""

    what: str
    indicator: str
    unit: str
    due_on: date
    claimed_on: date | None
    state: str
    path: str

    def is_awaited(self, on: date) -> bool:
        """True while its day has not passed and nobody settled it."""
        return self.due_on >= on and self.state in ("worded", "accepted", "claimed")


@dataclass(frozen=True)
class Touched:
    """A complaint that was talked about."""

    number: str
    title: str
    path: str


@dataclass(frozen=True)
class Opinion:
    """A statement and its votes."""

    words: str
    agree: int
    disagree: int
    passed: int
    ref: str = ""

    @property
    def result(self) -> Result:
        """What the votes say."""
        return Result(self.agree, self.disagree, self.passed)

    @property
    def anchor(self) -> str:
        """Its place on the page of the record."""
        return f"pernyataan-{self.ref[:8]}" if self.ref else "pernyataan"


@dataclass(frozen=True)
class Scored:
    """A unit's number in the newest published month, and in the one before."""

    unit: str
    month: str
    points: int | None
    was: int | None
    path: str


@dataclass(frozen=True)
class Item:
    """What was talked about, and what came of it."""

    number: int
    title: str
    path: str
    unit: str
    questions: int
    posts: int
    has_minutes: bool
    answered: int = 0
    """Official answers, of which the first few are quoted."""
    asked: tuple[Quoted, ...] = ()
    answers: tuple[Quoted, ...] = ()
    decisions: tuple[Noted, ...] = ()
    agreements: tuple[Noted, ...] = ()
    differences: tuple[Noted, ...] = ()
    promises: tuple[Promised, ...] = ()


@dataclass(frozen=True)
class Named:
    """Another session: its name and its page."""

    title: str
    path: str


@dataclass(frozen=True)
class Record:
    """Everything a summary rests on."""

    meeting: Meeting
    heads: tuple[tuple[str, int], ...]
    registered: int
    items: tuple[Item, ...]
    opinions: tuple[Opinion, ...]
    voters: int
    photos: int
    last: Named | None
    last_promises: tuple[Promised, ...]
    touched: tuple[Touched, ...]
    scores: tuple[Scored, ...]

    @property
    def promises(self) -> tuple[Promised, ...]:
        """Every commitment of the session."""
        return tuple(each for item in self.items for each in item.promises)
