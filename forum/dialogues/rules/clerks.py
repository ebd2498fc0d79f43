"""Until when what a meeting said is written down, and by whom. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MET = ("running", "ended")
LEAST_REASON = 10
"""Letters of a reason that everyone reads."""


@dataclass(frozen=True)
class Writing:
    """Where the record of a session stands on a day."""

    state: str
    is_published: bool
    """Once a summary is public, so is the record it rests on."""
    until: date
    """The last day of the discussion."""

    def is_open_to_units(self, today: date) -> bool:
        """Officers and heads write from the start of the meeting until its summary, at the latest its discussion."""
        return self.has_begun and not self.is_published and today <= self.until

    @property
    def has_begun(self) -> bool:
        """True from the start of the meeting on."""
        return self.state in MET


def is_reason(words: str) -> bool:
    """True when it can be a reason at all: letters, and enough of them."""
    return sum(letter.isalpha() for letter in words) >= LEAST_REASON
