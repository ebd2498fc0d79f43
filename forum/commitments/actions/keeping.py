"""What became of a commitment: progress, evidence, the moderator's weighing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from forum.commitments import rules
from forum.commitments.actions.asking import ask_when_claimed
from forum.commitments.actions.attaching import attach
from forum.commitments.actions.stepping import counted, enter, needed, note_at_origin, say, today, write_down
from forum.commitments.actions.telling import tell_followers, tell_moderators, tell_unit
from forum.commitments.consents import Consent
from forum.commitments.errors import ConsentNeeded, NotYetDue
from forum.commitments.models import Commitment, Note
from forum.core.files import Store, Upload
from forum.ledger.rules import SYSTEM, Actor

VERDICTS = {"keep": "kept", "part": "partly"}


def progress(
    commitment: Commitment, words: str, uploads: Sequence[Upload] = (), *, store: Store | None = None, by: Actor
) -> Note:
    """How far it is. Raises StepRefused, NothingSaid."""
    enter("progress", commitment, by)
    note = say(commitment, write_down(commitment, "progress", by), "progress", needed(words), by)
    attach(store, commitment, note, uploads)
    tell_followers(commitment, "progressed")
    return note


def claim(
    commitment: Commitment, words: str, uploads: Sequence[Upload] = (), *, store: Store | None = None, by: Actor
) -> Note:
    """The unit says it kept its word, and hands in evidence: today is the day that counts.

    Raises StepRefused, NothingSaid.
    """
    with counted(commitment):
        enter("claim", commitment, by)
        commitment.claimed_on = today(commitment)
    is_late = commitment.claimed_on > commitment.due_on
    note = say(commitment, write_down(commitment, "claim", by, late=is_late), "evidence", needed(words), by)
    attach(store, commitment, note, uploads)
    tell_moderators(commitment, "claimed")
    tell_followers(commitment, "claimed")
    ask_when_claimed(commitment, by=SYSTEM)
    return note


def settle(commitment: Commitment, verdict: str, reason: str, *, by: Actor) -> None:
    """The moderator weighed the evidence: `keep` or `part`, with a reason."""
    with counted(commitment):
        enter(verdict, commitment, by)
    is_late = commitment.claimed_on is not None and commitment.claimed_on > commitment.due_on
    _say_why(commitment, verdict, reason, by, late=is_late)
    note_at_origin(commitment, VERDICTS[verdict], by)
    _tell_all(commitment, VERDICTS[verdict])


def give_back(commitment: Commitment, reason: str, *, by: Actor) -> None:
    """The evidence is not enough; the unit may hand in more, and that day counts then."""
    with counted(commitment):
        enter("return", commitment, by)
        commitment.claimed_on = None
    _say_why(commitment, "return", reason, by)
    _tell_all(commitment, "returned")


def settle_broken(commitment: Commitment, reason: str, *, by: Actor) -> None:
    """The day is over and it was not done. Raises StepRefused, NotYetDue."""
    if commitment.state in rules.OPEN and commitment.due_on >= today(commitment):
        raise NotYetDue
    with counted(commitment):
        enter("break", commitment, by)
    _say_why(commitment, "break", reason, by)
    note_at_origin(commitment, "broken", by)
    _tell_all(commitment, "broken")


def withdraw(commitment: Commitment, consent: Consent | None, reason: str, *, by: Actor) -> None:
    """Taken back, where the rule asks for it by a forum's recorded decision; which one is said in public.

    Raises StepRefused, ConsentNeeded, NothingSaid.
    """
    now, was_public = today(commitment), commitment.is_published
    if was_public and consent is None and _is_the_forums(commitment, now):
        raise ConsentNeeded
    with counted(commitment):
        enter("withdraw", commitment, by)
    _say_why(commitment, "withdraw", reason, by, **_agreed(consent), late=commitment.due_on < now)
    if was_public:
        note_at_origin(commitment, "withdrawn", by)
        _tell_all(commitment, "withdrawn")
    else:
        tell_unit(commitment, "withdrawn")


def _is_the_forums(commitment: Commitment, now: date) -> bool:
    return rules.needs_consent(commitment.origin, commitment.accepted_on, commitment.due_on, now)


def _agreed(consent: Consent | None) -> dict[str, Any]:
    """The decision as the history keeps it: its words, its forum, and where it is read."""
    if consent is None:
        return {}
    return {"consent": consent.forum, "decided": consent.decided,
            "read_at": [consent.endpoint, dict(consent.values)] if consent.endpoint else None}  # fmt: skip


def _say_why(commitment: Commitment, act: str, reason: str, by: Actor, **detail: Any) -> None:
    said = needed(reason)
    say(commitment, write_down(commitment, act, by, **detail), "reason", said, by)


def _tell_all(commitment: Commitment, step: str) -> None:
    tell_unit(commitment, step)
    tell_followers(commitment, step)
