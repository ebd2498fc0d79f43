"""Tables of the satisfaction survey."""

from forum.ratings.models.answers import OpenAnswer, OpenAnswerCopy, OpenAnswerReply, Spacing, SurveyAnswer
from forum.ratings.models.entering import Kiosk, PaperBatch, PaperSheet, SurveyImport
from forum.ratings.models.rounds import Round, RoundTarget, ServicePoint
from forum.ratings.models.tallies import HourTally, MakeUpTally, SkmTally, VisitTally
from forum.ratings.models.tokens import Burst, CountedVisits, TokenBlock, UsedToken

__all__ = [
    "Burst",
    "CountedVisits",
    "HourTally",
    "Kiosk",
    "MakeUpTally",
    "OpenAnswer",
    "OpenAnswerCopy",
    "OpenAnswerReply",
    "PaperBatch",
    "PaperSheet",
    "Round",
    "RoundTarget",
    "ServicePoint",
    "SkmTally",
    "Spacing",
    "SurveyAnswer",
    "SurveyImport",
    "TokenBlock",
    "UsedToken",
    "VisitTally",
]
