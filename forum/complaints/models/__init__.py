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
    "InternalNote",
    "Merge",
    "Message",
    "NumberSeries",
    "PublicCopy",
    "RecomputedCalendar",
    "Referral",
    "Release",
    "Reminder",
    "ReplyTemplate",
    "Support",
    "Transfer",
    "UnitMonth",
    "UnitTally",
]
