"""The life of a complaint and its clocks. Pure."""

from forum.complaints.rules.clocks import ClockFacts, Deadlines, Limits, deadlines, paused_working_days
from forum.complaints.rules.life import (
    ARCHIVE_GROUNDS,
    CHANNELS,
    CLASSES,
    CLOSED,
    LIFE,
    MERGEABLE,
    OPEN,
    STATES,
    UNIT_TURN,
    Step,
    may_follow,
    next_state,
)

__all__ = [
    "ARCHIVE_GROUNDS",
    "CHANNELS",
    "CLASSES",
    "CLOSED",
    "LIFE",
    "MERGEABLE",
    "OPEN",
    "STATES",
    "UNIT_TURN",
    "ClockFacts",
    "Deadlines",
    "Limits",
    "Step",
    "deadlines",
    "may_follow",
    "next_state",
    "paused_working_days",
]
