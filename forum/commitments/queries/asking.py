"""Askings of participants: what came back in numbers, who may still answer, who could be drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, update

from forum.accounts.models import Account, Membership
from forum.commitments.models import Asking, Commitment, Sighting, Witness
from forum.commitments.rules.asking import Seen
from forum.core.db import db
from forum.ledger.models import Leaf
from forum.notifications.actions import Reader
from forum.notifications.models import Contact
from forum.notifications.queries import contact_fingerprint
from forum.units.models import Unit
from forum.units.queries import units_on_path

MOST_WORDS = 100


@dataclass(frozen=True)
class Round:
    """One asking with what came back."""

    number: int
    at: datetime
    ends_at: datetime
    seen: Seen


def rounds_of(commitment_id: int) -> list[Round]:
    """Every asking about a promise, newest first, with its answers counted: one statement."""
    rows = (
        select(Asking.number, Asking.asked, Asking.at, Asking.ends_at, Sighting.answer, func.count(Sighting.id))
        .outerjoin(Sighting, Sighting.asking_id == Asking.id)
        .where(Asking.commitment_id == commitment_id)
        .group_by(Asking.number, Asking.asked, Asking.at, Asking.ends_at, Sighting.answer)
        .order_by(Asking.number.desc())
    )
    counts: dict[tuple[int, int, datetime, datetime], dict[str, int]] = defaultdict(dict)
    for number, asked, at, ends_at, answer, n in db.session.execute(rows):
        counts[number, asked, at, ends_at] |= {answer: n} if answer else {}
    return [Round(number, at, ends_at, Seen(asked, told)) for (number, asked, at, ends_at), told in counts.items()]


def find_newest(commitment_id: int) -> Asking | None:
    """The last asking about a promise."""
    own = select(Asking).where(Asking.commitment_id == commitment_id)
    return db.session.scalar(own.order_by(Asking.number.desc()).limit(1))


def draws_of(commitment_id: int) -> list[tuple[Asking, Leaf]]:
    """Every draw with the leaf that decided it, newest first."""
    rows = select(Asking, Leaf).join(Leaf, Leaf.index == Asking.leaf_index).where(Asking.commitment_id == commitment_id)
    return [(asking, leaf) for asking, leaf in db.session.execute(rows.order_by(Asking.number.desc()))]


def words_for_moderators(commitment_id: int) -> Sequence[str]:
    """What was written with the answers, in the order of the words: nothing tells who wrote first."""
    rows = select(Sighting.words).join(Asking, Asking.id == Sighting.asking_id)
    rows = rows.where(Asking.commitment_id == commitment_id, Sighting.words != "")
    return db.session.scalars(rows.order_by(Sighting.words).limit(MOST_WORDS)).all()


def find_witness(witness_id: int, *, lock: bool = False) -> tuple[Witness, Asking, int] | None:
    """Who was drawn, in which asking, about which commitment."""
    found = select(Witness, Asking, Asking.commitment_id).join(Asking, Asking.id == Witness.asking_id)
    found = found.where(Witness.id == witness_id)
    if lock:
        found = found.with_for_update(of=Witness).execution_options(populate_existing=True)
    row = db.session.execute(found).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def witness_ids(asking_id: int) -> Sequence[int]:
    """Everybody who was drawn."""
    return db.session.scalars(select(Witness.id).where(Witness.asking_id == asking_id).order_by(Witness.id)).all()


def forget_witnesses(now: datetime) -> None:
    """Who was asked in what is over leads to nobody any more."""
    over = select(Asking.id).where(Asking.ends_at < now)
    named = or_(Witness.account_id.is_not(None), Witness.contact_id.is_not(None))
    db.session.execute(
        update(Witness).where(Witness.asking_id.in_(over), named).values(account_id=None, contact_id=None)
    )


def forget_account(account_id: int) -> None:
    """An account that is erased leads nowhere from here."""
    db.session.execute(update(Witness).where(Witness.account_id == account_id).values(account_id=None))


def may_be_asked(commitment: Commitment, people: Collection[Reader]) -> list[Reader]:
    """Of those who took part: whoever has a living address and does not work for the unit, nobody twice."""
    staff = _staff_around(commitment.unit)
    accounts = _accounts({number for kind, number in people if kind == "account"})
    known = {contact_fingerprint(email) for email in (*accounts.values(), *_emails_of(staff))}
    contacts = _contacts({number for kind, number in people if kind == "contact"})
    asked: list[Reader] = [("account", each) for each in sorted(accounts) if each not in staff]
    return asked + [("contact", each) for each, mark in sorted(contacts.items()) if mark not in known]


def _staff_around(unit: Unit) -> set[int]:
    """Whoever holds a role at the unit, above it or below it."""
    above = Membership.unit_id.in_(units_on_path(unit.path))
    near = or_(above, Unit.path.startswith(unit.path, autoescape=True))
    held = select(Membership.account_id).join(Unit, Unit.id == Membership.unit_id).where(Membership.ended_at.is_(None))
    return set(db.session.scalars(held.where(Unit.government_id == unit.government_id, near)))


def _accounts(ids: Collection[int]) -> dict[int, str]:
    living = select(Account.id, Account.email).where(
        Account.id.in_(ids), Account.email.is_not(None), Account.anonymised_at.is_(None),
        Account.suspended_at.is_(None),
    )  # fmt: skip
    return {account_id: email or "" for account_id, email in db.session.execute(living)}


def _emails_of(ids: Collection[int]) -> list[str]:
    rows = select(Account.email).where(Account.id.in_(ids), Account.email.is_not(None))
    return [email for email in db.session.scalars(rows) if email]


def _contacts(ids: Collection[int]) -> dict[int, str]:
    willing = select(Contact.id, Contact.fingerprint).where(
        Contact.id.in_(ids), Contact.confirmed_at.is_not(None), Contact.stopped_at.is_(None)
    )
    return {contact_id: fingerprint for contact_id, fingerprint in db.session.execute(willing)}
