"""Tokens issued, tokens used and visits counted: what does not fit together. Pure."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_WATCHED = 10
"""Visits below which a share says nothing."""
MANY_USED = 60
"""Percent of visits that rated: more than one in two visitors is unusual and is looked at."""


@dataclass(frozen=True)
class Watched:
    """A unit's month: tokens issued and used, visits counted (None where nobody counted)."""

    issued: int = 0
    used: int = 0
    visits: int | None = None

    @property
    def used_of_issued(self) -> int | None:
        """Percent, rounded half up; None without tokens."""
        return percent(self.used, self.issued)

    @property
    def used_of_visits(self) -> int | None:
        """Percent, rounded half up; None without counted visits."""
        return percent(self.used, self.visits or 0)

    @property
    def flag(self) -> str:
        """more (used than visits), uncounted (used, visits not written down), many, or nothing."""
        if self.visits is None:
            return "uncounted" if self.used else ""
        if self.used > self.visits:
            return "more"
        share = self.used_of_visits
        return "many" if share is not None and share > MANY_USED and self.visits >= LEAST_WATCHED else ""


def percent(part: int, whole: int) -> int | None:
    """Percent, rounded half up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None
