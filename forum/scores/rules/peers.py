"""Whom a unit is compared with. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

from forum.scores.rules.version import LEAST_PEERS

Group = Literal["kind", "government"]
Row = TypeVar("Row")


def peers_of(kind: str, rows: Sequence[tuple[str, Row]]) -> tuple[Group, list[Row]]:
    """Rows (kind, evidence) of units with trials in the part: those of the same kind, or all when fewer than five."""
    same = [row for its, row in rows if its == kind]
    return ("kind", same) if len(same) >= LEAST_PEERS else ("government", [row for _, row in rows])
