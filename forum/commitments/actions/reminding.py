"""What time does by itself: seven and one working days before the due date, and the day after."""

from __future__ import annotations

from forum.commitments import rules
from forum.commitments.actions.stepping import today, write_down
from forum.commitments.actions.telling import tell_moderators, tell_unit
from forum.commitments.models import Commitment
from forum.core.workdays import working_days_between
from forum.ledger.rules import SYSTEM
from forum.units.queries import shown_days_off

WEEK, DAY = 7, 1
ORDER = ("", "week", "day", "late")


def step_due(commitment: Commitment) -> str:
    """Which reminder its day has come for: week, day, late, or none."""
    now = today(commitment)
    if commitment.due_on < now:
        return "late"
    left = working_days_between(now, commitment.due_on, shown_days_off(commitment.government_id))
    return "day" if left <= DAY else "week" if left <= WEEK else ""


def remind(commitment: Commitment) -> bool:
    """Send the reminder whose day has come, once; what was missed meanwhile is not sent after."""
    step = step_due(commitment)
    if commitment.state not in rules.OPEN or ORDER.index(step) <= ORDER.index(commitment.reminded):
        return False
    commitment.reminded = step
    if commitment.state == "accepted":
        tell_unit(commitment, f"due_{step}")
    if step == "late":
        tell_moderators(commitment, "due_late" if commitment.state == "accepted" else "unweighed")
        write_down(commitment, "overdue", SYSTEM)
    return True
