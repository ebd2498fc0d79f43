"""The rules of commitments: their life, and how they count."""

from forum.commitments.rules.life import (
    HEAD,
    LIFE,
    MODERATOR,
    MOST_MONTHS,
    OFFICER,
    OPEN,
    SETTLED,
    STATES,
    WAITING,
    is_date_ahead,
    is_overdue,
    may_follow,
    needs_consent,
    next_state,
)
from forum.commitments.rules.trials import FAILURES, OUTCOMES, OVERDUE, PENDING, Share, outcome, share

__all__ = [
    "FAILURES",
    "HEAD",
    "LIFE",
    "MODERATOR",
    "MOST_MONTHS",
    "OFFICER",
    "OPEN",
    "OUTCOMES",
    "OVERDUE",
    "PENDING",
    "SETTLED",
    "STATES",
    "WAITING",
    "Share",
    "is_date_ahead",
    "is_overdue",
    "may_follow",
    "needs_consent",
    "next_state",
    "outcome",
    "share",
]
