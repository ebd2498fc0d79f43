"""The formula of the accountability score, versioned. Pure: the standard library only, no clock, no database."""

from forum.scores.rules.evidence import Evidence, Resolution, Satisfaction, Share, q_of, share_of
from forum.scores.rules.inputs import hash_of, inputs_document, inputs_part
from forum.scores.rules.limits import LIMITS
from forum.scores.rules.months import is_settled, month_of, settled_on, shifted, window
from forum.scores.rules.score import Month, UnitScore, score_month
from forum.scores.rules.sensitivity import sensitivity
from forum.scores.rules.shrinkage import Estimate, Prior
from forum.scores.rules.version import FORMULA, PARTS, WEIGHTS

__all__ = [
    "FORMULA",
    "LIMITS",
    "PARTS",
    "WEIGHTS",
    "Estimate",
    "Evidence",
    "Month",
    "Prior",
    "Resolution",
    "Satisfaction",
    "Share",
    "UnitScore",
    "hash_of",
    "inputs_document",
    "inputs_part",
    "is_settled",
    "month_of",
    "q_of",
    "score_month",
    "sensitivity",
    "settled_on",
    "share_of",
    "shifted",
    "window",
]
