"""Tables of a complaint: itself, its words, its private side, its life, the desk's own, and what is counted."""

from forum.complaints.models.complaint import Category, ClockPolicy, Complaint, NumberSeries
from forum.complaints.models.desk import InternalNote, RecomputedCalendar, Reminder, ReplyTemplate
from forum.complaints.models.life import (
    Assignment,
    CompletionRequest,
    Confirmation,
    Merge,
    Referral,
    Support,
    Transfer,
)
from forum.complaints.models.private import Escrow, FollowUpCode, FreshCode
from forum.complaints.models.tallies import AnswerDays, AreaTally, BoardTally, UnitMonth, UnitTally
from forum.complaints.models.texts import Attachment, ComplaintText, Message, PublicCopy, Release
from forum.complaints.models.trials import HollowMark, HollowReview, PendingTally, Trial, TrialTally, VoidAnswer

__all__ = [
    "AnswerDays",
    "AreaTally",
    "Assignment",
    "Attachment",
    "BoardTally",
    "Category",
    "ClockPolicy",
    "Complaint",
    "ComplaintText",
    "CompletionRequest",
    "Confirmation",
    "Escrow",
    "FollowUpCode",
    "FreshCode",
    "HollowMark",
    "HollowReview",
    "InternalNote",
    "Merge",
    "Message",
    "NumberSeries",
    "PendingTally",
    "PublicCopy",
    "RecomputedCalendar",
    "Referral",
    "Release",
    "Reminder",
    "ReplyTemplate",
    "Support",
    "Transfer",
    "Trial",
    "TrialTally",
    "UnitMonth",
    "UnitTally",
    "VoidAnswer",
]
