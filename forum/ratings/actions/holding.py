"""Bursts of untokened answers: held, and decided by a moderator."""

from __future__ import annotations

import math

from forum.core import clock
from forum.core.db import db
from forum.ledger.queries import hold_log
from forum.ledger.rules import Actor
from forum.ratings.actions import tallying, waiting
from forum.ratings.actions.rebuilding import Sums, gather, write
from forum.ratings.errors import AlreadyDecided
from forum.ratings.models import Burst, SurveyAnswer
from forum.ratings.queries import recording as known
from forum.ratings.rules import bursts
from forum.units.actions.trail import note_change
from forum.units.queries import get_government


def hold_if_burst(answer: SurveyAnswer) -> None:
    """Hold this fresh, not yet counted answer when too many came at once, and with it the burst's first ones.

    The log's lock (taken by the answer's leaf) keeps two answers from measuring at the same moment. Marks that are in
    the figures already stay, and so do the five oldest that wait beside such: taking out fewer than five, or leaving
    fewer than five to go in, would show whose they are. What is not held is never more than a usual day brings.
    """
    now = clock.now()
    burst = known.open_burst(answer.unit_id, now)
    if burst is None:
        recent, trailing = known.untokened_around(answer.unit_id, now)
        if not bursts.is_burst(recent + 1, trailing):
            return
        answer.standing, answer.waits = "held", False
        burst = _begin(answer, math.floor(bursts.ceiling(trailing)))
    answer.standing, answer.waits, answer.burst_id = "held", False, burst.id
    burst.n += 1
    burst.last_at = now


def _begin(answer: SurveyAnswer, allowed: int) -> Burst:
    now = clock.now()
    burst = Burst(
        government_id=answer.government_id, unit_id=answer.unit_id, began_at=now, last_at=now, n=0, allowed=allowed
    )
    db.session.add(burst)
    db.session.flush()
    for earlier in waiting.holdable(known.untokened_since(answer.unit_id, now - bursts.WINDOW)):
        tallying.hold(earlier)
        earlier.burst_id = burst.id
        burst.n += 1
    return burst


def decide(burst: Burst, is_counted: bool, reason: str, *, by: Actor) -> int:
    """Count a held burst after all, or leave it out; how many answers it was about. Raises AlreadyDecided.

    What counts after all waits first, like every answer.
    """
    hold_log()  # no answer joins the burst meanwhile
    burst = known.lock_burst(burst.id)
    if burst.state != "held":
        raise AlreadyDecided
    burst.state = "counted" if is_counted else "excluded"
    burst.decided_by_id, burst.decided_at, burst.reason = by.account_id, clock.now(), reason
    held = known.answers_of_burst(burst.id)
    sums: Sums = {}
    for answer in held:
        gather(sums, tallying.counts_of(answer, -1))
        answer.standing, answer.waits = burst.state, is_counted
        gather(sums, tallying.counts_of(answer, 1))
    write(sums)
    if is_counted:
        waiting.let_in_again(held, clock.today(get_government(burst.government_id).zone))
    note_change(burst.government_id, f"burst_{burst.state}", f"{len(held)}: {reason}", by=by, unit_id=burst.unit_id)
    return len(held)
