"""Asking ten participants by mail whether they see a promise kept; their answers are counted and lead to nobody."""

from __future__ import annotations

from forum.accounts.actions.own import kept_elsewhere
from forum.commitments import gatherings, rules
from forum.commitments.actions.stepping import LEAF
from forum.commitments.errors import AlreadyAsking, AnswerTooLate, NobodyToAsk, NotAsked
from forum.commitments.models import Asking, Commitment, Sighting, Witness
from forum.commitments.queries import asking as known
from forum.commitments.queries import cases
from forum.commitments.rules import asking as drawing
from forum.core import clock, masking, sealing
from forum.core.db import db
from forum.core.text import first_sentence, tidy
from forum.ledger.actions import append_leaf, record
from forum.ledger.queries import find_leaf, next_version
from forum.ledger.rules import Actor
from forum.notifications import actions as notifications
from forum.notifications.actions import Reader

KIND = "kept_question"
MOST_LETTERS = 280


def is_from_gathering(commitment: Commitment) -> bool:
    """True when it was promised where people met, and its unit agreed to it."""
    if commitment.origin_subject_id is None or commitment.accepted_on is None:
        return False
    return gatherings.is_gathering(cases.subject_of(commitment.origin_subject_id))


def ask(commitment: Commitment, *, by: Actor) -> Asking:
    """Draw and write to them. Raises AlreadyAsking, NobodyToAsk."""
    last, now = known.find_newest(commitment.id), clock.now()
    if last is not None and last.ends_at > now:
        raise AlreadyAsking
    number = last.number + 1 if last else 1
    marked = {_mark(commitment, number, reader): reader for reader in _pool(commitment)}
    if not marked or commitment.state not in rules.OPEN:
        raise NobodyToAsk
    made = _draw(commitment, number, sorted(marked), by)
    leaf = find_leaf(made.leaf_index)
    for mark in drawing.drawn(leaf.hash if leaf else b"", made.pool):
        _write_to(commitment, made, mark, marked[mark])
    return made


def ask_when_claimed(commitment: Commitment, *, by: Actor) -> Asking | None:
    """The unit says it is done: participants are asked, where there are any and none are being asked."""
    if not is_from_gathering(commitment):
        return None
    try:
        return ask(commitment, by=by)
    except (AlreadyAsking, NobodyToAsk):
        return None


def answer(witness_id: int, said: str, words: str = "") -> None:
    """What one of them sees; once, and kept apart from who it was. Raises NotAsked, AnswerTooLate."""
    found = known.find_witness(witness_id, lock=True)
    if found is None or found[0].state != "asked" or said not in drawing.ANSWERS:
        raise NotAsked
    witness, asking, _commitment_id = found
    if asking.ends_at <= clock.now():
        raise AnswerTooLate
    witness.state = "answered"
    db.session.add(Sighting(asking_id=asking.id, answer=said, words=masking.mask(tidy(words))[:MOST_LETTERS]))
    db.session.flush()


def tag_of(witness_id: int) -> str:
    """What proves that a link came from the letter."""
    return sealing.tag(str(witness_id), "kept-question")[:32]


def forget_account(account_id: int) -> None:
    """An account that is erased was asked nothing."""
    known.forget_account(account_id)


def register_forgetting() -> None:
    """Hear of accounts that are erased."""
    kept_elsewhere["witnesses"] = forget_account


def _pool(commitment: Commitment) -> list[Reader]:
    if commitment.origin_subject_id is None:
        return []
    people = gatherings.participants_of(cases.subject_of(commitment.origin_subject_id))
    return known.may_be_asked(commitment, people)


def _mark(commitment: Commitment, number: int, reader: Reader) -> str:
    """Stands for a person in one draw; without the installation's key it leads to nobody."""
    return sealing.tag(f"{commitment.subject.ref}.{number}.{reader[0]}.{reader[1]}", "kept-draw")[:20]


def _draw(commitment: Commitment, number: int, pool: list[str], by: Actor) -> Asking:
    """Write down who could be drawn, before anybody can know who will be."""
    asked, now = min(len(pool), drawing.MOST_ASKED), clock.now()
    leaf = append_leaf(commitment.subject, LEAF, next_version(commitment.subject_id, LEAF),
                       {"act": "ask", "number": number, "pool": pool})  # fmt: skip
    line = record(commitment.subject_id, "ask", by=by, leaf=leaf, number=number, asked=asked, pool=len(pool))
    made = Asking(
        commitment_id=commitment.id, number=number, pool=pool, asked=asked, act_id=line.id, leaf_index=leaf.index,
        at=now, ends_at=now + drawing.OPEN_FOR,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def _write_to(commitment: Commitment, made: Asking, mark: str, reader: Reader) -> None:
    kind, number = reader
    witness = Witness(asking_id=made.id, mark=mark, state="asked", account_id=number if kind == "account" else None,
                      contact_id=number if kind == "contact" else None)  # fmt: skip
    db.session.add(witness)
    db.session.flush()
    last_day = clock.local_date(made.ends_at, commitment.government.zone)
    notifications.write_to(
        reader, KIND, headline=first_sentence(commitment.what), unit=commitment.unit.name, mark=mark,
        government=commitment.government.name, ref=commitment.subject.ref, due=commitment.due_on.isoformat(),
        path=f"/komitmen/tanya/{witness.id}/{tag_of(witness.id)}", on=last_day.isoformat(),
    )  # fmt: skip
