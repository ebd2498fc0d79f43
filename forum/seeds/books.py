"""The demonstration as written: one file per place, and one for what they share."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PLACES = Path(__file__).parent / "places"
SLUGS = ("makassar", "jakarta", "ambon", "batanghari")
GENERIC = frozenset(
    [
        "depan", "belakang", "dekat", "tepi", "ujung", "simpang", "mulut", "samping",
        "tikungan", "loket", "lorong", "gang", "tiang", "jalan", "tanjakan", "dermaga",
        "perumahan", "tebing", "trotoar", "kolong", "peron", "turunan", "halte", "bantaran",
        "rumah", "pinggir", "muara", "sumber", "blok", "bawah",
    ]
)  # fmt: skip


@dataclass(frozen=True)
class UnitLine:
    """A unit as the file names it."""

    code: str
    parent: str
    kind: str
    name: str
    area: str
    does: str


@dataclass(frozen=True)
class Tale:
    """One story: what was written, where, and which life it had."""

    life: str
    ago: float
    cat: str
    text: str
    place: str
    unit: str = ""
    other: str = ""
    below: str = ""
    village: str = ""
    who: str = ""
    class_: str = "complaint"
    channel: str = "web"
    photo: str = ""
    evidence: str = ""
    answer: str = ""
    done: str = ""
    reason: str = ""
    ground: str = ""
    agency: str = ""
    key: str = ""
    into: str = ""

    @property
    def where(self) -> str:
        """The place as it stands inside a sentence."""
        first, rest = self.place[0], self.place[1:]
        is_generic = self.place.split()[0].lower().rstrip(",") in GENERIC and not self.place.startswith("Jalan ")
        return (first.lower() if is_generic else first) + rest


@dataclass(frozen=True)
class History:
    """What went on before the stories: months, cases and survey answers a month by unit."""

    months: int
    cases: dict[str, float]
    visits: dict[str, float]
    slump: str
    """The unit that slipped in the last months."""
    burst: str
    """The unit about which answers came in bursts."""
    pile: str
    """The unit that leaves undone what it answered."""
    hollow: str
    """The unit whose answers say nothing."""


@dataclass(frozen=True)
class Book:
    """Everything a place is made of."""

    slug: str
    name: str
    prefix: str
    area_code: str
    zone: str
    units: list[UnitLine]
    staff: list[tuple[str, str, str]]
    residents: list[str]
    tales: list[Tale]
    history: History


@dataclass(frozen=True)
class Shared:
    """What all places have in common."""

    categories: list[tuple[str, str, str]]
    services: list[list[str]]
    templates: list[tuple[str, str]]
    phrases: dict[str, list[str]]
    answers: dict[str, list[str]]
    progress: list[str]
    done: dict[str, list[str]]
    tales: list[dict[str, Any]] = field(default_factory=list)
    plain: dict[str, Any] = field(default_factory=dict)
    life: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Words around survey, commitments and scores."""


def read_shared() -> Shared:
    """What all places have in common."""
    raw = _read("common")
    return Shared(
        categories=[(key, name, name_en) for key, name, name_en in raw["categories"]], services=_table(raw["services"]),
        templates=[(title, body) for title, body in raw["templates"]], phrases=raw["phrases"], answers=raw["answers"],
        progress=raw["progress"]["umum"], done=raw["done"], tales=raw["story"],
        plain=raw["plain"], life={name: raw[name] for name in ("voices", "survey", "hollow", "scores", "promises")},
    )  # fmt: skip


def read_book(slug: str, shared: Shared) -> Book:
    """A place with its own stories and those every town knows, told with its names."""
    raw = _read(slug)
    told = [_tale(line, {}) for line in raw["story"]] + [_tale(line, raw["local"]) for line in shared.tales]
    return Book(
        slug=raw["slug"], name=raw["name"], prefix=raw["prefix"], area_code=raw["area_code"], zone=raw["zone"],
        units=[UnitLine(*row) for row in _table(raw["units"])],
        staff=[(unit, role, name) for unit, role, name in _table(raw["staff"])], residents=raw["residents"],
        tales=told, history=_history(raw["history"]),
    )  # fmt: skip


def _history(raw: dict[str, Any]) -> History:
    cases, visits = (
        {unit: float(much) for unit, much in (pair.split() for pair in raw[name].split(","))}
        for name in ("cases", "visits")
    )
    return History(raw["months"], cases, visits, raw["slump"], raw["burst"], raw.get("pile", ""), raw.get("hollow", ""))


def _tale(line: dict[str, Any], local: dict[str, str]) -> Tale:
    said = {("class_" if key == "class" else key): value for key, value in line.items()}
    if local:
        said["text"], said["place"] = said["text"].format(**local), said["place"].format(**local)
        said["place"] = said["place"][0].upper() + said["place"][1:]
    return Tale(**said)


def _read(name: str) -> dict[str, Any]:
    with (PLACES / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _table(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
