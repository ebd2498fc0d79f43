"""The monthly forums of the demonstration as written: one file per place, and one for what they share."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORUMS = Path(__file__).parent / "forums"


@dataclass(frozen=True)
class Said:
    """Something in a thread: how it is said, by which unit if it is an answer, how many support it."""

    how: str
    unit: str
    support: int
    words: str


@dataclass(frozen=True)
class Pledge:
    """A commitment made in the meeting, and what becomes of it."""

    unit: str
    days: int
    fate: str
    what: str
    indicator: str
    excuse: str
    """What the unit says when it comes back on the next agenda."""


@dataclass(frozen=True)
class Topic:
    """Something to talk about, and what was said, noted, found and promised."""

    title: str
    body: str
    unit: str
    about: str
    """The key of a story: the complaint it is about."""
    said: tuple[Said, ...]
    minutes: tuple[str, ...]
    found: tuple[tuple[str, str], ...]
    pledges: tuple[Pledge, ...]


@dataclass(frozen=True)
class Poll:
    """A statement and its votes; None while it waits for a moderator."""

    votes: tuple[int, int, int] | None
    place: int
    """The topic it belongs to."""
    words: str


@dataclass(frozen=True)
class Script:
    """One meeting."""

    title: str
    theme: str
    hosts: tuple[str, ...]
    topics: tuple[Topic, ...]
    polls: tuple[Poll, ...]
    heads: tuple[tuple[str, int], ...]
    """People counted at the door by kind, beside those who used a code."""
    photo: str
    intro: str
    """The moderator's own words above the published summary."""
    fate: str
    reason: str
    correction: str
    capacity: int
    takes_element: bool

    @property
    def is_off(self) -> bool:
        """True when it does not take place."""
        return self.fate == "cancelled"


@dataclass(frozen=True)
class Programme:
    """The series of a place, its past meetings from the oldest on, and the coming one."""

    host: str
    title: str
    theme: str
    nth: int
    weekday: int
    begins: str
    minutes: int
    mode: str
    place: str
    link: str
    capacity: int
    hosts: tuple[str, ...]
    scripts: tuple[Script, ...]
    coming: Script


def read_programme(slug: str) -> Programme:
    """The forums of a place."""
    raw = _read(slug)
    own = dict(raw["series"])
    own["hosts"] = tuple(own["hosts"].split())
    scripts = [_script(each, own) for each in raw["session"]]
    return Programme(**own, scripts=tuple(scripts[:-1]), coming=scripts[-1])


def read_stock(slug: str) -> dict[str, Any]:
    """Words for what the system puts on an agenda, which no script can know: those of all, and of a place."""
    own = _read(slug)
    return _read("common") | {name: own[name] for name in ("questions", "decisions")}


def _script(raw: dict[str, Any], series: dict[str, Any]) -> Script:
    heads = (pair.split() for pair in raw.get("heads", "").split(",") if pair.strip())
    return Script(
        title=raw["title"], theme=raw["theme"], hosts=tuple(raw.get("hosts", "").split()) or series["hosts"],
        topics=tuple(_topic(each) for each in raw["topic"]), polls=tuple(_poll(line) for line in raw["polls"]),
        heads=tuple((kind, int(n)) for kind, n in heads), photo=raw.get("photo", ""),
        correction=raw.get("correction", ""),
        intro=raw.get("intro", "").strip(), fate=raw.get("fate", ""), reason=raw.get("reason", ""),
        capacity=raw.get("capacity", series["capacity"]), takes_element=raw.get("element", False),
    )  # fmt: skip


def _topic(raw: dict[str, Any]) -> Topic:
    return Topic(
        title=raw["title"], body=raw["body"], unit=raw["unit"], about=raw.get("about", ""),
        said=tuple(_said(line) for line in raw["said"]), minutes=tuple(raw.get("minutes", ())),
        found=tuple((kind, words) for kind, words in (_cells(line) for line in raw.get("found", ()))),
        pledges=tuple(_pledge(line) for line in raw.get("pledges", ())),
    )  # fmt: skip


def _said(line: str) -> Said:
    """`tanya 6 | words`, `jawab dpu | words`."""
    head, words = _cells(line)
    how, _, rest = head.partition(" ")
    is_number = rest.isdigit()
    return Said(how, "" if is_number else rest, int(rest) if is_number else 0, words)


def _pledge(line: str) -> Pledge:
    """`dlh 20 kept | what | indicator | excuse`."""
    head, what, indicator, *excuse = _cells(line)
    unit, days, fate = head.split()
    return Pledge(unit, int(days), fate, what, indicator, excuse[0] if excuse else "")


def _poll(line: str) -> Poll:
    """`24 3 2 | words`: agree, disagree, pass; a dash for one that waits; `@2` for the second topic."""
    head, words = _cells(line)
    counts, _, place = head.partition("@")
    votes = None
    if counts.strip() != "-":
        agree, disagree, passed = (int(n) for n in counts.split())
        votes = agree, disagree, passed
    return Poll(votes, int(place or 1) - 1, words)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _read(name: str) -> dict[str, Any]:
    with (FORUMS / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
