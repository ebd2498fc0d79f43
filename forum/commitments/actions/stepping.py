"""The one door through which a commitment changes state: rule, counts, ledger, words."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from forum.commitments import rules
from forum.commitments.actions.tallying import move, place_of
from forum.commitments.errors import NothingSaid, StepRefused
from forum.commitments.models import Commitment, Note, Wording
from forum.core import clock, masking, text
from forum.core.db import db
from forum.ledger.actions import append_leaf, record
from forum.ledger.models import Act
from forum.ledger.queries import next_version
from forum.ledger.rules import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAF = "commitment"


def today(commitment: Commitment) -> date:
    """The day it is where the unit works."""
    return clock.today(commitment.government.zone)


@contextmanager
def counted(commitment: Commitment) -> Iterator[None]:
    """Whatever changes inside, the counts follow."""
    before = place_of(commitment)
    yield
    db.session.flush()
    move(before, place_of(commitment))


def enter(act: str, commitment: Commitment, by: Actor) -> None:
    """Change the state as the life's table says. Raises StepRefused and then nothing changed."""
    if not rules.may_follow(act, by.role, commitment.state):
        raise StepRefused(act, commitment.state)
    commitment.state = rules.next_state(act, commitment.state)
    commitment.settled_on = today(commitment) if commitment.state in rules.SETTLED else None


def write_down(commitment: Commitment, act: str, by: Actor, audience: str = "public", **detail: Any) -> Act:
    """The ledger line of an act with its leaf in the log; words have leaves of their own."""
    leaf = None
    if audience == "public":
        content = {
            "act": act, "state": commitment.state, "role": by.role, "on": today(commitment).isoformat(),
            "due": commitment.due_on.isoformat(), "version": commitment.version,
        }  # fmt: skip
        leaf = append_leaf(commitment.subject, LEAF, next_version(commitment.subject_id, LEAF), content)
    return record(
        commitment.subject_id, act, by=by, audience=audience, leaf=leaf, state=commitment.state,
        due=commitment.due_on.isoformat(), **detail,
    )  # fmt: skip


def note_at_origin(commitment: Commitment, step: str, by: Actor) -> None:
    """The history of what it was born in tells of it too, with its address and its first sentence."""
    if commitment.origin_subject_id is not None:
        record(
            commitment.origin_subject_id, "commitment", by=by, step=step, ref=commitment.subject.ref,
            headline=text.first_sentence(commitment.what), due=commitment.due_on.isoformat(),
        )  # fmt: skip


def needed(words: str) -> str:
    """The words in one form. Raises NothingSaid when there are none."""
    tidied = text.tidy(words)
    if not tidied:
        raise NothingSaid
    return tidied


def say(commitment: Commitment, line: Act, kind: str, body: str, by: Actor) -> Note:
    """Keep public words with an act: progress, evidence or reason."""
    body = text.tidy(body)
    content = {"kind": kind, "role": by.role, "body": body}
    leaf = append_leaf(commitment.subject, LEAF, next_version(commitment.subject_id, LEAF), content)
    note = Note(
        commitment_id=commitment.id, act_id=line.id, kind=kind, role=by.role, body=body,
        public_html=text.render_markdown(masking.mask(body)), sanitiser=text.SANITISER_VERSION, at=clock.now(),
        salt=leaf.salt, leaf_index=leaf.index,
    )  # fmt: skip
    db.session.add(note)
    db.session.flush()
    return note


def keep_wording(commitment: Commitment, by: Actor) -> Wording:
    """The current wording as a version of its own."""
    promised = {"what": commitment.what, "indicator": commitment.indicator, "due_on": commitment.due_on.isoformat()}
    leaf = append_leaf(commitment.subject, LEAF, next_version(commitment.subject_id, LEAF),
                       {**promised, "version": commitment.version})  # fmt: skip
    wording = Wording(
        commitment_id=commitment.id, version=commitment.version, what=commitment.what, indicator=commitment.indicator,
        due_on=commitment.due_on, by_id=by.account_id, at=clock.now(), salt=leaf.salt, leaf_index=leaf.index,
    )  # fmt: skip
    db.session.add(wording)
    db.session.flush()
    return wording
