"""Who may still write on the record of a session: asked before every word of it is changed."""

from __future__ import annotations

from forum.core import clock, masking
from forum.core.text import tidy
from forum.dialogues.queries import clerks
from forum.dialogues.record_errors import ChangeReasonMissing, RecordClosed, RecordNotOpen
from forum.dialogues.rules.clerks import Writing, is_reason
from forum.ledger.rules import Actor


def refuse_unless_open(session_id: int, reason: str = "", *, by: Actor) -> str:
    """The reason as everyone reads it, empty while the record is not public.

    A moderator writes at any time, once a summary is out with a reason. Raises RecordNotOpen, RecordClosed,
    ChangeReasonMissing.
    """
    writing = refuse_units_unless_open(session_id, by=by)
    return told(reason) if writing.is_published else ""


def refuse_units_unless_open(session_id: int, *, by: Actor) -> Writing:
    """Where the record stands; officers and heads have their time. Raises RecordNotOpen, RecordClosed."""
    standing = clerks.standing_of(session_id)
    writing = standing.writing
    if by.role != "moderator" and not writing.is_open_to_units(clock.today(standing.zone)):
        raise RecordClosed if writing.has_begun else RecordNotOpen
    return writing


def told(reason: str) -> str:
    """A reason in one form, with personal numbers masked. Raises ChangeReasonMissing."""
    said = masking.mask(tidy(reason))
    if not is_reason(said):
        raise ChangeReasonMissing
    return said
