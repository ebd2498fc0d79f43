"""Tables of the monthly dialogue forum."""

from forum.dialogues.models.record import Finding, Minutes, MinutesVersion, Summary, SummaryPublication
from forum.dialogues.models.sessions import (
    Attendance,
    HallDevice,
    HallToken,
    Registration,
    Series,
    SeriesHost,
    Session,
    SessionChange,
    SessionHost,
)
from forum.dialogues.models.talk import (
    AgendaItem,
    Backing,
    DialogueFile,
    Flag,
    ItemVersion,
    Post,
    PostVersion,
    Statement,
    Vote,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "Backing",
    "DialogueFile",
    "Finding",
    "Flag",
    "HallDevice",
    "HallToken",
    "ItemVersion",
    "Minutes",
    "MinutesVersion",
    "Post",
    "PostVersion",
    "Registration",
    "Series",
    "SeriesHost",
    "Session",
    "SessionChange",
    "SessionHost",
    "Statement",
    "Summary",
    "SummaryPublication",
    "Vote",
]
