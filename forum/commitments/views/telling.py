"""What both faces of a commitment, the public page and the desk, say of it."""

from __future__ import annotations

from typing import Any

from flask import url_for

from forum.commitments import history, origins, words
from forum.commitments.models import Commitment
from forum.commitments.queries import asking, cases
from forum.core import clock
from forum.units import queries as units


def told(commitment: Commitment, with_drafting: bool = False) -> dict[str, Any]:
    """State, dates, versions, history and evidence in words."""
    today = clock.today(commitment.government.zone)
    happened = cases.happenings(commitment)
    files = cases.files_of(commitment.id) if commitment.accepted_on is not None else ()
    wordings = cases.wordings_of(commitment.id)
    shown = list(wordings) if with_drafting else history.published(wordings, happened)
    return {
        "commitment": commitment,
        "word": words.state_word(commitment.state, commitment.due_on, commitment.claimed_on, today),
        "tone": words.tone(commitment.state, commitment.due_on, today),
        "due": words.due_words(commitment.state, commitment.due_on, today,
                               units.shown_days_off(commitment.government_id)),
        "events": history.events(happened, files, commitment.government.name, with_drafting),
        "wordings": shown if len(shown) > 1 else [],
        "was_due": [w.due_on for w in shown[:-1] if w.due_on != commitment.due_on],
        "forum": history.forum_named(happened),
        "origin": _origin(commitment),
        "rounds": asking.rounds_of(commitment.id) if _was_heard(commitment) else [],
        "today": today,
        "words": words,
    }  # fmt: skip


def _was_heard(commitment: Commitment) -> bool:
    """Only where people met somebody can have been asked."""
    return commitment.origin == "forum" and commitment.origin_subject_id is not None


def _origin(commitment: Commitment) -> dict[str, str] | None:
    """What it was born in, with its address."""
    if commitment.origin_subject_id is None:
        return None
    found = origins.origin_of(cases.subject_of(commitment.origin_subject_id))
    if found is None:
        return None
    return {"label": found.label, "title": found.title, "url": url_for(found.endpoint, **found.values)}
