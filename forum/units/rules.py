"""How names are folded for search, and where a code stands among the areas. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

LEVELS = ("province", "regency", "district", "village")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def fold(name: str) -> str:
    """`name` in lower-case ASCII words, for searching: "Rawa Buaya (Barat)" as "rawa buaya barat"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return _NOT_A_WORD.sub(" ", plain).strip()


def level_of(code: str) -> str:
    """The level of a Kemendagri code such as 73.71.01.1001. Raises ValueError when it is none."""
    parts = code.split(".")
    if not all(part.isdecimal() for part in parts) or len(parts) > len(LEVELS):
        raise ValueError(code)
    return LEVELS[len(parts) - 1]


def parent_of(code: str) -> str | None:
    """The code one level up; None above a province."""
    return code.rpartition(".")[0] or None


def ancestors(code: str) -> list[str]:
    """Codes above `code`, the highest first."""
    parts = code.split(".")
    return [".".join(parts[:k]) for k in range(1, len(parts))]


class Placed(Protocol):
    """What has a place in a tree: `path` names the ids from the root down to its own."""

    id: int
    path: str
    folded: str


Kind = TypeVar("Kind", bound=Placed)


def in_tree_order(units: Iterable[Kind]) -> list[Kind]:
    """Each unit right above those below it, siblings by name."""
    placed = list(units)
    names = {unit.id: unit.folded for unit in placed}
    steps = {unit.id: [int(step) for step in unit.path.strip("/").split("/")] for unit in placed}
    return sorted(placed, key=lambda unit: [(names.get(step, ""), step) for step in steps[unit.id]])
