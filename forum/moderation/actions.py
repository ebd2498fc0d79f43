"""Putting things before the moderators, and their decisions: the original always stays."""

from __future__ import annotations

from forum.core import clock
from forum.core.db import add_to, db
from forum.ledger.actions import append_leaf, record
from forum.ledger.models import Subject
from forum.ledger.queries import next_version
from forum.ledger.rules import Actor
from forum.moderation import queries, rules
from forum.moderation.errors import AlreadyDecided, NoSuchGround
from forum.moderation.models import Decision, DecisionTally, Standing


def put_in_queue(subject: Subject, government_id: int, kind: str) -> Standing:
    """A new public thing waits for a moderator; until then nobody else reads it."""
    standing = Standing(subject_id=subject.id, government_id=government_id, kind=kind, state="waiting",
                        since=clock.now())  # fmt: skip
    db.session.add(standing)
    db.session.flush()
    return standing


def show(subject: Subject, *, by: Actor) -> Decision:
    """Everyone may read it, from now on or again. Raises AlreadyDecided."""
    standing = _locked(subject, "show")
    was_hidden = standing.state == "hidden"
    decision = _decide(subject, standing, "show", by, leaf="unhide" if was_hidden else None)
    _count(standing, decision, "lift" if was_hidden else "show", queries.last_ground(subject.id) if was_hidden else "")
    standing.state, standing.since = "shown", decision.at
    return decision


def hide(subject: Subject, ground: str, note: str = "", *, by: Actor) -> Decision:
    """Nobody else reads it; a tombstone with the ground stays. `note` is for the author and the moderators.

    Raises NoSuchGround, AlreadyDecided.
    """
    if ground not in rules.GROUNDS:
        raise NoSuchGround
    standing = _locked(subject, "hide")
    decision = _decide(subject, standing, "hide", by, ground, note, leaf="hide")
    _count(standing, decision, "hide", ground)
    standing.state, standing.since = "hidden", decision.at
    return decision


def _locked(subject: Subject, verdict: str) -> Standing:
    standing = queries.lock_standing(subject.id)
    if not rules.may_decide(verdict, standing.state):
        raise AlreadyDecided
    return standing


def _decide(
    subject: Subject, standing: Standing, verdict: str, by: Actor, ground: str | None = None, note: str = "",
    leaf: str | None = None,
) -> Decision:  # fmt: skip
    """The row, its line in the ledger and, where something public vanishes or returns, its leaf."""
    stated = {"ground": ground or "", "role": by.role, "on": f"{clock.now():%Y-%m-%d}"}
    appended = append_leaf(subject, leaf, next_version(subject.id, leaf), stated) if leaf else None
    act = record(subject.id, verdict, by=by, reason=ground, leaf=appended)
    decision = Decision(
        subject_id=subject.id, government_id=standing.government_id, verdict=verdict, ground=ground, note=note.strip(),
        by_id=by.account_id, at=clock.now(), act_id=act.id,
    )  # fmt: skip
    db.session.add(decision)
    db.session.flush()
    return decision


def _count(standing: Standing, decision: Decision, outcome: str, ground: str) -> None:
    keys = {
        "government_id": standing.government_id, "outcome": outcome, "ground": ground,
        "days": rules.days_taken(standing.since, decision.at),
    }  # fmt: skip
    add_to(DecisionTally, keys, n=1)
