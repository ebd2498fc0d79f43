"""Keeping the counts as things happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from forum.commitments import rules
from forum.commitments.models import Commitment, CommitmentTally, PendingCommitments
from forum.commitments.queries import tallies
from forum.core.db import add_rows, add_to, db

TALLY_KEYS = ("government_id", "month", "unit_id", "outcome")
PENDING_KEYS = ("government_id", "due_on", "unit_id")
ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Place:
    """Where a commitment is counted."""

    government_id: int
    unit_id: int
    month: str
    due_on: date
    outcome: str


def place_of(commitment: Commitment) -> Place | None:
    """Where it is counted as it stands now; nowhere before the unit head agreed."""
    outcome = rules.outcome(
        commitment.state, commitment.due_on, commitment.accepted_on, commitment.claimed_on, commitment.settled_on
    )
    if outcome is None:
        return None
    return Place(commitment.government_id, commitment.unit_id, commitment.month, commitment.due_on, outcome)


def move(before: Place | None, after: Place | None) -> None:
    """Take it out of where it was counted and count it where it is."""
    if before == after:
        return
    for place, step in ((before, -1), (after, 1)):
        if place is None:
            continue
        where = {"government_id": place.government_id, "unit_id": place.unit_id}
        if place.outcome == rules.PENDING:
            add_to(PendingCommitments, where | {"due_on": place.due_on}, n=step)
        else:
            add_to(CommitmentTally, where | {"month": place.month, "outcome": place.outcome}, n=step)


def rebuild() -> None:
    """Count everything anew."""
    settled, pending = tallies.recount()
    db.session.execute(delete(CommitmentTally))
    db.session.execute(delete(PendingCommitments))
    rows = [dict(zip(TALLY_KEYS, key, strict=True)) | {"n": n} for key, n in settled.items()]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        add_rows(CommitmentTally, TALLY_KEYS, rows[start : start + ROWS_AT_ONCE])
    rows = [dict(zip(PENDING_KEYS, day, strict=True)) | {"n": n} for day, n in pending.items()]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        add_rows(PendingCommitments, PENDING_KEYS, rows[start : start + ROWS_AT_ONCE])
